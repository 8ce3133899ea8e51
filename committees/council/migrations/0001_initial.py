import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import editing.text_limits


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("bodies", "0001_initial"),
        ("exports", "0001_initial"),
        ("meetings", "0001_initial"),
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalMeasureResolution",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("reference", models.CharField(max_length=30, verbose_name="Vorlage-Nummer")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("adopted", "beschlossen"),
                            ("adopted_unchanged", "ungeändert beschlossen"),
                            ("adopted_with_changes", "geändert beschlossen"),
                            ("recommended", "empfohlen"),
                            ("recommended_unchanged", "ungeändert empfohlen"),
                            ("recommended_with_changes", "geändert empfohlen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("adjourned", "vertagt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "abgesetzt"),
                            ("no_recommendation", "ohne Beschlussempfehlung"),
                        ],
                        max_length=25,
                        verbose_name="Ergebnis",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="beschlossen am")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Anmerkung")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="eingetragen am")),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.committee",
                        verbose_name="Gremium",
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.measure",
                        verbose_name="Maßnahme",
                    ),
                ),
                (
                    "recorded_by",
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
                "verbose_name": "historical Beschluss zu einer Maßnahme",
                "verbose_name_plural": "historical Beschlüsse zu Maßnahmen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPaper",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="So wie im Ratsinformationssystem, zum Beispiel 2021/0734.",
                        max_length=30,
                        verbose_name="Vorlage-Nummer",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resolution", "Beschlussvorlage"),
                            ("report", "Mitteilungs-/Berichtsvorlage"),
                            ("supplement", "Ergänzungsvorlage"),
                            ("motion", "Antrag"),
                            ("inquiry", "Anfrage"),
                        ],
                        default="resolution",
                        max_length=15,
                        verbose_name="Vorlage-Art",
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="Betreff")),
                ("is_public", models.BooleanField(default=True, verbose_name="öffentlich")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="Verfasser/-in")),
                (
                    "lead_department",
                    models.CharField(blank=True, max_length=200, verbose_name="Federführend"),
                ),
                ("clerk", models.CharField(blank=True, max_length=200, verbose_name="Bearbeiter/-in")),
                (
                    "proposed_resolution",
                    models.TextField(
                        default="1. Der Rat beschließt die Nachhaltigkeitsstrategie in der vorliegenden Fassung.\n2. Die einzelnen Maßnahmen stehen unter dem Vorbehalt weiterer Beschlüsse.\n3. Kernteam und Steuerungsgruppe begleiten die Umsetzung und die Fortschreibung.",
                        validators=[editing.text_limits.TextLimits(20000)],
                        verbose_name="Beschlussvorschlag",
                    ),
                ),
                (
                    "facts",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Sachverhalt",
                    ),
                ),
                (
                    "has_no_financial_effects",
                    models.BooleanField(default=False, verbose_name="keine finanziellen Auswirkungen"),
                ),
                (
                    "climate_effect",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "positiv"), ("none", "keine"), ("negative", "negativ")],
                        max_length=10,
                        verbose_name="Auswirkung auf das Klima",
                    ),
                ),
                (
                    "climate_note",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(5000)],
                        verbose_name="Erläuterung zum Klima",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "in Vorbereitung"),
                            ("submitted", "in Beratung"),
                            ("adopted", "beschlossen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("withdrawn", "zurückgezogen"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("state_at", models.DateTimeField(editable=False, verbose_name="Stand seit")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="angelegt am")),
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
                    "created_by",
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
                    "pdf_file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="exports.exportfile",
                    ),
                ),
                (
                    "state_by",
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
                    "submitted_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategyversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategyversion",
                        verbose_name="Fassung",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Vorlage",
                "verbose_name_plural": "historical Vorlagen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="So wie im Ratsinformationssystem, zum Beispiel 2021/0734.",
                        max_length=30,
                        verbose_name="Vorlage-Nummer",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resolution", "Beschlussvorlage"),
                            ("report", "Mitteilungs-/Berichtsvorlage"),
                            ("supplement", "Ergänzungsvorlage"),
                            ("motion", "Antrag"),
                            ("inquiry", "Anfrage"),
                        ],
                        default="resolution",
                        max_length=15,
                        verbose_name="Vorlage-Art",
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="Betreff")),
                ("is_public", models.BooleanField(default=True, verbose_name="öffentlich")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="Verfasser/-in")),
                (
                    "lead_department",
                    models.CharField(blank=True, max_length=200, verbose_name="Federführend"),
                ),
                ("clerk", models.CharField(blank=True, max_length=200, verbose_name="Bearbeiter/-in")),
                (
                    "proposed_resolution",
                    models.TextField(
                        default="1. Der Rat beschließt die Nachhaltigkeitsstrategie in der vorliegenden Fassung.\n2. Die einzelnen Maßnahmen stehen unter dem Vorbehalt weiterer Beschlüsse.\n3. Kernteam und Steuerungsgruppe begleiten die Umsetzung und die Fortschreibung.",
                        validators=[editing.text_limits.TextLimits(20000)],
                        verbose_name="Beschlussvorschlag",
                    ),
                ),
                (
                    "facts",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Sachverhalt",
                    ),
                ),
                (
                    "has_no_financial_effects",
                    models.BooleanField(default=False, verbose_name="keine finanziellen Auswirkungen"),
                ),
                (
                    "climate_effect",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "positiv"), ("none", "keine"), ("negative", "negativ")],
                        max_length=10,
                        verbose_name="Auswirkung auf das Klima",
                    ),
                ),
                (
                    "climate_note",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(5000)],
                        verbose_name="Erläuterung zum Klima",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "in Vorbereitung"),
                            ("submitted", "in Beratung"),
                            ("adopted", "beschlossen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("withdrawn", "zurückgezogen"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("state_at", models.DateTimeField(editable=False, verbose_name="Stand seit")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="angelegt am")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pdf_file",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="exports.exportfile",
                    ),
                ),
                (
                    "state_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_version",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.strategyversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="strategy.strategyversion",
                        verbose_name="Fassung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vorlage",
                "verbose_name_plural": "Vorlagen",
                "ordering": ("-created_at", "reference"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reference",),
                        name="paper_reference_unique",
                        violation_error_code="unique",
                        violation_error_message="Eine Vorlage mit dieser Nummer gibt es schon.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "submitted")),
                        fields=("state",),
                        name="paper_one_submitted",
                        violation_error_message="Es ist schon eine andere Vorlage in Beratung.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_version__isnull", False),
                            ("state__in", ["prepared", "withdrawn"]),
                            _connector="OR",
                        ),
                        name="paper_submitted_has_version",
                        violation_error_message="Zu einer eingebrachten Vorlage gehört die eingebrachte Fassung.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("hearing", "Anhörung"),
                            ("preliminary", "Vorberatung"),
                            ("decision", "Entscheidung"),
                            ("notice", "Kenntnisnahme"),
                        ],
                        default="preliminary",
                        max_length=15,
                        verbose_name="Zuständigkeit",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="Reihenfolge")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Sitzung am")),
                (
                    "agenda_number",
                    models.CharField(
                        blank=True,
                        max_length=15,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[ÖN] [1-9][0-9]*(\\.[1-9][0-9]*)*$",
                                "Schreiben Sie „Ö 1“ (öffentlich) oder „N 1“ (nichtöffentlich).",
                            )
                        ],
                        verbose_name="Tagesordnungspunkt",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("adopted", "beschlossen"),
                            ("adopted_unchanged", "ungeändert beschlossen"),
                            ("adopted_with_changes", "geändert beschlossen"),
                            ("recommended", "empfohlen"),
                            ("recommended_unchanged", "ungeändert empfohlen"),
                            ("recommended_with_changes", "geändert empfohlen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("adjourned", "vertagt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "abgesetzt"),
                            ("no_recommendation", "ohne Beschlussempfehlung"),
                        ],
                        default="open",
                        editable=False,
                        max_length=25,
                        verbose_name="Ergebnis",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="eingetragen am"
                    ),
                ),
                (
                    "arose_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="led_to",
                        to="council.consultation",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consultations",
                        to="meetings.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
                (
                    "recorded_by",
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
                    "resulting_version",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.strategyversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.strategyversion",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultations",
                        to="council.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "Beratung",
                "verbose_name_plural": "Beratungen",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("role", "decision"),
                            models.Q(("outcome__in", ["adjourned", "referred", "removed"]), _negated=True),
                        ),
                        fields=("paper",),
                        name="consultation_one_decision",
                        violation_error_message="Diese Vorlage hat schon ein entscheidendes Gremium.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "open"), ("recorded_at__isnull", True)),
                            models.Q(
                                models.Q(("outcome", "open"), _negated=True),
                                ("date__isnull", False),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consultation_outcome_is_dated",
                        violation_error_message="Ein Ergebnis braucht das Datum der Sitzung.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConsultation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("hearing", "Anhörung"),
                            ("preliminary", "Vorberatung"),
                            ("decision", "Entscheidung"),
                            ("notice", "Kenntnisnahme"),
                        ],
                        default="preliminary",
                        max_length=15,
                        verbose_name="Zuständigkeit",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="Reihenfolge")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Sitzung am")),
                (
                    "agenda_number",
                    models.CharField(
                        blank=True,
                        max_length=15,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[ÖN] [1-9][0-9]*(\\.[1-9][0-9]*)*$",
                                "Schreiben Sie „Ö 1“ (öffentlich) oder „N 1“ (nichtöffentlich).",
                            )
                        ],
                        verbose_name="Tagesordnungspunkt",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("adopted", "beschlossen"),
                            ("adopted_unchanged", "ungeändert beschlossen"),
                            ("adopted_with_changes", "geändert beschlossen"),
                            ("recommended", "empfohlen"),
                            ("recommended_unchanged", "ungeändert empfohlen"),
                            ("recommended_with_changes", "geändert empfohlen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("adjourned", "vertagt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "abgesetzt"),
                            ("no_recommendation", "ohne Beschlussempfehlung"),
                        ],
                        default="open",
                        editable=False,
                        max_length=25,
                        verbose_name="Ergebnis",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="eingetragen am"
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
                    "arose_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.consultation",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.committee",
                        verbose_name="Gremium",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
                (
                    "recorded_by",
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
                    "resulting_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategyversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategyversion",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Beratung",
                "verbose_name_plural": "historical Beratungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAmendment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="Nummer")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "Text ändern"),
                            ("add", "neu aufnehmen"),
                            ("withdraw", "streichen"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="Art",
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
                    ),
                ),
                ("element_key", models.UUIDField(db_index=True, editable=False)),
                ("parent_key", models.UUIDField(editable=False, null=True)),
                ("values", models.JSONField(default=dict, editable=False, verbose_name="neuer Text")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Begründung",
                    ),
                ),
                (
                    "mover",
                    models.CharField(
                        choices=[
                            ("committee", "Gremium"),
                            ("faction", "Fraktion"),
                            ("administration", "Verwaltung"),
                        ],
                        max_length=15,
                        verbose_name="beantragt von",
                    ),
                ),
                (
                    "mover_name",
                    models.CharField(blank=True, max_length=120, verbose_name="Name der Fraktion"),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="eingetragen am")),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="zurückgezogen am"),
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
                    "consultation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.consultation",
                        verbose_name="gestellt in",
                    ),
                ),
                (
                    "created_by",
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
                    "mover_committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "withdrawn_by",
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
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Änderungsantrag",
                "verbose_name_plural": "historical Änderungsanträge",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FinancialEffect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.CharField(
                        choices=[
                            ("result", "Teilergebnisplan (konsumtiv)"),
                            ("finance", "Teilfinanzplan (investiv)"),
                        ],
                        max_length=10,
                        verbose_name="Tabelle",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="Reihenfolge")),
                (
                    "number",
                    models.CharField(blank=True, max_length=30, verbose_name="Produkt oder Maßnahme, Nummer"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Produkt oder Maßnahme, Bezeichnung")),
                (
                    "account_group_number",
                    models.CharField(blank=True, max_length=30, verbose_name="Kontengruppe, Nummer"),
                ),
                (
                    "account_group_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Kontengruppe, Bezeichnung"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="Betrag in Euro"),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="financial_effects",
                        to="council.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "Finanzielle Auswirkung",
                "verbose_name_plural": "Finanzielle Auswirkungen",
                "ordering": ("-plan", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="Nummer")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "Text ändern"),
                            ("add", "neu aufnehmen"),
                            ("withdraw", "streichen"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="Art",
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
                    ),
                ),
                ("element_key", models.UUIDField(db_index=True, editable=False)),
                ("parent_key", models.UUIDField(editable=False, null=True)),
                ("values", models.JSONField(default=dict, editable=False, verbose_name="neuer Text")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Begründung",
                    ),
                ),
                (
                    "mover",
                    models.CharField(
                        choices=[
                            ("committee", "Gremium"),
                            ("faction", "Fraktion"),
                            ("administration", "Verwaltung"),
                        ],
                        max_length=15,
                        verbose_name="beantragt von",
                    ),
                ),
                (
                    "mover_name",
                    models.CharField(blank=True, max_length=120, verbose_name="Name der Fraktion"),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="eingetragen am")),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="zurückgezogen am"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mover_committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="amendments_moved",
                        to="council.consultation",
                        verbose_name="gestellt in",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="council.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "Änderungsantrag",
                "verbose_name_plural": "Änderungsanträge",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "number"),
                        name="amendment_number_unique",
                        violation_error_message="Diese Nummer ist schon vergeben.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mover", "committee"), ("mover_committee__isnull", False), ("mover_name", "")
                            ),
                            models.Q(
                                ("mover", "faction"),
                                ("mover_committee__isnull", True),
                                models.Q(("mover_name", ""), _negated=True),
                            ),
                            models.Q(
                                ("mover", "administration"),
                                ("mover_committee__isnull", True),
                                ("mover_name", ""),
                            ),
                            _connector="OR",
                        ),
                        name="amendment_names_its_mover",
                        violation_error_message="Bitte nennen Sie das Gremium oder die Fraktion.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "add"), ("parent_key__isnull", False)),
                            models.Q(models.Q(("kind", "add"), _negated=True), ("parent_key__isnull", True)),
                            _connector="OR",
                        ),
                        name="amendment_addition_has_parent",
                        violation_error_message="Ein neues Element braucht einen Platz in der Strategie.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperAnnex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="Größe in Byte")),
                ("content_type", models.CharField(editable=False, max_length=100)),
                ("uploaded_at", models.DateTimeField(editable=False, verbose_name="hochgeladen am")),
                ("is_public", models.BooleanField(default=True, verbose_name="öffentlich")),
                ("file", models.FileField(max_length=250, upload_to="vorlagen/%Y/", verbose_name="Datei")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annexes",
                        to="council.paper",
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
                "verbose_name": "Anlage",
                "verbose_name_plural": "Anlagen",
                "ordering": ("uploaded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("adopted", "beschlossen"),
                            ("adopted_unchanged", "ungeändert beschlossen"),
                            ("adopted_with_changes", "geändert beschlossen"),
                            ("recommended", "empfohlen"),
                            ("recommended_unchanged", "ungeändert empfohlen"),
                            ("recommended_with_changes", "geändert empfohlen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("adjourned", "vertagt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "abgesetzt"),
                            ("no_recommendation", "ohne Beschlussempfehlung"),
                        ],
                        max_length=25,
                        verbose_name="Ergebnis",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="Sitzung am")),
                (
                    "majority",
                    models.CharField(
                        blank=True,
                        choices=[("unanimous", "einstimmig"), ("majority", "mehrheitlich")],
                        max_length=10,
                        verbose_name="Mehrheit",
                    ),
                ),
                ("votes_yes", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Ja")),
                ("votes_no", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Nein")),
                (
                    "abstentions",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Enthaltungen"),
                ),
                (
                    "wording",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Wortlaut des Beschlusses",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=250,
                        upload_to="beschluesse/%Y/",
                        verbose_name="Niederschrift oder Auszug",
                    ),
                ),
                ("content_type", models.CharField(blank=True, editable=False, max_length=100)),
                (
                    "size",
                    models.PositiveBigIntegerField(default=0, editable=False, verbose_name="Größe in Byte"),
                ),
                ("accepted_remarks", models.JSONField(default=list, editable=False)),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="eingetragen am")),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Grund der Berichtigung"),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resolutions",
                        to="council.consultation",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="council.resolution",
                    ),
                ),
                (
                    "recorded_by",
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
                "verbose_name": "Beschluss",
                "verbose_name_plural": "Beschlüsse",
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome", "open"), _negated=True),
                        name="resolution_has_outcome",
                        violation_error_message="Bitte wählen Sie ein Ergebnis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(("correction_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resolution_correction_has_reason",
                        violation_error_message="Bitte sagen Sie, warum der Eintrag berichtigt wird.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("votes_no__isnull", True), ("votes_yes__isnull", True)),
                            models.Q(("votes_no__isnull", False), ("votes_yes__isnull", False)),
                            _connector="OR",
                        ),
                        name="resolution_votes_whole",
                        violation_error_message="Zu den Ja-Stimmen gehören die Nein-Stimmen, und umgekehrt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "outcome__in",
                                    [
                                        "adopted",
                                        "adopted_unchanged",
                                        "adopted_with_changes",
                                        "recommended",
                                        "recommended_unchanged",
                                        "recommended_with_changes",
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("votes_yes__isnull", True),
                            ("votes_yes__gt", models.F("votes_no")),
                            _connector="OR",
                        ),
                        name="resolution_adopted_by_majority",
                        violation_error_message="Zugestimmt hat ein Gremium nur mit mehr Ja- als Nein-Stimmen. Stimmengleichheit ist eine Ablehnung (§ 50 GO NRW).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "rejected"), _negated=True),
                            ("votes_yes__isnull", True),
                            ("votes_yes__lte", models.F("votes_no")),
                            _connector="OR",
                        ),
                        name="resolution_rejected_by_majority",
                        violation_error_message="Mit mehr Ja- als Nein-Stimmen ist nichts abgelehnt (§ 50 GO NRW).",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactionVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("faction", models.CharField(max_length=120, verbose_name="Fraktion")),
                ("votes_yes", models.PositiveSmallIntegerField(default=0, verbose_name="Ja")),
                ("votes_no", models.PositiveSmallIntegerField(default=0, verbose_name="Nein")),
                ("abstentions", models.PositiveSmallIntegerField(default=0, verbose_name="Enthaltungen")),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faction_votes",
                        to="council.resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "Stimmen einer Fraktion",
                "verbose_name_plural": "Stimmen der Fraktionen",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("resolution", "faction"),
                        name="faction_votes_once",
                        violation_error_message="Diese Fraktion steht schon in der Liste.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentFate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("accepted", "angenommen"),
                            ("rejected", "abgelehnt"),
                            ("postponed", "zurückgestellt"),
                            ("done", "erledigt"),
                        ],
                        max_length=10,
                        verbose_name="Ergebnis",
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fates",
                        to="council.amendment",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fates",
                        to="council.resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "Ergebnis eines Änderungsantrags",
                "verbose_name_plural": "Ergebnisse von Änderungsanträgen",
                "ordering": ("amendment__number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("resolution", "amendment"),
                        name="amendment_fate_once",
                        violation_error_message="Zu diesem Antrag ist schon ein Ergebnis eingetragen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RouteTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
            ],
            options={
                "verbose_name": "Gespeicherte Beratungsfolge",
                "verbose_name_plural": "Gespeicherte Beratungsfolgen",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="route_template_name_unique",
                        violation_error_code="unique",
                        violation_error_message="Eine Beratungsfolge mit diesem Namen gibt es schon.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RouteTemplateStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="Reihenfolge")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("hearing", "Anhörung"),
                            ("preliminary", "Vorberatung"),
                            ("decision", "Entscheidung"),
                            ("notice", "Kenntnisnahme"),
                        ],
                        max_length=15,
                        verbose_name="Zuständigkeit",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="council.routetemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "Schritt einer gespeicherten Beratungsfolge",
                "verbose_name_plural": "Schritte gespeicherter Beratungsfolgen",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "position"),
                        name="route_template_step_unique",
                        violation_error_message="Diese Stelle ist schon besetzt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureResolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=30, verbose_name="Vorlage-Nummer")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("adopted", "beschlossen"),
                            ("adopted_unchanged", "ungeändert beschlossen"),
                            ("adopted_with_changes", "geändert beschlossen"),
                            ("recommended", "empfohlen"),
                            ("recommended_unchanged", "ungeändert empfohlen"),
                            ("recommended_with_changes", "geändert empfohlen"),
                            ("rejected", "abgelehnt"),
                            ("noted", "zur Kenntnis genommen"),
                            ("adjourned", "vertagt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "abgesetzt"),
                            ("no_recommendation", "ohne Beschlussempfehlung"),
                        ],
                        max_length=25,
                        verbose_name="Ergebnis",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="beschlossen am")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Anmerkung")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="eingetragen am")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="strategy.measure",
                        verbose_name="Maßnahme",
                    ),
                ),
                (
                    "recorded_by",
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
                "verbose_name": "Beschluss zu einer Maßnahme",
                "verbose_name_plural": "Beschlüsse zu Maßnahmen",
                "ordering": ("decided_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "reference"),
                        name="measure_resolution_once",
                        violation_error_message="Zu dieser Vorlage ist schon ein Beschluss eingetragen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["adopted", "adopted_unchanged", "adopted_with_changes", "rejected"],
                            )
                        ),
                        name="measure_resolution_decides",
                        violation_error_message="Ein Beschluss zu einer Maßnahme nimmt sie an oder lehnt sie ab.",
                    ),
                ],
            },
        ),
    ]
