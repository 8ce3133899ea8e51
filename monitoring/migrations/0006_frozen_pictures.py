from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0005_report_files_and_frameworks"),
    ]

    operations = [
        migrations.AddField(
            model_name="frozenreport",
            name="pictures",
            field=models.ManyToManyField(
                editable=False, related_name="frozen_in", to="monitoring.reportfile"
            ),
        ),
    ]
