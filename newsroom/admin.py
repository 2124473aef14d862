"""Where Django looks for what an app puts into the admin, or takes out of it."""

import taggit.admin
from django.contrib import admin

from newsroom.desk import people

__all__ = ["people"]

# The desk's topics are ours; taggit's own table of tags stays empty.
admin.site.unregister(taggit.admin.Tag)
