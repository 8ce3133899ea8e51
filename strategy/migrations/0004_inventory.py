import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import strategy.models.concepts


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("strategy", "0003_municipality_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConceptKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        error_messages={"unique": "Diese Art von Dokument gibt es schon."},
                        max_length=80,
                        unique=True,
                        verbose_name="Bezeichnung",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, editable=False)),
            ],
            options={
                "verbose_name": "Art von Dokument",
                "verbose_name_plural": "Arten von Dokumenten",
                "ordering": ("position", "title"),
            },
        ),
        migrations.CreateModel(
            name="Concept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("department", models.CharField(blank=True, max_length=200, verbose_name="Fachbereich")),
                ("dated", models.DateField(blank=True, null=True, verbose_name="Datum")),
                (
                    "council_reference",
                    models.CharField(
                        blank=True,
                        help_text="Nummer der Vorlage, mit der das Dokument beschlossen wurde, zum Beispiel 2021/0734.",
                        max_length=60,
                        verbose_name="Vorlage des Rates",
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="gültig bis")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="Adresse im Internet")),
                ("summary", models.TextField(blank=True, verbose_name="Zusammenfassung")),
                (
                    "evaluation_status",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("in_progress", "in Arbeit"),
                            ("evaluated", "ausgewertet"),
                        ],
                        default="open",
                        editable=False,
                        max_length=15,
                        verbose_name="Stand der Auswertung",
                    ),
                ),
                (
                    "evaluated_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ausgewertet am"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "evaluated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concepts",
                        to="strategy.strategy",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concepts",
                        to="strategy.conceptkind",
                        verbose_name="Art",
                    ),
                ),
            ],
            options={
                "verbose_name": "Konzept",
                "verbose_name_plural": "Konzepte",
                "ordering": ("title", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "title"),
                        name="concept_title_unique",
                        violation_error_message="Ein Konzept mit diesem Titel gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dated__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("dated")),
                            _connector="OR",
                        ),
                        name="concept_valid_after_date",
                        violation_error_message="Das Konzept gilt nur bis zu einem Tag vor seinem Datum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evaluated_at__isnull", False), ("evaluation_status", "evaluated")),
                            models.Q(
                                models.Q(("evaluation_status", "evaluated"), _negated=True),
                                ("evaluated_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="concept_evaluation_is_dated",
                        violation_error_message="Zu einer abgeschlossenen Auswertung gehört ihr Zeitpunkt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConceptFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=250,
                        upload_to=strategy.models.concepts.concept_file_path,
                        verbose_name="Datei",
                    ),
                ),
                ("content_type", models.CharField(editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="Größe")),
                ("uploaded_at", models.DateTimeField(editable=False, verbose_name="hochgeladen am")),
                (
                    "reading_status",
                    models.CharField(
                        choices=[
                            ("waiting", "wartet"),
                            ("running", "wird gelesen"),
                            ("done", "gelesen"),
                            ("failed", "nicht lesbar"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="Text für die Suche",
                    ),
                ),
                ("pages_done", models.PositiveIntegerField(default=0, editable=False)),
                ("pages_total", models.PositiveIntegerField(default=0, editable=False)),
                ("reported_at", models.DateTimeField(auto_now=True)),
                ("error", models.TextField(blank=True, editable=False, verbose_name="Fehler")),
                (
                    "concept",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upload",
                        to="strategy.concept",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Datei eines Konzepts",
                "verbose_name_plural": "Dateien von Konzepten",
            },
        ),
        migrations.CreateModel(
            name="ConceptPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="Stelle")),
                ("page", models.PositiveIntegerField(null=True, verbose_name="Seite")),
                ("text", models.TextField(verbose_name="Text")),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="strategy.conceptfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Seite eines Konzepts",
                "verbose_name_plural": "Seiten von Konzepten",
                "ordering": ("upload", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("upload", "position"),
                        name="concept_page_position_unique",
                        violation_error_message="Diese Stelle ist schon besetzt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extract",
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
                            ("goal", "Ziel"),
                            ("measure", "Maßnahme"),
                            ("figure", "Kennzahl"),
                            ("resolution", "Beschluss"),
                        ],
                        max_length=12,
                        verbose_name="Art",
                    ),
                ),
                (
                    "quotation",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(
                                5000,
                                "Eine Fundstelle hat höchstens %(limit_value)s Zeichen, diese hat %(show_value)s.",
                            )
                        ],
                        verbose_name="Wortlaut",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,4}([–-]\\d{1,4})?$",
                                "Bitte schreiben Sie die Seite so: 14 oder 14–15.",
                            )
                        ],
                        verbose_name="Seite",
                    ),
                ),
                (
                    "set_aside_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Warum nicht aufgenommen?"),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extracts",
                        to="strategy.concept",
                    ),
                ),
                (
                    "sdg_targets",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="strategy.sdgtarget",
                        verbose_name="Bezug zu SDG-Unterzielen",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="extracts",
                        to="strategy.themefield",
                        verbose_name="Themenfelder",
                    ),
                ),
            ],
            options={
                "verbose_name": "Fundstelle",
                "verbose_name_plural": "Fundstellen",
                "ordering": ("concept", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ElementBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "element_kind",
                    models.CharField(
                        choices=[
                            ("theme", "Themenfeld"),
                            ("strategic_goal", "Strategisches Ziel"),
                            ("operational_goal", "Operatives Ziel"),
                            ("measure", "Maßnahme"),
                            ("chapter", "Kapitel"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("element_key", models.UUIDField(db_index=True, editable=False, verbose_name="Schlüssel")),
                (
                    "taken_over",
                    models.BooleanField(default=False, editable=False, verbose_name="daraus übernommen"),
                ),
                ("added_at", models.DateTimeField(editable=False, verbose_name="verknüpft am")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.themefield",
                    ),
                ),
                (
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="strategy.extract",
                    ),
                ),
            ],
            options={
                "verbose_name": "Grundlage eines Elements",
                "verbose_name_plural": "Grundlagen von Elementen",
                "ordering": ("extract__concept__title", "extract", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("extract", "element_key"),
                        name="element_basis_once",
                        violation_error_message="Diese Fundstelle ist hier schon als Grundlage genannt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contradiction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Worin widersprechen sie sich?")),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="strategy.extract"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="strategy.extract"
                    ),
                ),
            ],
            options={
                "verbose_name": "Widerspruch",
                "verbose_name_plural": "Widersprüche",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"),
                        name="contradiction_once",
                        violation_error_message="Dieser Widerspruch ist schon vermerkt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="contradiction_between_two",
                        violation_error_message="Eine Fundstelle widerspricht nicht sich selbst.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConcept",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("department", models.CharField(blank=True, max_length=200, verbose_name="Fachbereich")),
                ("dated", models.DateField(blank=True, null=True, verbose_name="Datum")),
                (
                    "council_reference",
                    models.CharField(
                        blank=True,
                        help_text="Nummer der Vorlage, mit der das Dokument beschlossen wurde, zum Beispiel 2021/0734.",
                        max_length=60,
                        verbose_name="Vorlage des Rates",
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="gültig bis")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="Adresse im Internet")),
                ("summary", models.TextField(blank=True, verbose_name="Zusammenfassung")),
                (
                    "evaluation_status",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("in_progress", "in Arbeit"),
                            ("evaluated", "ausgewertet"),
                        ],
                        default="open",
                        editable=False,
                        max_length=15,
                        verbose_name="Stand der Auswertung",
                    ),
                ),
                (
                    "evaluated_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ausgewertet am"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "evaluated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.conceptkind",
                        verbose_name="Art",
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Konzept",
                "verbose_name_plural": "historical Konzepte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExtract",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("goal", "Ziel"),
                            ("measure", "Maßnahme"),
                            ("figure", "Kennzahl"),
                            ("resolution", "Beschluss"),
                        ],
                        max_length=12,
                        verbose_name="Art",
                    ),
                ),
                (
                    "quotation",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(
                                5000,
                                "Eine Fundstelle hat höchstens %(limit_value)s Zeichen, diese hat %(show_value)s.",
                            )
                        ],
                        verbose_name="Wortlaut",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,4}([–-]\\d{1,4})?$",
                                "Bitte schreiben Sie die Seite so: 14 oder 14–15.",
                            )
                        ],
                        verbose_name="Seite",
                    ),
                ),
                (
                    "set_aside_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Warum nicht aufgenommen?"),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "concept",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.concept",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Fundstelle",
                "verbose_name_plural": "historical Fundstellen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExtract_sdg_targets",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "extract",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.extract",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="strategy.historicalextract",
                    ),
                ),
                (
                    "sdgtarget",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.sdgtarget",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalExtract_sdg_targets",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExtract_themes",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "extract",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.extract",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="strategy.historicalextract",
                    ),
                ),
                (
                    "themefield",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.themefield",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalExtract_themes",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSwotEntry",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("strength", "Stärke"),
                            ("weakness", "Schwäche"),
                            ("opportunity", "Chance"),
                            ("threat", "Risiko"),
                        ],
                        max_length=12,
                        verbose_name="Art",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(
                                1000,
                                "Eine Aussage hat höchstens %(limit_value)s Zeichen, diese hat %(show_value)s.",
                            )
                        ],
                        verbose_name="Aussage",
                    ),
                ),
                ("other_source", models.CharField(blank=True, max_length=300, verbose_name="Andere Quelle")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.themefield",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Eintrag der SWOT-Analyse",
                "verbose_name_plural": "historical SWOT-Analyse",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SwotEntry",
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
                            ("strength", "Stärke"),
                            ("weakness", "Schwäche"),
                            ("opportunity", "Chance"),
                            ("threat", "Risiko"),
                        ],
                        max_length=12,
                        verbose_name="Art",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(
                                1000,
                                "Eine Aussage hat höchstens %(limit_value)s Zeichen, diese hat %(show_value)s.",
                            )
                        ],
                        verbose_name="Aussage",
                    ),
                ),
                ("other_source", models.CharField(blank=True, max_length=300, verbose_name="Andere Quelle")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "extracts",
                    models.ManyToManyField(
                        blank=True,
                        related_name="swot_entries",
                        to="strategy.extract",
                        verbose_name="Fundstellen als Quelle",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swot_entries",
                        to="strategy.themefield",
                    ),
                ),
            ],
            options={
                "verbose_name": "Eintrag der SWOT-Analyse",
                "verbose_name_plural": "SWOT-Analyse",
                "ordering": ("theme", "pk"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalSwotEntry_extracts",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "extract",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.extract",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="strategy.historicalswotentry",
                    ),
                ),
                (
                    "swotentry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.swotentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalSwotEntry_extracts",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
