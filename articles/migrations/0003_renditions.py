"""Renditions in three formats, made by the worker: every image is due once."""

from django.db import migrations, models
from django.db.models import F


def ask_for_all(apps, schema_editor):
    apps.get_model("articles", "Image").objects.update(render_at=F("uploaded_at"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_search")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="superseded",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="image",
            name="tone",
            field=models.CharField(blank=True, editable=False, max_length=3),
        ),
        migrations.AddField(
            model_name="image",
            name="render_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(ask_for_all, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=models.Q(("render_at__isnull", False)),
                fields=["render_at"],
                name="image_to_render",
            ),
        ),
    ]
