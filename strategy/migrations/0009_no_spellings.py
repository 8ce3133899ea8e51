from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("strategy", "0008_departments_of_spellings")]

    operations = [
        migrations.RemoveField(model_name=model, name="spelling")
        for model in (
            "measure",
            "operationalgoal",
            "concept",
            "historicalmeasure",
            "historicaloperationalgoal",
            "historicalconcept",
        )
    ]
