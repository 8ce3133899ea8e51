"""The full-text index over the entries: kept by the database itself, each with what it has."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# An external-content table of FTS5: the triggers hand every change on, also those of statements past Django.
SQLITE = (
    """CREATE VIRTUAL TABLE search_fulltext USING fts5(
        folded_title, folded_text, content='search_searchentry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3 4')""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_fulltext(rowid, folded_title, folded_text)
        VALUES (new.id, new.folded_title, new.folded_text); END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, folded_title, folded_text)
        VALUES ('delete', old.id, old.folded_title, old.folded_text); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_searchentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, folded_title, folded_text)
        VALUES ('delete', old.id, old.folded_title, old.folded_text);
        INSERT INTO search_fulltext(rowid, folded_title, folded_text)
        VALUES (new.id, new.folded_title, new.folded_text); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_fulltext",
)
# Words in their german form, and as they are for prefixes; the title weighs more. Kept in a column, because ranking
# reads it for each place that is found.
POSTGRESQL = (
    """ALTER TABLE search_searchentry ADD COLUMN fulltext tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.german', folded_title), 'A')
        || setweight(to_tsvector('pg_catalog.simple', folded_title), 'A')
        || setweight(to_tsvector('pg_catalog.german', folded_text), 'B')
        || setweight(to_tsvector('pg_catalog.simple', folded_text), 'B')) STORED""",
    "CREATE INDEX search_entry_fulltext ON search_searchentry USING gin (fulltext)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_searchentry DROP COLUMN fulltext",)


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
    dependencies = (("search", "0001_entries"),)
    operations = (migrations.RunPython(add_index, remove_index),)
