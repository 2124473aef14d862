"""The desk's search entries, and the engine's own index over them; see 0002_search."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE articles_deskindex USING fts5(
        words, content='articles_deskentry', content_rowid='article_id',
        tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER articles_desk_added AFTER INSERT ON articles_deskentry BEGIN
        INSERT INTO articles_deskindex(rowid, words)
        VALUES (new.article_id, new.words); END""",
    """CREATE TRIGGER articles_desk_removed AFTER DELETE ON articles_deskentry BEGIN
        INSERT INTO articles_deskindex(articles_deskindex, rowid, words)
        VALUES ('delete', old.article_id, old.words); END""",
    """CREATE TRIGGER articles_desk_changed AFTER UPDATE ON articles_deskentry BEGIN
        INSERT INTO articles_deskindex(articles_deskindex, rowid, words)
        VALUES ('delete', old.article_id, old.words);
        INSERT INTO articles_deskindex(rowid, words)
        VALUES (new.article_id, new.words); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER articles_desk_changed",
    "DROP TRIGGER articles_desk_removed",
    "DROP TRIGGER articles_desk_added",
    "DROP TABLE articles_deskindex",
]
POSTGRES = [
    """ALTER TABLE articles_deskentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    """CREATE INDEX articles_deskentry_vector ON articles_deskentry
        USING gin (vector) WITH (gin_pending_list_limit = 1024)""",
]
POSTGRES_BACK = [
    "DROP INDEX articles_deskentry_vector",
    "ALTER TABLE articles_deskentry DROP COLUMN vector",
]


def run(schema_editor, sqlite, postgres):
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in postgres if on_postgres else sqlite:
        schema_editor.execute(statement)


def make_index(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)


def drop_index(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_kept_apart")]

    operations = [
        migrations.CreateModel(
            name="DeskEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="desk_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name": "desk entry",
                "verbose_name_plural": "desk entries",
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
