import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import exports.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportJob",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=300, verbose_name="Titel")),
                ("filename", models.CharField(max_length=150, verbose_name="Dateiname")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "wartet"),
                            ("running", "läuft"),
                            ("done", "fertig"),
                            ("failed", "gescheitert"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("pages_done", models.PositiveIntegerField(default=0, verbose_name="gesetzte Seiten")),
                ("pages_expected", models.PositiveIntegerField(default=0, verbose_name="erwartete Seiten")),
                ("error", models.TextField(blank=True, verbose_name="Fehler")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=250,
                        upload_to=exports.models.job_file_path,
                        verbose_name="Datei",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angefordert am")),
                ("reported_at", models.DateTimeField(auto_now=True, verbose_name="zuletzt gemeldet am")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Export",
                "verbose_name_plural": "Exporte",
                "ordering": ("-created_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status", "done"), ("file", ""), _connector="XOR"),
                        name="export_job_done_has_file",
                        violation_error_message="Ein fertiger Export hat eine Datei, ein anderer nicht.",
                    )
                ],
            },
        ),
    ]
