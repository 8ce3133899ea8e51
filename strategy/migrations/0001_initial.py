import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import editing.text_limits
import strategy.inventory.models.concepts
import strategy.models.municipality


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("exports", "0001_initial"),
        ("jobs", "0001_initial"),
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
            name="ActivityPreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="gesehen bis"),
                ),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("daily", "täglich"),
                            ("weekly", "montags; was sich an mich richtet, auch an anderen Tagen"),
                            ("personal", "nur, wenn sich etwas an mich richtet"),
                            ("never", "gar nicht"),
                        ],
                        default="weekly",
                        max_length=10,
                        verbose_name="Neuigkeiten per E-Mail",
                    ),
                ),
                (
                    "digest_sent_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="zuletzt verschickt"
                    ),
                ),
                ("personal_sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activity_preference",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Einstellung zu Neuigkeiten",
                "verbose_name_plural": "Einstellungen zu Neuigkeiten",
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "Eine Stelle mit diesem Namen gibt es schon."},
                        max_length=200,
                        unique=True,
                        verbose_name="Name",
                    ),
                ),
                ("short_name", models.CharField(blank=True, max_length=40, verbose_name="Kurzname")),
                (
                    "kind",
                    models.CharField(
                        choices=[("internal", "Fachbereich der Verwaltung"), ("external", "externe Stelle")],
                        default="internal",
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("mailbox", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail-Postfach")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="Ansprechperson")),
                ("deputy", models.CharField(blank=True, max_length=200, verbose_name="Vertretung")),
                ("active_from", models.DateField(blank=True, null=True, verbose_name="besteht seit")),
                ("active_until", models.DateField(blank=True, null=True, verbose_name="aufgelöst zum")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_spellings",
                        to="strategy.department",
                        verbose_name="zusammengeführt mit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="strategy.department",
                        verbose_name="gehört zu",
                    ),
                ),
            ],
            options={
                "verbose_name": "Fachbereich oder externe Stelle",
                "verbose_name_plural": "Fachbereiche und externe Stellen",
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="department_has_name",
                        violation_error_message="Bitte geben Sie den Namen an.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("short_name", ""), _negated=True), ("merged_into__isnull", True)
                        ),
                        fields=("short_name",),
                        name="department_short_name_unique",
                        violation_error_message="Diesen Kurznamen hat schon eine andere Stelle.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("parent__isnull", True),
                                models.Q(("parent", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("merged_into__isnull", True),
                                models.Q(("merged_into", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="department_not_below_itself",
                        violation_error_message="Eine Stelle kann nicht zu sich selbst gehören.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_from__isnull", True),
                            ("active_until__isnull", True),
                            ("active_until__gte", models.F("active_from")),
                            _connector="OR",
                        ),
                        name="department_ends_after_start",
                        violation_error_message="Die Stelle ist aufgelöst, bevor sie besteht.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDepartment",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "name",
                    models.CharField(
                        db_index=True,
                        error_messages={"unique": "Eine Stelle mit diesem Namen gibt es schon."},
                        max_length=200,
                        verbose_name="Name",
                    ),
                ),
                ("short_name", models.CharField(blank=True, max_length=40, verbose_name="Kurzname")),
                (
                    "kind",
                    models.CharField(
                        choices=[("internal", "Fachbereich der Verwaltung"), ("external", "externe Stelle")],
                        default="internal",
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("mailbox", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail-Postfach")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="Ansprechperson")),
                ("deputy", models.CharField(blank=True, max_length=200, verbose_name="Vertretung")),
                ("active_from", models.DateField(blank=True, null=True, verbose_name="besteht seit")),
                ("active_until", models.DateField(blank=True, null=True, verbose_name="aufgelöst zum")),
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
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="zusammengeführt mit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="gehört zu",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Fachbereich oder externe Stelle",
                "verbose_name_plural": "historical Fachbereiche und externe Stellen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                (
                    "imprint",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Impressum der Website",
                    ),
                ),
                (
                    "privacy",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Datenschutzerklärung",
                    ),
                ),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Erklärung zur Barrierefreiheit",
                    ),
                ),
                (
                    "welcome",
                    models.TextField(
                        blank=True,
                        default=strategy.models.municipality.default_welcome,
                        help_text="Steht in der E-Mail hinter „Guten Tag“ und dem Namen; davor steht schon, wer wozu einlädt. Einfacher Text; Absätze trennt eine leere Zeile.",
                        validators=[editing.text_limits.TextLimits(1500)],
                        verbose_name="Begrüßung in Einladungen",
                    ),
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
                (
                    "imprint",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Impressum der Website",
                    ),
                ),
                (
                    "privacy",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Datenschutzerklärung",
                    ),
                ),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Erklärung zur Barrierefreiheit",
                    ),
                ),
                (
                    "welcome",
                    models.TextField(
                        blank=True,
                        default=strategy.models.municipality.default_welcome,
                        help_text="Steht in der E-Mail hinter „Guten Tag“ und dem Namen; davor steht schon, wer wozu einlädt. Einfacher Text; Absätze trennt eine leere Zeile.",
                        validators=[editing.text_limits.TextLimits(1500)],
                        verbose_name="Begrüßung in Einladungen",
                    ),
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
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
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
                    "themes_at_least",
                    models.PositiveSmallIntegerField(default=5, verbose_name="Themenfelder, mindestens"),
                ),
                (
                    "themes_at_most",
                    models.PositiveSmallIntegerField(default=6, verbose_name="Themenfelder, höchstens"),
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
                ("submitted_paper", models.CharField(blank=True, editable=False, max_length=30)),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "themes_at_least",
                    models.PositiveSmallIntegerField(default=5, verbose_name="Themenfelder, mindestens"),
                ),
                (
                    "themes_at_most",
                    models.PositiveSmallIntegerField(default=6, verbose_name="Themenfelder, höchstens"),
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
                ("submitted_paper", models.CharField(blank=True, editable=False, max_length=30)),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("themes_at_least__gte", 1),
                            ("themes_at_most__gte", models.F("themes_at_least")),
                            ("themes_at_most__lte", 30),
                        ),
                        name="strategy_themes_in_order",
                        violation_error_message="Themenfelder sind 1 bis 30, und „höchstens“ ist nicht weniger als „mindestens“.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_paper", "")),
                            models.Q(
                                models.Q(("submitted_paper", ""), _negated=True),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="strategy_submission_is_dated",
                        violation_error_message="Zu einer Vorlage gehört der Zeitpunkt, an dem sie eingebracht wurde.",
                    ),
                ],
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
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Zusammenfassung",
                    ),
                ),
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
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "evaluated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Auswertung durch",
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
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concepts",
                        to="strategy.conceptkind",
                        verbose_name="Art",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concepts",
                        to="strategy.department",
                        verbose_name="Fachbereich",
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
            ],
            options={
                "verbose_name": "Konzept",
                "verbose_name_plural": "Konzepte",
                "ordering": ("title", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
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
                        upload_to=strategy.inventory.models.concepts.concept_file_path,
                        verbose_name="Datei",
                    ),
                ),
                ("content_type", models.CharField(editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="Größe")),
                ("uploaded_at", models.DateTimeField(editable=False, verbose_name="hochgeladen am")),
                ("page_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="Seiten")),
                ("shortfall", models.TextField(blank=True, editable=False, verbose_name="Was fehlt")),
                (
                    "concept",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upload",
                        to="strategy.concept",
                    ),
                ),
                (
                    "job",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concept_file",
                        to="jobs.job",
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
                            ("figure", "Indikator"),
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
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
            name="HistoricalConcept",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
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
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Zusammenfassung",
                    ),
                ),
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
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="Fachbereich",
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
                        verbose_name="Auswertung durch",
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
                "verbose_name": "historical Konzept",
                "verbose_name_plural": "historical Konzepte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalChapter",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                (
                    "chapter_kind",
                    models.CharField(blank=True, editable=False, max_length=20, verbose_name="Kapitel"),
                ),
                (
                    "title",
                    models.CharField(blank=True, editable=False, max_length=100, verbose_name="Überschrift"),
                ),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Platz")),
                (
                    "text",
                    models.TextField(
                        blank=True, validators=[editing.text_limits.TextLimits(50000)], verbose_name="Text"
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
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                (
                    "chapter_kind",
                    models.CharField(blank=True, editable=False, max_length=20, verbose_name="Kapitel"),
                ),
                (
                    "title",
                    models.CharField(blank=True, editable=False, max_length=100, verbose_name="Überschrift"),
                ),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Platz")),
                (
                    "text",
                    models.TextField(
                        blank=True, validators=[editing.text_limits.TextLimits(50000)], verbose_name="Text"
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
                        condition=models.Q(("chapter_kind", ""), _negated=True),
                        fields=("strategy", "chapter_kind"),
                        name="chapter_kind_unique",
                        violation_error_message="Dieses Kapitel gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chapter_kind", ""), _negated=True),
                            models.Q(("title", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="chapter_has_title",
                        violation_error_message="Ein eigenes Kapitel braucht eine Überschrift.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("strategy", "position"),
                        name="chapter_position_unique",
                        violation_error_message="Diese Position ist schon vergeben.",
                    ),
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
                    "pdf_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="exports.exportfile",
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
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("title", models.CharField(max_length=150, verbose_name="Titel")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(2000)],
                        verbose_name="Was gehört dazu?",
                    ),
                ),
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
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(2000)],
                        verbose_name="Begründung",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="Position"
                    ),
                ),
                (
                    "guideline",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(1000)],
                        verbose_name="Leitlinie",
                    ),
                ),
                (
                    "initial_situation",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(20000)],
                        verbose_name="Ausgangslage",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(2000)],
                        verbose_name="Kurz und einfach gesagt",
                    ),
                ),
                (
                    "consolidation_since",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="wird zusammengeführt seit"
                    ),
                ),
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
                    "consolidation_by",
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
                            ("figure", "Indikator"),
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
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extracts",
                        to="strategy.concept",
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
            name="HistoricalStrategicGoal",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("in_review", "in Abstimmung"),
                            ("agreed", "abgestimmt"),
                            ("adopted", "beschlossen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Abstimmung",
                    ),
                ),
                (
                    "text_status_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Grund der Rückgabe"),
                ),
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
                (
                    "statement",
                    models.TextField(
                        validators=[editing.text_limits.TextLimits(1000)], verbose_name="Zielaussage"
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Erläuterung",
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
            name="StrategicGoal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("in_review", "in Abstimmung"),
                            ("agreed", "abgestimmt"),
                            ("adopted", "beschlossen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Abstimmung",
                    ),
                ),
                (
                    "text_status_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Grund der Rückgabe"),
                ),
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
                (
                    "statement",
                    models.TextField(
                        validators=[editing.text_limits.TextLimits(1000)], verbose_name="Zielaussage"
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Erläuterung",
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
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("in_review", "in Abstimmung"),
                            ("agreed", "abgestimmt"),
                            ("adopted", "beschlossen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Abstimmung",
                    ),
                ),
                (
                    "text_status_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Grund der Rückgabe"),
                ),
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
                (
                    "former_number",
                    models.CharField(blank=True, max_length=40, verbose_name="Bisherige Nummer"),
                ),
                (
                    "statement",
                    models.TextField(
                        validators=[editing.text_limits.TextLimits(1000)], verbose_name="Zielaussage"
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Erläuterung",
                    ),
                ),
                ("indicator", models.CharField(blank=True, max_length=200, verbose_name="Indikator")),
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
                (
                    "contacts",
                    models.CharField(blank=True, max_length=300, verbose_name="Ansprechpersonen (intern)"),
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
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="Zuständig",
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
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("in_review", "in Abstimmung"),
                            ("agreed", "abgestimmt"),
                            ("adopted", "beschlossen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Abstimmung",
                    ),
                ),
                (
                    "text_status_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Grund der Rückgabe"),
                ),
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
                (
                    "former_number",
                    models.CharField(blank=True, max_length=40, verbose_name="Bisherige Nummer"),
                ),
                (
                    "statement",
                    models.TextField(
                        validators=[editing.text_limits.TextLimits(1000)], verbose_name="Zielaussage"
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Erläuterung",
                    ),
                ),
                ("indicator", models.CharField(blank=True, max_length=200, verbose_name="Indikator")),
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
                (
                    "contacts",
                    models.CharField(blank=True, max_length=300, verbose_name="Ansprechpersonen (intern)"),
                ),
                (
                    "participants",
                    models.ManyToManyField(
                        blank=True,
                        related_name="joint_goals",
                        to="strategy.department",
                        verbose_name="Beteiligte Stellen",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operational_goals",
                        to="strategy.department",
                        verbose_name="Zuständig",
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
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("in_review", "in Abstimmung"),
                            ("agreed", "abgestimmt"),
                            ("adopted", "beschlossen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Abstimmung",
                    ),
                ),
                (
                    "text_status_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Grund der Rückgabe"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "former_number",
                    models.CharField(blank=True, max_length=40, verbose_name="Bisherige Nummer"),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Kurzbeschreibung",
                    ),
                ),
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
                    "contacts",
                    models.CharField(blank=True, max_length=300, verbose_name="Ansprechpersonen (intern)"),
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
                ("yearly_costs", models.JSONField(blank=True, default=tuple, verbose_name="Kosten je Jahr")),
                (
                    "funding_sources",
                    models.JSONField(blank=True, default=tuple, verbose_name="Finanzierungsquellen"),
                ),
                (
                    "budget_product",
                    models.CharField(blank=True, max_length=40, verbose_name="Produktnummer im Haushalt"),
                ),
                (
                    "milestones",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Meilensteine",
                    ),
                ),
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
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Anmerkung",
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="Zuständiger Fachbereich",
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
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="Position")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("in_review", "in Abstimmung"),
                            ("agreed", "abgestimmt"),
                            ("adopted", "beschlossen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Abstimmung",
                    ),
                ),
                (
                    "text_status_reason",
                    models.TextField(blank=True, editable=False, verbose_name="Grund der Rückgabe"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "former_number",
                    models.CharField(blank=True, max_length=40, verbose_name="Bisherige Nummer"),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Kurzbeschreibung",
                    ),
                ),
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
                    "contacts",
                    models.CharField(blank=True, max_length=300, verbose_name="Ansprechpersonen (intern)"),
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
                ("yearly_costs", models.JSONField(blank=True, default=tuple, verbose_name="Kosten je Jahr")),
                (
                    "funding_sources",
                    models.JSONField(blank=True, default=tuple, verbose_name="Finanzierungsquellen"),
                ),
                (
                    "budget_product",
                    models.CharField(blank=True, max_length=40, verbose_name="Produktnummer im Haushalt"),
                ),
                (
                    "milestones",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Meilensteine",
                    ),
                ),
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
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Anmerkung",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="strategy.department",
                        verbose_name="Zuständiger Fachbereich",
                    ),
                ),
                (
                    "participants",
                    models.ManyToManyField(
                        blank=True,
                        related_name="joint_measures",
                        to="strategy.department",
                        verbose_name="Beteiligte Stellen",
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
            name="HistoricalMeasure_participants",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "HistoricalMeasure_participants",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOperationalGoal_participants",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "HistoricalOperationalGoal_participants",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
        migrations.CreateModel(
            name="Proposal",
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
                    "intent",
                    models.CharField(
                        choices=[
                            ("change", "Änderung"),
                            ("addition", "neu anlegen"),
                            ("removal", "entfernen"),
                            ("move", "verschieben"),
                        ],
                        default="change",
                        editable=False,
                        max_length=10,
                        verbose_name="was",
                    ),
                ),
                ("parent_key", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("base_revision", models.PositiveIntegerField(editable=False)),
                ("values", models.JSONField(editable=False, verbose_name="vorgeschlagener Text")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="Begründung",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="vorgeschlagen am")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("accepted", "angenommen"),
                            ("accepted_with_changes", "mit Änderungen angenommen"),
                            ("declined", "abgelehnt"),
                            ("withdrawn", "zurückgezogen"),
                        ],
                        default="open",
                        editable=False,
                        max_length=25,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="entschieden am"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="Antwort")),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
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
            ],
            options={
                "verbose_name": "Änderungsvorschlag",
                "verbose_name_plural": "Änderungsvorschläge",
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("status", "open")),
                            models.Q(
                                models.Q(("status", "open"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decision_is_dated",
                        violation_error_message="Zu einer Entscheidung gehört ihr Zeitpunkt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_declined_has_reason",
                        violation_error_message="Bitte begründen Sie, warum der Vorschlag abgelehnt wird.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("intent__in", ("addition", "move")), ("parent_key__isnull", False)),
                            models.Q(("intent__in", ("change", "removal")), ("parent_key__isnull", True)),
                            _connector="OR",
                        ),
                        name="proposal_names_place",
                        violation_error_message="Bitte wählen Sie, wohin es kommt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("intent", "removal"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_removal_has_reason",
                        violation_error_message="Bitte begründen Sie, warum es entfernt werden soll.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalThemeField",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("removed_with", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("title", models.CharField(max_length=150, verbose_name="Titel")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(2000)],
                        verbose_name="Was gehört dazu?",
                    ),
                ),
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
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(2000)],
                        verbose_name="Begründung",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="Position"
                    ),
                ),
                (
                    "guideline",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(1000)],
                        verbose_name="Leitlinie",
                    ),
                ),
                (
                    "initial_situation",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(20000)],
                        verbose_name="Ausgangslage",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(2000)],
                        verbose_name="Kurz und einfach gesagt",
                    ),
                ),
                (
                    "consolidation_since",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="wird zusammengeführt seit"
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
                    "consolidation_by",
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
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="strategy.extract",
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
            name="Comment",
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
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(
                                5000,
                                "Ein Kommentar hat höchstens %(limit_value)s Zeichen, dieser hat %(show_value)s.",
                            )
                        ],
                        verbose_name="Kommentar",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="geschrieben am")),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erledigt am"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentions",
                    models.ManyToManyField(
                        blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "resolved_by",
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
                    "thread",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="strategy.comment",
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
            ],
            options={
                "verbose_name": "Kommentar",
                "verbose_name_plural": "Kommentare",
                "ordering": ("created_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("thread__isnull", True), ("resolved_at__isnull", True), _connector="OR"
                        ),
                        name="comment_only_threads_are_resolved",
                        violation_error_message="Erledigt wird ein Gespräch als Ganzes, nicht eine Antwort.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="Größe in Byte")),
                ("content_type", models.CharField(editable=False, max_length=100)),
                ("uploaded_at", models.DateTimeField(editable=False, verbose_name="hochgeladen am")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=250, upload_to="unterlagen/%Y/", verbose_name="Datei"
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="Adresse im Internet")),
                ("is_public", models.BooleanField(default=False, verbose_name="öffentlich")),
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
            ],
            options={
                "verbose_name": "Unterlage eines Elements",
                "verbose_name_plural": "Unterlagen von Elementen",
                "ordering": ("uploaded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("file", ""), _negated=True), ("link", "")),
                            models.Q(("file", ""), models.Q(("link", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attachment_file_or_link",
                        violation_error_message="Eine Unterlage ist entweder eine Datei oder ein Link.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("link", ""), ("link__startswith", "https://"), _connector="OR"),
                        name="attachment_link_is_https",
                        violation_error_message="Ein Link beginnt mit https://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("element_kind__in", ["measure", "operational_goal", "strategic_goal", "theme"])
                        ),
                        name="attachment_of_programme",
                        violation_error_message="Unterlagen gibt es zu Themenfeldern, Zielen und Maßnahmen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingGroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="aufgenommen am")),
                (
                    "added_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_group_members",
                        to="strategy.themefield",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_group_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Mitglied einer Arbeitsgruppe",
                "verbose_name_plural": "Mitglieder von Arbeitsgruppen",
                "ordering": ("user__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("theme", "user"),
                        name="working_group_member_once",
                        violation_error_message="Diese Person gehört schon zu dieser Arbeitsgruppe.",
                    )
                ],
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
    ]
