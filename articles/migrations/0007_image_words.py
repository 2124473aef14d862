"""What the library searches: the words of each image, apart from its long row."""

import django.db.models.deletion
from django.db import migrations, models

from articles.search.folding import words_of

TEXTS = (
    "caption",
    "alternative_text",
    "creator",
    "source",
    "copyright_notice",
    "licence",
    "usage_terms",
    "place",
    "internal_notes",
    "decorative_reason",
    "original_name",
)


def index_all(apps, schema_editor):
    entry = apps.get_model("articles", "ImageEntry")
    for image in apps.get_model("articles", "Image").objects.iterator(500):
        said = [text for text in image.said.values() if isinstance(text, str)]
        texts = [getattr(image, name) for name in TEXTS]
        words = words_of(" ".join([*texts, *said, *image.said.get("keywords", [])]))
        entry.objects.create(image=image, words=" ".join(words))


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_changed_at")]

    operations = [
        migrations.CreateModel(
            name="ImageEntry",
            fields=[
                (
                    "image",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="articles.image",
                    ),
                ),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name": "words of an image",
                "verbose_name_plural": "words of images",
            },
        ),
        migrations.RunPython(index_all, migrations.RunPython.noop),
    ]
