import uuid

import django.db.models.deletion
from django.db import migrations, models

import exports.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=300, verbose_name="Titel")),
                ("filename", models.CharField(max_length=150, verbose_name="Dateiname")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=250,
                        upload_to=exports.models.export_file_path,
                        verbose_name="Datei",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angefordert am")),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="export_file", to="jobs.job"
                    ),
                ),
            ],
            options={
                "verbose_name": "Export",
                "verbose_name_plural": "Exporte",
                "ordering": ("-created_at", "pk"),
            },
        ),
    ]
