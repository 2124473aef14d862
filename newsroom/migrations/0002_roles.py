"""Make the roles, so that the first person who signs in can be given one."""

from django.conf import settings
from django.db import migrations

from newsroom import roles


def establish(apps, schema_editor):
    roles.establish(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("newsroom", "0001_initial"),
        ("articles", "0001_initial"),
        ("sections", "0002_line_ups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(establish, migrations.RunPython.noop)]
