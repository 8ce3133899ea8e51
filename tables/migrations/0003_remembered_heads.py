import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def complete_columns(apps, schema_editor):
    """Say of the columns of earlier imports what is said of later ones."""
    table_import = apps.get_model("tables", "TableImport")
    for found in table_import.objects.only("columns"):
        defaults = {"remembered": False, "offer": "", "remark": "", "in_thousands": False}
        found.columns = [{**defaults, **column} for column in found.columns]
        found.save(update_fields=["columns"])


class Migration(migrations.Migration):
    dependencies = [
        ("tables", "0002_waiting_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        ],
                        max_length=20,
                        verbose_name="Tabelle",
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="Kennzeichen")),
                ("headings", models.JSONField(verbose_name="Überschriften")),
                ("fields", models.JSONField(verbose_name="Zuordnung")),
                (
                    "learned_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taught_heads",
                        to="tables.tableimport",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "Gemerkte Spalten",
                "verbose_name_plural": "Gemerkte Spalten",
                "ordering": ("-remembered_at", "pk"),
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
                        ],
                        max_length=20,
                        verbose_name="Tabelle",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="Feld")),
                ("word", models.CharField(max_length=200, verbose_name="Wort")),
                ("value", models.CharField(max_length=200, verbose_name="heißt")),
                (
                    "learned_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taught_words",
                        to="tables.tableimport",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "Gemerktes Wort",
                "verbose_name_plural": "Gemerkte Wörter",
                "ordering": ("name", "word"),
            },
        ),
        migrations.DeleteModel(
            name="RememberedColumn",
        ),
        migrations.AddField(
            model_name="tableimport",
            name="left_out",
            field=models.JSONField(default=list, verbose_name="Weggelassenes"),
        ),
        migrations.RenameField("tableimport", old_name="questions", new_name="for_all_questions"),
        migrations.AlterField(
            model_name="tableimport",
            name="for_all_questions",
            field=models.JSONField(default=dict, verbose_name="Fragen zu allen Zeilen"),
        ),
        migrations.AddField(
            model_name="tableimport",
            name="cell_questions",
            field=models.JSONField(default=list, verbose_name="Fragen zu Angaben"),
        ),
        migrations.AddField(
            model_name="tableimport",
            name="words",
            field=models.JSONField(default=dict, verbose_name="Wörter"),
        ),
        migrations.RunPython(complete_columns, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="rememberedhead",
            constraint=models.UniqueConstraint(
                fields=("kind", "key"),
                name="remembered_head_unique",
                violation_error_message="Die Spalten solcher Dateien sind schon zugeordnet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rememberedword",
            constraint=models.UniqueConstraint(
                fields=("kind", "name", "word"),
                name="remembered_word_unique",
                violation_error_message="Was dieses Wort heißt, ist schon gesagt.",
            ),
        ),
    ]
