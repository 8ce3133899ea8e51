"""Makes one department of each spelling by which goals, measures and concepts have named who does it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Model -> the field that names its department.
FIELDS = {
    "Measure": "department",
    "OperationalGoal": "responsible",
    "Concept": "department",
    "HistoricalMeasure": "department",
    "HistoricalOperationalGoal": "responsible",
    "HistoricalConcept": "department",
}


def name_departments(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep every spelling as it was typed: whether two of them are one department, people decide."""
    department = apps.get_model("strategy", "Department")
    spellings = {
        spelling
        for model in FIELDS
        for spelling in apps.get_model("strategy", model)
        .objects.exclude(spelling="")
        .order_by()
        .values_list("spelling", flat=True)
        .distinct()
    }
    made = department.objects.bulk_create(department(name=spelling) for spelling in sorted(spellings))
    for each in made:
        for model, field in FIELDS.items():
            apps.get_model("strategy", model).objects.filter(spelling=each.name).update(**{field: each.pk})


def spell_departments(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Go back to names as text."""
    names = dict(apps.get_model("strategy", "Department").objects.values_list("pk", "name"))
    for model, field in FIELDS.items():
        rows = apps.get_model("strategy", model).objects
        for key, name in names.items():
            rows.filter(**{field: key}).update(spelling=name)


class Migration(migrations.Migration):
    dependencies = [("strategy", "0007_departments")]

    operations = [migrations.RunPython(name_departments, spell_departments)]
