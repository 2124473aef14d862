"""The search entries, and the engine's own index over them."""

import django.db.models.deletion
from django.db import migrations, models

# External content: the words are stored once, in the table, and FTS5 keeps the index.
# Its deletions need the old words, hence triggers and not our own statements.
SQLITE = [
    """CREATE VIRTUAL TABLE articles_searchindex USING fts5(
        words, content='articles_searchentry', content_rowid='publication_id',
        tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER articles_search_added AFTER INSERT ON articles_searchentry BEGIN
        INSERT INTO articles_searchindex(rowid, words)
        VALUES (new.publication_id, new.words); END""",
    """CREATE TRIGGER articles_search_removed AFTER DELETE ON articles_searchentry BEGIN
        INSERT INTO articles_searchindex(articles_searchindex, rowid, words)
        VALUES ('delete', old.publication_id, old.words); END""",
    """CREATE TRIGGER articles_search_changed AFTER UPDATE ON articles_searchentry BEGIN
        INSERT INTO articles_searchindex(articles_searchindex, rowid, words)
        VALUES ('delete', old.publication_id, old.words);
        INSERT INTO articles_searchindex(rowid, words)
        VALUES (new.publication_id, new.words); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER articles_search_changed",
    "DROP TRIGGER articles_search_removed",
    "DROP TRIGGER articles_search_added",
    "DROP TABLE articles_searchindex",
]
# A small pending list: else one unlucky editor's save flushes a large one.
POSTGRES = [
    """ALTER TABLE articles_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    """CREATE INDEX articles_searchentry_vector ON articles_searchentry
        USING gin (vector) WITH (gin_pending_list_limit = 1024)""",
]
POSTGRES_BACK = [
    "DROP INDEX articles_searchentry_vector",
    "ALTER TABLE articles_searchentry DROP COLUMN vector",
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
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.publication",
                    ),
                ),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
