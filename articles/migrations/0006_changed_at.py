"""Say of every version when readers last got something new: when it began."""

from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    rows = apps.get_model("articles", "Publication").objects
    rows = rows.using(schema_editor.connection.alias)
    rows.filter(changed_at=None).update(changed_at=F("live_from"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk_and_reading")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="publication",
            name="changed_at",
            field=models.DateTimeField(verbose_name="changed"),
        ),
    ]
