import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import strategy.models.municipality


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("exports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueField",
            fields=[
                ("position", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=150, unique=True, verbose_name="Titel")),
                ("description", models.TextField(verbose_name="Beschreibung")),
                ("prescribed", models.BooleanField(default=False, verbose_name="vorgeschrieben")),
            ],
            options={
                "verbose_name": "Themenfeld des Katalogs",
                "verbose_name_plural": "Themenfeldkatalog",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Sdg",
            fields=[
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="Nummer"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="Titel")),
                ("colour", models.CharField(max_length=7, verbose_name="Farbe")),
                ("text_colour", models.CharField(max_length=7, verbose_name="Textfarbe")),
            ],
            options={
                "verbose_name": "SDG",
                "verbose_name_plural": "SDGs",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="HistoricalMunicipality",
            fields=[
                ("id", models.PositiveSmallIntegerField(db_index=True, default=1, editable=False)),
                ("name", models.CharField(max_length=100, verbose_name="Name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("Stadt", "Stadt"), ("Gemeinde", "Gemeinde"), ("Kreis", "Kreis")],
                        default="Stadt",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "ags",
                    models.CharField(
                        help_text="Acht Ziffern, zum Beispiel 05916000.",
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{8}$", "Der AGS hat genau acht Ziffern."
                            )
                        ],
                        verbose_name="Amtlicher Gemeindeschlüssel (AGS)",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True,
                        help_text="Anschrift, E-Mail und Telefon der zuständigen Stelle, eine Angabe je Zeile.",
                        verbose_name="Kontakt",
                    ),
                ),
                ("imprint", models.TextField(blank=True, verbose_name="Impressum der Website")),
                ("privacy", models.TextField(blank=True, verbose_name="Datenschutzerklärung")),
                (
                    "accessibility",
                    models.TextField(blank=True, verbose_name="Erklärung zur Barrierefreiheit"),
                ),
                (
                    "logo",
                    models.TextField(
                        blank=True,
                        help_text="PNG oder JPEG, höchstens 500 kB. Es steht auf dem Titelblatt.",
                        max_length=100,
                        validators=[strategy.models.municipality.validate_logo],
                        verbose_name="Logo oder Wappen",
                    ),
                ),
                (
                    "accent_colour",
                    models.CharField(
                        default="#1B4F8F",
                        help_text="Farbe der Überschriften im PDF, zum Beispiel #1B4F8F. Sie muss dunkel sein.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$", "Bitte so schreiben: #1B4F8F."
                            )
                        ],
                        verbose_name="Schmuckfarbe",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "historical Kommune",
                "verbose_name_plural": "historical Kommunen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="Name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("Stadt", "Stadt"), ("Gemeinde", "Gemeinde"), ("Kreis", "Kreis")],
                        default="Stadt",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "ags",
                    models.CharField(
                        help_text="Acht Ziffern, zum Beispiel 05916000.",
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{8}$", "Der AGS hat genau acht Ziffern."
                            )
                        ],
                        verbose_name="Amtlicher Gemeindeschlüssel (AGS)",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True,
                        help_text="Anschrift, E-Mail und Telefon der zuständigen Stelle, eine Angabe je Zeile.",
                        verbose_name="Kontakt",
                    ),
                ),
                ("imprint", models.TextField(blank=True, verbose_name="Impressum der Website")),
                ("privacy", models.TextField(blank=True, verbose_name="Datenschutzerklärung")),
                (
                    "accessibility",
                    models.TextField(blank=True, verbose_name="Erklärung zur Barrierefreiheit"),
                ),
                (
                    "logo",
                    models.ImageField(
                        blank=True,
                        help_text="PNG oder JPEG, höchstens 500 kB. Es steht auf dem Titelblatt.",
                        upload_to="logo/",
                        validators=[strategy.models.municipality.validate_logo],
                        verbose_name="Logo oder Wappen",
                    ),
                ),
                (
                    "accent_colour",
                    models.CharField(
                        default="#1B4F8F",
                        help_text="Farbe der Überschriften im PDF, zum Beispiel #1B4F8F. Sie muss dunkel sein.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$", "Bitte so schreiben: #1B4F8F."
                            )
                        ],
                        verbose_name="Schmuckfarbe",
                    ),
                ),
            ],
            options={
                "verbose_name": "Kommune",
                "verbose_name_plural": "Kommunen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="municipality_is_the_only_one",
                        violation_error_message="Eine Installation gehört zu genau einer Kommune.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStrategy",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "target_year",
                    models.PositiveSmallIntegerField(
                        default=2030,
                        help_text="Die strategischen Ziele beschreiben dieses Jahr.",
                        verbose_name="Zieljahr",
                    ),
                ),
                (
                    "period_start",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Zeitraum von"),
                ),
                (
                    "period_end",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Zeitraum bis"),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Kennzeichnet jede Seite und das PDF als Beispiel.",
                        verbose_name="Beispieldaten",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("numbers_fixed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "numbers_fixed_by",
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
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Strategie",
                "verbose_name_plural": "historical Strategien",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SdgTarget",
            fields=[
                (
                    "code",
                    models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name="Nummer"),
                ),
                ("label", models.CharField(max_length=100, verbose_name="Inhalt")),
                ("position", models.PositiveSmallIntegerField(unique=True)),
                (
                    "sdg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="strategy.sdg"
                    ),
                ),
            ],
            options={
                "verbose_name": "SDG-Unterziel",
                "verbose_name_plural": "SDG-Unterziele",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Strategy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "target_year",
                    models.PositiveSmallIntegerField(
                        default=2030,
                        help_text="Die strategischen Ziele beschreiben dieses Jahr.",
                        verbose_name="Zieljahr",
                    ),
                ),
                (
                    "period_start",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Zeitraum von"),
                ),
                (
                    "period_end",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Zeitraum bis"),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Kennzeichnet jede Seite und das PDF als Beispiel.",
                        verbose_name="Beispieldaten",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("numbers_fixed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategy",
                        to="strategy.municipality",
                    ),
                ),
                (
                    "numbers_fixed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Strategie",
                "verbose_name_plural": "Strategien",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_year__isnull", True),
                            models.Q(("target_year__gte", 1990), ("target_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="strategy_target_year_plausible",
                        violation_error_message="Das Zieljahr liegt zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("period_start__isnull", True),
                                models.Q(("period_start__gte", 1990), ("period_start__lte", 2100)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("period_end__isnull", True),
                                models.Q(("period_end__gte", 1990), ("period_end__lte", 2100)),
                                _connector="OR",
                            ),
                        ),
                        name="strategy_period_plausible",
                        violation_error_message="Die Jahre des Zeitraums liegen zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start__isnull", True),
                            ("period_end__isnull", True),
                            ("period_end__gte", models.F("period_start")),
                            _connector="OR",
                        ),
                        name="strategy_period_ends_after_start",
                        violation_error_message="Der Zeitraum endet vor seinem Anfang.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseClosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("organisation", "Aufbauorganisation"),
                            ("inventory", "Bestandsaufnahme"),
                            ("themes", "Themenfelder"),
                            ("strategic_goals", "Leitlinien und strategische Ziele"),
                            ("operational_goals", "Operative Ziele"),
                            ("measures", "Maßnahmen"),
                            ("resolution", "Beschluss"),
                            ("implementation", "Umsetzung"),
                        ],
                        max_length=20,
                        verbose_name="Phase",
                    ),
                ),
                ("closed_at", models.DateTimeField(verbose_name="abgeschlossen am")),
                ("note", models.TextField(blank=True, verbose_name="Notiz")),
                (
                    "reopened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="wieder geöffnet am"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phase_closures",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "Abschluss einer Phase",
                "verbose_name_plural": "Abschlüsse von Phasen",
                "ordering": ("closed_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at__isnull", True)),
                        fields=("strategy", "phase"),
                        name="phase_closed_once",
                        violation_error_message="Diese Phase ist schon abgeschlossen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalChapter",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "chapter_kind",
                    models.CharField(
                        choices=[
                            ("preface", "Vorwort"),
                            ("introduction", "Einleitung"),
                            ("context", "Projektkontext"),
                            ("model", "Modell"),
                            ("process", "Entwicklungsprozess"),
                            ("preamble", "Präambel"),
                            ("continuation", "Verstetigung"),
                            ("appendix", "Anhang"),
                            ("imprint", "Impressum"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="Kapitel",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="Text")),
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
                    "retired_by",
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
                "verbose_name": "historical Kapitel",
                "verbose_name_plural": "historical Kapitel",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Chapter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "chapter_kind",
                    models.CharField(
                        choices=[
                            ("preface", "Vorwort"),
                            ("introduction", "Einleitung"),
                            ("context", "Projektkontext"),
                            ("model", "Modell"),
                            ("process", "Entwicklungsprozess"),
                            ("preamble", "Präambel"),
                            ("continuation", "Verstetigung"),
                            ("appendix", "Anhang"),
                            ("imprint", "Impressum"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="Kapitel",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                (
                    "retired_by",
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
                        related_name="chapters",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "Kapitel",
                "verbose_name_plural": "Kapitel",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "chapter_kind"),
                        name="chapter_kind_unique",
                        violation_error_message="Dieses Kapitel gibt es schon.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StrategyVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(verbose_name="Fassung")),
                (
                    "status",
                    models.CharField(
                        choices=[("council_draft", "Beschlussentwurf"), ("adopted", "beschlossene Fassung")],
                        default="council_draft",
                        max_length=15,
                        verbose_name="Stand",
                    ),
                ),
                ("content", models.TextField(verbose_name="Inhalt")),
                ("sha256", models.CharField(max_length=64, verbose_name="Prüfsumme (SHA-256)")),
                ("findings", models.JSONField(default=list, verbose_name="Hinweise beim Einfrieren")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Notiz")),
                ("created_at", models.DateTimeField(verbose_name="eingefroren am")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="beschlossen am")),
                (
                    "adopted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Beschluss eingetragen am"),
                ),
                (
                    "resolution_reference",
                    models.CharField(blank=True, max_length=200, verbose_name="Beschluss"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="veröffentlicht am"),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "pdf_job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="exports.exportjob",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="versions",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "Fassung",
                "verbose_name_plural": "Fassungen",
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "number"),
                        name="version_number_unique",
                        violation_error_message="Diese Nummer ist schon vergeben.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_at__isnull", True),
                                ("adopted_on__isnull", True),
                                ("status", "council_draft"),
                            ),
                            models.Q(
                                ("adopted_at__isnull", False),
                                ("adopted_on__isnull", False),
                                ("status", "adopted"),
                            ),
                            _connector="OR",
                        ),
                        name="version_adopted_has_date",
                        violation_error_message="Genau eine beschlossene Fassung hat ein Beschlussdatum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True), ("status", "adopted"), _connector="OR"
                        ),
                        name="version_published_is_adopted",
                        violation_error_message="Nur eine beschlossene Fassung kann veröffentlicht werden.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeField",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=150, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Was gehört dazu?")),
                (
                    "prescribed",
                    models.BooleanField(default=False, editable=False, verbose_name="vorgeschrieben"),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "noch offen"),
                            ("selected", "gewählt"),
                            ("not_selected", "nicht gewählt"),
                            ("merged", "zusammengeführt"),
                        ],
                        default="open",
                        editable=False,
                        max_length=15,
                        verbose_name="Entscheidung",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="Begründung")),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="Position"
                    ),
                ),
                ("guideline", models.TextField(blank=True, verbose_name="Leitlinie")),
                ("initial_situation", models.TextField(blank=True, verbose_name="Ausgangslage")),
                ("summary", models.TextField(blank=True, verbose_name="Kurz und einfach gesagt")),
                (
                    "catalogue_field",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.cataloguefield",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged_from",
                        to="strategy.themefield",
                    ),
                ),
                (
                    "retired_by",
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
                        related_name="theme_fields",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "Themenfeld",
                "verbose_name_plural": "Themenfelder",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("strategy", "position"),
                        name="theme_position_unique",
                        violation_error_message="Diese Position ist schon vergeben.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("strategy", "title"),
                        name="theme_title_unique",
                        violation_error_message="Ein Themenfeld mit diesem Titel gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "selected"), ("position__isnull", False)),
                            models.Q(
                                models.Q(("decision", "selected"), _negated=True), ("position__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="theme_selected_has_position",
                        violation_error_message="Genau die gewählten Themenfelder haben eine Position.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "not_selected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_not_selected_has_reason",
                        violation_error_message="Bitte begründen Sie, warum das Themenfeld nicht gewählt wird.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "merged"), ("merged_into__isnull", False)),
                            models.Q(
                                models.Q(("decision", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="theme_merged_has_target",
                        violation_error_message="Genau die zusammengeführten Themenfelder haben ein Ziel.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStrategicGoal",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "dns_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 11.2.a, 13.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Deutsche Nachhaltigkeitsstrategie (DNS)",
                    ),
                ),
                (
                    "nhs_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 13.1, 4.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Nachhaltigkeitsstrategie NRW (NHS)",
                    ),
                ),
                ("statement", models.TextField(verbose_name="Zielaussage")),
                ("explanation", models.TextField(blank=True, verbose_name="Erläuterung")),
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
                    "retired_by",
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
                "verbose_name": "historical Strategisches Ziel",
                "verbose_name_plural": "historical Strategische Ziele",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StrategicGoal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "dns_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 11.2.a, 13.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Deutsche Nachhaltigkeitsstrategie (DNS)",
                    ),
                ),
                (
                    "nhs_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 13.1, 4.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Nachhaltigkeitsstrategie NRW (NHS)",
                    ),
                ),
                ("statement", models.TextField(verbose_name="Zielaussage")),
                ("explanation", models.TextField(blank=True, verbose_name="Erläuterung")),
                (
                    "retired_by",
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
                    "sdg_targets",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="strategy.sdgtarget",
                        verbose_name="Bezug zu SDG-Unterzielen",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strategic_goals",
                        to="strategy.themefield",
                    ),
                ),
            ],
            options={
                "verbose_name": "Strategisches Ziel",
                "verbose_name_plural": "Strategische Ziele",
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("theme", "position"),
                        name="strategic_goal_position_unique",
                        violation_error_message="Diese Position ist schon vergeben.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOperationalGoal",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "dns_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 11.2.a, 13.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Deutsche Nachhaltigkeitsstrategie (DNS)",
                    ),
                ),
                (
                    "nhs_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 13.1, 4.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Nachhaltigkeitsstrategie NRW (NHS)",
                    ),
                ),
                ("short_title", models.CharField(max_length=120, verbose_name="Kurztitel")),
                ("statement", models.TextField(verbose_name="Zielaussage")),
                ("explanation", models.TextField(blank=True, verbose_name="Erläuterung")),
                ("indicator", models.CharField(blank=True, max_length=200, verbose_name="Kennzahl")),
                ("unit", models.CharField(blank=True, max_length=80, verbose_name="Einheit")),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Ausgangswert"
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Jahr des Ausgangswerts"
                    ),
                ),
                (
                    "target_value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Zielwert"
                    ),
                ),
                (
                    "target_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Zieljahr"),
                ),
                ("responsible", models.CharField(blank=True, max_length=200, verbose_name="Zuständig")),
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
                    "retired_by",
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
                    "strategic_goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategicgoal",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Operatives Ziel",
                "verbose_name_plural": "historical Operative Ziele",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OperationalGoal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "dns_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 11.2.a, 13.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Deutsche Nachhaltigkeitsstrategie (DNS)",
                    ),
                ),
                (
                    "nhs_codes",
                    models.CharField(
                        blank=True,
                        help_text="Nummern mit Komma getrennt, zum Beispiel: 13.1, 4.1",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{1,2}\\.\\d{1,2}(\\.[a-z])?(, \\d{1,2}\\.\\d{1,2}(\\.[a-z])?)*$",
                                "Bitte schreiben Sie die Nummern so: 11.2.a, 13.1",
                            )
                        ],
                        verbose_name="Nachhaltigkeitsstrategie NRW (NHS)",
                    ),
                ),
                ("short_title", models.CharField(max_length=120, verbose_name="Kurztitel")),
                ("statement", models.TextField(verbose_name="Zielaussage")),
                ("explanation", models.TextField(blank=True, verbose_name="Erläuterung")),
                ("indicator", models.CharField(blank=True, max_length=200, verbose_name="Kennzahl")),
                ("unit", models.CharField(blank=True, max_length=80, verbose_name="Einheit")),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Ausgangswert"
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Jahr des Ausgangswerts"
                    ),
                ),
                (
                    "target_value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Zielwert"
                    ),
                ),
                (
                    "target_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Zieljahr"),
                ),
                ("responsible", models.CharField(blank=True, max_length=200, verbose_name="Zuständig")),
                (
                    "retired_by",
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
                    "sdg_targets",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="strategy.sdgtarget",
                        verbose_name="Bezug zu SDG-Unterzielen",
                    ),
                ),
                (
                    "strategic_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="operational_goals",
                        to="strategy.strategicgoal",
                    ),
                ),
            ],
            options={
                "verbose_name": "Operatives Ziel",
                "verbose_name_plural": "Operative Ziele",
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("strategic_goal", "position"),
                        name="operational_goal_position_unique",
                        violation_error_message="Diese Position ist schon vergeben.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("baseline_year__isnull", True),
                                models.Q(("baseline_year__gte", 1990), ("baseline_year__lte", 2100)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("target_year__isnull", True),
                                models.Q(("target_year__gte", 1990), ("target_year__lte", 2100)),
                                _connector="OR",
                            ),
                        ),
                        name="operational_goal_years_plausible",
                        violation_error_message="Die Jahre liegen zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("baseline_year__isnull", True),
                            ("target_year__isnull", True),
                            ("target_year__gte", models.F("baseline_year")),
                            _connector="OR",
                        ),
                        name="operational_goal_target_after_baseline",
                        violation_error_message="Das Zieljahr liegt vor dem Jahr des Ausgangswerts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Kurzbeschreibung")),
                (
                    "measure_kind",
                    models.CharField(
                        choices=[
                            ("ongoing", "laufend"),
                            ("new", "neu"),
                            ("planned", "geplant"),
                            ("idea", "Idee"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="Art der Maßnahme",
                    ),
                ),
                (
                    "department",
                    models.CharField(blank=True, max_length=200, verbose_name="Zuständiger Fachbereich"),
                ),
                ("partners", models.CharField(blank=True, max_length=300, verbose_name="Partner")),
                ("target_group", models.CharField(blank=True, max_length=300, verbose_name="Zielgruppe")),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Beginn (Jahr)"),
                ),
                (
                    "end_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Ende (Jahr)"),
                ),
                ("permanent", models.BooleanField(default=False, verbose_name="dauerhaft")),
                (
                    "staff_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                Decimal("0"), "Bitte geben Sie keinen negativen Betrag ein."
                            )
                        ],
                        verbose_name="Personal (Vollzeitstellen)",
                    ),
                ),
                (
                    "annual_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                Decimal("0"), "Bitte geben Sie keinen negativen Betrag ein."
                            )
                        ],
                        verbose_name="Laufende Kosten (Euro im Jahr)",
                    ),
                ),
                (
                    "investment",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                Decimal("0"), "Bitte geben Sie keinen negativen Betrag ein."
                            )
                        ],
                        verbose_name="Investition (Euro, einmalig)",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("budget", "Haushalt"),
                            ("grants", "Fördermittel"),
                            ("third_party", "Dritte"),
                            ("unclear", "ungeklärt"),
                        ],
                        max_length=15,
                        verbose_name="Finanzierung",
                    ),
                ),
                (
                    "budget_product",
                    models.CharField(blank=True, max_length=40, verbose_name="Produktnummer im Haushalt"),
                ),
                ("milestones", models.TextField(blank=True, verbose_name="Meilensteine")),
                (
                    "resolution_status",
                    models.CharField(
                        choices=[
                            ("proposed", "Vorschlag"),
                            ("under_reservation", "unter Vorbehalt beschlossen"),
                            ("own_resolution", "eigener Beschluss liegt vor"),
                            ("rejected", "abgelehnt"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="Beschlussstand",
                    ),
                ),
                (
                    "implementation_status",
                    models.CharField(
                        choices=[
                            ("not_started", "nicht begonnen"),
                            ("in_preparation", "in Vorbereitung"),
                            ("in_progress", "in Umsetzung"),
                            ("permanent_task", "Daueraufgabe"),
                            ("completed", "umgesetzt"),
                            ("deferred", "zurückgestellt"),
                            ("discarded", "verworfen"),
                        ],
                        default="not_started",
                        max_length=20,
                        verbose_name="Umsetzungsstand",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Anmerkung")),
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
                    "retired_by",
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
                    "operational_goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.operationalgoal",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Maßnahme",
                "verbose_name_plural": "historical Maßnahmen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Kurzbeschreibung")),
                (
                    "measure_kind",
                    models.CharField(
                        choices=[
                            ("ongoing", "laufend"),
                            ("new", "neu"),
                            ("planned", "geplant"),
                            ("idea", "Idee"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="Art der Maßnahme",
                    ),
                ),
                (
                    "department",
                    models.CharField(blank=True, max_length=200, verbose_name="Zuständiger Fachbereich"),
                ),
                ("partners", models.CharField(blank=True, max_length=300, verbose_name="Partner")),
                ("target_group", models.CharField(blank=True, max_length=300, verbose_name="Zielgruppe")),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Beginn (Jahr)"),
                ),
                (
                    "end_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Ende (Jahr)"),
                ),
                ("permanent", models.BooleanField(default=False, verbose_name="dauerhaft")),
                (
                    "staff_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                Decimal("0"), "Bitte geben Sie keinen negativen Betrag ein."
                            )
                        ],
                        verbose_name="Personal (Vollzeitstellen)",
                    ),
                ),
                (
                    "annual_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                Decimal("0"), "Bitte geben Sie keinen negativen Betrag ein."
                            )
                        ],
                        verbose_name="Laufende Kosten (Euro im Jahr)",
                    ),
                ),
                (
                    "investment",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                Decimal("0"), "Bitte geben Sie keinen negativen Betrag ein."
                            )
                        ],
                        verbose_name="Investition (Euro, einmalig)",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("budget", "Haushalt"),
                            ("grants", "Fördermittel"),
                            ("third_party", "Dritte"),
                            ("unclear", "ungeklärt"),
                        ],
                        max_length=15,
                        verbose_name="Finanzierung",
                    ),
                ),
                (
                    "budget_product",
                    models.CharField(blank=True, max_length=40, verbose_name="Produktnummer im Haushalt"),
                ),
                ("milestones", models.TextField(blank=True, verbose_name="Meilensteine")),
                (
                    "resolution_status",
                    models.CharField(
                        choices=[
                            ("proposed", "Vorschlag"),
                            ("under_reservation", "unter Vorbehalt beschlossen"),
                            ("own_resolution", "eigener Beschluss liegt vor"),
                            ("rejected", "abgelehnt"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="Beschlussstand",
                    ),
                ),
                (
                    "implementation_status",
                    models.CharField(
                        choices=[
                            ("not_started", "nicht begonnen"),
                            ("in_preparation", "in Vorbereitung"),
                            ("in_progress", "in Umsetzung"),
                            ("permanent_task", "Daueraufgabe"),
                            ("completed", "umgesetzt"),
                            ("deferred", "zurückgestellt"),
                            ("discarded", "verworfen"),
                        ],
                        default="not_started",
                        max_length=20,
                        verbose_name="Umsetzungsstand",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Anmerkung")),
                (
                    "retired_by",
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
                    "operational_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="strategy.operationalgoal",
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
            ],
            options={
                "verbose_name": "Maßnahme",
                "verbose_name_plural": "Maßnahmen",
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("operational_goal", "position"),
                        name="measure_position_unique",
                        violation_error_message="Diese Position ist schon vergeben.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("start_year__isnull", True),
                                models.Q(("start_year__gte", 1990), ("start_year__lte", 2100)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("end_year__isnull", True),
                                models.Q(("end_year__gte", 1990), ("end_year__lte", 2100)),
                                _connector="OR",
                            ),
                        ),
                        name="measure_years_plausible",
                        violation_error_message="Die Jahre liegen zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_year__isnull", True),
                            ("end_year__isnull", True),
                            ("end_year__gte", models.F("start_year")),
                            _connector="OR",
                        ),
                        name="measure_ends_after_start",
                        violation_error_message="Das Ende liegt vor dem Beginn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("permanent", False), ("end_year__isnull", True), _connector="OR"),
                        name="measure_permanent_has_no_end",
                        violation_error_message="Eine dauerhafte Maßnahme hat kein Ende.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("staff_fte__isnull", True), ("staff_fte__gte", 0), _connector="OR"),
                            models.Q(("annual_cost__isnull", True), ("annual_cost__gte", 0), _connector="OR"),
                            models.Q(("investment__isnull", True), ("investment__gte", 0), _connector="OR"),
                        ),
                        name="measure_amounts_not_negative",
                        violation_error_message="Bitte geben Sie keinen negativen Betrag ein.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOperationalGoal_sdg_targets",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="strategy.historicaloperationalgoal",
                    ),
                ),
                (
                    "operationalgoal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.operationalgoal",
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
                "verbose_name": "HistoricalOperationalGoal_sdg_targets",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure_sdg_targets",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="strategy.historicalmeasure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.measure",
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
                "verbose_name": "HistoricalMeasure_sdg_targets",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStrategicGoal_sdg_targets",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="strategy.historicalstrategicgoal",
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
                (
                    "strategicgoal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategicgoal",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalStrategicGoal_sdg_targets",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalThemeField",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=150, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Was gehört dazu?")),
                (
                    "prescribed",
                    models.BooleanField(default=False, editable=False, verbose_name="vorgeschrieben"),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "noch offen"),
                            ("selected", "gewählt"),
                            ("not_selected", "nicht gewählt"),
                            ("merged", "zusammengeführt"),
                        ],
                        default="open",
                        editable=False,
                        max_length=15,
                        verbose_name="Entscheidung",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="Begründung")),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="Position"
                    ),
                ),
                ("guideline", models.TextField(blank=True, verbose_name="Leitlinie")),
                ("initial_situation", models.TextField(blank=True, verbose_name="Ausgangslage")),
                ("summary", models.TextField(blank=True, verbose_name="Kurz und einfach gesagt")),
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
                    "catalogue_field",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.cataloguefield",
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
                    "retired_by",
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
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.themefield",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Themenfeld",
                "verbose_name_plural": "historical Themenfelder",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
