import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tables.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TableImport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("measures", "Maßnahmen"),
                            ("operational-goals", "Operative Ziele"),
                            ("concepts", "Konzepte"),
                            ("members", "Mitglieder"),
                            ("departments", "Fachbereiche und Stellen"),
                        ],
                        max_length=20,
                        verbose_name="Tabelle",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=250,
                        upload_to=tables.models.import_file_path,
                        verbose_name="Datei",
                    ),
                ),
                ("filename", models.CharField(max_length=150, verbose_name="Dateiname")),
                ("encoding", models.CharField(blank=True, max_length=20, verbose_name="Zeichensatz")),
                ("sheet", models.CharField(blank=True, max_length=200, verbose_name="Blatt")),
                ("columns", models.JSONField(default=list, verbose_name="Spalten")),
                ("chosen", models.JSONField(null=True, verbose_name="Zuordnung")),
                ("cell_questions", models.JSONField(default=list, verbose_name="Fragen zu Angaben")),
                ("words", models.JSONField(default=dict, verbose_name="Wörter")),
                ("left_out", models.JSONField(default=list, verbose_name="Weggelassenes")),
                ("decisions", models.JSONField(default=dict, verbose_name="Entscheidungen")),
                ("for_all", models.JSONField(default=dict, verbose_name="Entscheidungen für alle Zeilen")),
                ("for_all_questions", models.JSONField(default=dict, verbose_name="Fragen zu allen Zeilen")),
                ("new_goals", models.JSONField(default=list, verbose_name="Neue Ziele")),
                ("remark", models.TextField(blank=True, verbose_name="Hinweis")),
                ("created_at", models.DateTimeField(verbose_name="hochgeladen am")),
                ("previewed_at", models.DateTimeField(null=True, verbose_name="Vorschau vom")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="übernommen am")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="rückgängig gemacht am")),
                ("rows_forgotten_at", models.DateTimeField(null=True, verbose_name="Zeilen gelöscht am")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="table_import",
                        to="jobs.job",
                    ),
                ),
            ],
            options={
                "verbose_name": "Einlesen einer Tabelle",
                "verbose_name_plural": "Eingelesene Tabellen",
                "ordering": ("-created_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True), ("applied_at__isnull", False), _connector="OR"
                        ),
                        name="table_import_undone_was_applied",
                        violation_error_message="Rückgängig gemacht wird nur, was übernommen ist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("applied_at__isnull", True), ("file", ""), _connector="OR"),
                        name="table_import_applied_keeps_no_file",
                        violation_error_message="Nach dem Übernehmen bleibt die Datei nicht gespeichert.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RememberedWord",
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
                            ("measures", "Maßnahmen"),
                            ("operational-goals", "Operative Ziele"),
                            ("concepts", "Konzepte"),
                            ("members", "Mitglieder"),
                            ("departments", "Fachbereiche und Stellen"),
                        ],
                        max_length=20,
                        verbose_name="Tabelle",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="Feld")),
                ("word", models.CharField(max_length=200, verbose_name="Wort")),
                ("value", models.CharField(max_length=200, verbose_name="heißt")),
                ("remembered_at", models.DateTimeField(verbose_name="gemerkt am")),
                (
                    "remembered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learned_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taught_words",
                        to="tables.tableimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gemerktes Wort",
                "verbose_name_plural": "Gemerkte Wörter",
                "ordering": ("name", "word"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name", "word"),
                        name="remembered_word_unique",
                        violation_error_message="Was dieses Wort heißt, ist schon gesagt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RememberedHead",
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
                            ("measures", "Maßnahmen"),
                            ("operational-goals", "Operative Ziele"),
                            ("concepts", "Konzepte"),
                            ("members", "Mitglieder"),
                            ("departments", "Fachbereiche und Stellen"),
                        ],
                        max_length=20,
                        verbose_name="Tabelle",
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="Kennzeichen")),
                ("headings", models.JSONField(verbose_name="Überschriften")),
                ("fields", models.JSONField(verbose_name="Zuordnung")),
                ("remembered_at", models.DateTimeField(verbose_name="gemerkt am")),
                (
                    "remembered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learned_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taught_heads",
                        to="tables.tableimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gemerkte Spalten",
                "verbose_name_plural": "Gemerkte Spalten",
                "ordering": ("-remembered_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"),
                        name="remembered_head_unique",
                        violation_error_message="Die Spalten solcher Dateien sind schon zugeordnet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="Zeile")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "neu"),
                            ("changed", "geändert"),
                            ("unchanged", "unverändert"),
                            ("ambiguous", "nicht eindeutig"),
                            ("tray", "in die Ablage"),
                            ("wrong", "fehlerhaft"),
                        ],
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("content", models.JSONField()),
                ("cells", models.JSONField(default=list)),
                ("written", models.JSONField(null=True)),
                (
                    "table_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="tables.tableimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zeile einer Tabelle",
                "verbose_name_plural": "Zeilen einer Tabelle",
                "ordering": ("line",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table_import", "line"),
                        name="import_row_line_unique",
                        violation_error_message="Diese Zeile gibt es schon.",
                    )
                ],
            },
        ),
    ]
