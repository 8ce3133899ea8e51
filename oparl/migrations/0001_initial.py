import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("council", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="Adresse der Vorlage")),
                ("steps", models.JSONField(default=list, editable=False)),
                ("applied_at", models.DateTimeField(editable=False, null=True)),
                (
                    "job",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_reading",
                        to="jobs.job",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="council.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gelesene Beratungsfolge",
                "verbose_name_plural": "Gelesene Beratungsfolgen",
                "ordering": ("-job__created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PublishedObject",
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
                            ("system", "System"),
                            ("body", "Body"),
                            ("legislativeterm", "LegislativeTerm"),
                            ("organization", "Organization"),
                            ("person", "Person"),
                            ("membership", "Membership"),
                            ("meeting", "Meeting"),
                            ("agendaitem", "AgendaItem"),
                            ("paper", "Paper"),
                            ("consultation", "Consultation"),
                            ("file", "File"),
                            ("location", "Location"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("organization", models.CharField(blank=True, max_length=40)),
                ("content", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("modified_at", models.DateTimeField(db_index=True)),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "OParl-Objekt",
                "verbose_name_plural": "OParl-Objekte",
                "ordering": ("kind", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"),
                        name="published_object_unique",
                        violation_error_message="Dieses Objekt gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deleted_at__isnull", True), ("content", ""), _connector="OR"),
                        name="published_object_deleted_is_empty",
                        violation_error_message="Von einem gelöschten Objekt bleibt kein Inhalt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=250)),
                ("size", models.PositiveBigIntegerField()),
                ("sha512", models.CharField(max_length=128)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stored",
                        to="oparl.publishedobject",
                    ),
                ),
            ],
            options={
                "verbose_name": "OParl-Datei",
                "verbose_name_plural": "OParl-Dateien",
                "ordering": ("pk",),
            },
        ),
    ]
