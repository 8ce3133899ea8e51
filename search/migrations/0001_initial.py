"""The entries of the search, and the full-text index over them: kept by the database itself, each with what it has."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# An external-content table of FTS5: the triggers hand every change on, also those of statements past Django.
# Points stand in numbers only, which stay in one piece.
SQLITE = (
    """CREATE VIRTUAL TABLE search_fulltext USING fts5(
        title_stems, text_stems, title_parts, text_parts, content='search_searchentry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2 tokenchars '.'")""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_fulltext(rowid, title_stems, text_stems, title_parts, text_parts)
        VALUES (new.id, new.title_stems, new.text_stems, new.title_parts, new.text_parts); END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, title_stems, text_stems, title_parts, text_parts)
        VALUES ('delete', old.id, old.title_stems, old.text_stems, old.title_parts, old.text_parts); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_searchentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, title_stems, text_stems, title_parts, text_parts)
        VALUES ('delete', old.id, old.title_stems, old.text_stems, old.title_parts, old.text_parts);
        INSERT INTO search_fulltext(rowid, title_stems, text_stems, title_parts, text_parts)
        VALUES (new.id, new.title_stems, new.text_stems, new.title_parts, new.text_parts); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_fulltext",
)
# The weights tell whole words (A, B) and parts of the title (C) apart. Ranking reads this column for each place that is
# found; so the many parts of the text stand in another one, without their places.
POSTGRESQL = (
    """ALTER TABLE search_searchentry ADD COLUMN fulltext tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.simple', title_stems), 'A')
        || setweight(to_tsvector('pg_catalog.simple', text_stems), 'B')
        || setweight(to_tsvector('pg_catalog.simple', title_parts), 'C')) STORED""",
    """ALTER TABLE search_searchentry ADD COLUMN parts tsvector GENERATED ALWAYS AS (
        strip(to_tsvector('pg_catalog.simple', title_parts || ' ' || text_parts))) STORED""",
    "CREATE INDEX search_entry_fulltext ON search_searchentry USING gin (fulltext) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_parts ON search_searchentry USING gin (parts) WITH (fastupdate = off)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_searchentry DROP COLUMN fulltext, DROP COLUMN parts",)


def _run(
    schema_editor: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]
) -> None:
    statements = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in statements:
        schema_editor.execute(statement, params=None)


def add_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def remove_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    initial = True

    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("theme", "Themenfelder"),
                            ("strategic_goal", "Strategische Ziele"),
                            ("operational_goal", "Operative Ziele"),
                            ("measure", "Maßnahmen"),
                            ("chapter", "Kapitel"),
                            ("swot", "SWOT-Einträge"),
                            ("concept", "Konzepte"),
                            ("concept_page", "Seiten von Konzepten"),
                            ("extract", "Fundstellen"),
                            ("comment", "Kommentare"),
                            ("meeting", "Sitzungen"),
                            ("agenda_item", "Tagesordnungspunkte"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("about", models.UUIDField(db_index=True, null=True)),
                ("address", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=300, verbose_name="Titel")),
                ("text", models.TextField(verbose_name="Text")),
                ("title_stems", models.TextField()),
                ("text_stems", models.TextField()),
                ("title_parts", models.TextField()),
                ("text_parts", models.TextField()),
            ],
            options={
                "verbose_name": "Eintrag der Suche",
                "verbose_name_plural": "Einträge der Suche",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"),
                        name="search_entry_once",
                        violation_error_message="Diese Zeile steht schon in der Suche.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("way", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "Stand der Suche",
                "verbose_name_plural": "Stand der Suche",
            },
        ),
        migrations.RunPython(add_index, remove_index),
    )
