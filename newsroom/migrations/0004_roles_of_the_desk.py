"""Give the roles what corrections, series and the bar of breaking news ask for."""

from django.conf import settings
from django.db import migrations

from newsroom import roles


def establish(apps, schema_editor):
    roles.establish(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("newsroom", "0003_wishes"),
        ("articles", "0006_changed_at"),
        ("sections", "0004_desk_and_reading"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(establish, migrations.RunPython.noop)]
