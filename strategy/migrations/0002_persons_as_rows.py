import json

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MODELS = ("measure", "operationalgoal", "historicalmeasure", "historicaloperationalgoal")
NAME_AT_MOST, TEXT_AT_MOST = 120, 300
LABEL = "Ansprechpersonen (intern)"


def rows_of(text: str) -> list[dict[str, str]]:
    """A former text as one person: what is longer than a name stands behind it, so that nothing is lost."""
    name, rest = text[:NAME_AT_MOST].strip(), text[NAME_AT_MOST:].strip()
    return [{"name": name, "role": rest, "reach": ""}] if name else []


def text_of(rows: list[dict[str, str]]) -> str:
    """The inverse of `rows_of`, as far as a text goes."""
    parts = (part for row in rows for part in row.values() if part)
    return " ".join(parts)[:TEXT_AT_MOST]


def to_rows(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in MODELS:
        model = apps.get_model("strategy", name)
        for row in model.objects.order_by().only("pk", "contacts").iterator():
            model.objects.filter(pk=row.pk).update(contacts=json.dumps(rows_of(row.contacts)))
    proposals = apps.get_model("strategy", "Proposal").objects.filter(values__has_key="contacts")
    for proposal in proposals:
        cells = ("\t".join(row.values()) for row in rows_of(proposal.values["contacts"]))
        proposal.values["contacts"] = list(cells)
        proposal.save(update_fields=["values"])
    _check_now(schema_editor)


def to_text(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in MODELS:
        model = apps.get_model("strategy", name)
        for row in model.objects.order_by().only("pk", "contacts").iterator():
            model.objects.filter(pk=row.pk).update(contacts=text_of(json.loads(row.contacts)))
    proposals = apps.get_model("strategy", "Proposal").objects.filter(values__has_key="contacts")
    for proposal in proposals:
        rows = (cells.replace("\t", " ") for cells in proposal.values["contacts"])
        proposal.values["contacts"] = " ".join(rows).strip()[:TEXT_AT_MOST]
        proposal.save(update_fields=["values"])
    _check_now(schema_editor)


def _check_now(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL changes no table about whose rows it still has something to check."""
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial")]

    operations = [
        # Wide enough for rows before it holds them; rows before the database reads them.
        *(
            migrations.AlterField(name, "contacts", models.TextField(LABEL, blank=True, default=""))
            for name in MODELS
        ),
        migrations.RunPython(to_rows, to_text),
        *(
            migrations.AlterField(name, "contacts", models.JSONField(LABEL, blank=True, default=tuple))
            for name in MODELS
        ),
    ]
