"""Every address of the site."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls)]
# The sections' addresses end in catch-alls, so they come last.
urlpatterns += [
    path("", include(app))
    for app in ("articles.urls", "sections.urls")
    if find_spec(app)
]
