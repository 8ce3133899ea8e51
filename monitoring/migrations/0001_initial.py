import datetime
from decimal import Decimal

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
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalIndicator",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "definition",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was gezählt wird",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=80, verbose_name="Einheit")),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("more", "mehr ist besser"),
                            ("less", "weniger ist besser"),
                            ("within", "in einem Bereich halten"),
                            ("unknown", "noch nicht festgelegt"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="Was besser ist",
                    ),
                ),
                (
                    "lower_bound",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Bereich von"
                    ),
                ),
                (
                    "upper_bound",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Bereich bis"
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        choices=[
                            ("linear", "gleichmäßig von Jahr zu Jahr"),
                            ("steps", "in Stufen: bis zum Jahr eines Zielwerts gilt der vorige"),
                        ],
                        default="linear",
                        max_length=10,
                        verbose_name="Weg zum Ziel",
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Ausgangsjahr"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Quelle")),
                ("licence", models.CharField(blank=True, max_length=120, verbose_name="Lizenz")),
                (
                    "interval",
                    models.CharField(
                        choices=[
                            ("yearly", "jährlich"),
                            ("two_years", "alle zwei Jahre"),
                            ("five_years", "alle fünf Jahre"),
                            ("irregular", "unregelmäßig"),
                        ],
                        default="yearly",
                        max_length=12,
                        verbose_name="Wie oft es neue Werte gibt",
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        decimal_places=3, default=Decimal("1"), max_digits=14, verbose_name="Faktor"
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
                "verbose_name": "historical Indikator",
                "verbose_name_plural": "historical Indikatoren",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasureExecution",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("planned_start", models.DateField(blank=True, null=True, verbose_name="Beginn spätestens")),
                ("planned_end", models.DateField(blank=True, null=True, verbose_name="Abschluss spätestens")),
                ("actual_start", models.DateField(blank=True, null=True, verbose_name="begonnen am")),
                ("actual_end", models.DateField(blank=True, null=True, verbose_name="abgeschlossen am")),
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="Zuständig für die Umsetzung",
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
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Termine einer Maßnahme",
                "verbose_name_plural": "historical Termine der Maßnahmen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasureYear",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="Jahr")),
                (
                    "budget_planned",
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
                        verbose_name="geplant (Euro)",
                    ),
                ),
                (
                    "budget_spent",
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
                        verbose_name="ausgegeben (Euro)",
                    ),
                ),
                (
                    "posts_planned",
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
                        verbose_name="Stellen geplant",
                    ),
                ),
                (
                    "posts_filled",
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
                        verbose_name="Stellen besetzt",
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
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Jahr einer Maßnahme",
                "verbose_name_plural": "historical Jahre der Maßnahmen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMilestone",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Meilenstein")),
                ("due_on", models.DateField(verbose_name="fällig am")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="erreicht am")),
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Meilenstein",
                "verbose_name_plural": "historical Meilensteine",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReportingRound",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("period_start", models.DateField(verbose_name="Zeitraum von")),
                ("period_end", models.DateField(verbose_name="Zeitraum bis")),
                ("deadline", models.DateField(verbose_name="Antwort bis")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was wir fragen",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, verbose_name="eröffnet am")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="geschlossen am"
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
                (
                    "opened_by",
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
                "verbose_name": "historical Berichtsrunde",
                "verbose_name_plural": "historical Berichtsrunden",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "definition",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was gezählt wird",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=80, verbose_name="Einheit")),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("more", "mehr ist besser"),
                            ("less", "weniger ist besser"),
                            ("within", "in einem Bereich halten"),
                            ("unknown", "noch nicht festgelegt"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="Was besser ist",
                    ),
                ),
                (
                    "lower_bound",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Bereich von"
                    ),
                ),
                (
                    "upper_bound",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="Bereich bis"
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        choices=[
                            ("linear", "gleichmäßig von Jahr zu Jahr"),
                            ("steps", "in Stufen: bis zum Jahr eines Zielwerts gilt der vorige"),
                        ],
                        default="linear",
                        max_length=10,
                        verbose_name="Weg zum Ziel",
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Ausgangsjahr"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Quelle")),
                ("licence", models.CharField(blank=True, max_length=120, verbose_name="Lizenz")),
                (
                    "interval",
                    models.CharField(
                        choices=[
                            ("yearly", "jährlich"),
                            ("two_years", "alle zwei Jahre"),
                            ("five_years", "alle fünf Jahre"),
                            ("irregular", "unregelmäßig"),
                        ],
                        default="yearly",
                        max_length=12,
                        verbose_name="Wie oft es neue Werte gibt",
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        decimal_places=3, default=Decimal("1"), max_digits=14, verbose_name="Faktor"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicators",
                        to="strategy.operationalgoal",
                        verbose_name="Operative Ziele",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="strategy.department",
                        verbose_name="Zuständig",
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
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="strategy.strategy",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicators",
                        to="strategy.themefield",
                        verbose_name="Themenfelder",
                    ),
                ),
            ],
            options={
                "verbose_name": "Indikator",
                "verbose_name_plural": "Indikatoren",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "name"),
                        name="indicator_name_unique",
                        violation_error_message="Einen Indikator mit diesem Namen gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("direction", "within"),
                                ("lower_bound__isnull", False),
                                ("upper_bound__isnull", False),
                                ("upper_bound__gte", models.F("lower_bound")),
                            ),
                            models.Q(
                                models.Q(("direction", "within"), _negated=True),
                                ("lower_bound__isnull", True),
                                ("upper_bound__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_bounds_fit_direction",
                        violation_error_message="Genau zu „in einem Bereich halten“ gehören die beiden Grenzen, die untere zuerst.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("baseline_year__isnull", True),
                            models.Q(("baseline_year__gte", 1990), ("baseline_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="indicator_baseline_plausible",
                        violation_error_message="Das Ausgangsjahr liegt zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("factor", 0), _negated=True),
                        name="indicator_factor_not_zero",
                        violation_error_message="Mit dem Faktor 0 ist jeder Wert 0.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIndicatorTarget",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="Zieljahr")),
                ("value", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="Zielwert")),
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="monitoring.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Zielwert",
                "verbose_name_plural": "historical Zielwerte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator_themes",
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
                        to="monitoring.historicalindicator",
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
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="monitoring.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalIndicator_themes",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator_sdg_targets",
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
                        to="monitoring.historicalindicator",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="monitoring.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalIndicator_sdg_targets",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator_goals",
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
                        to="monitoring.historicalindicator",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="monitoring.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalIndicator_goals",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FormulaTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_divisor",
                    models.BooleanField(default=False, verbose_name="steht unter dem Bruchstrich"),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="monitoring.indicator",
                    ),
                ),
                (
                    "input",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_in",
                        to="monitoring.indicator",
                        verbose_name="Indikator",
                    ),
                ),
            ],
            options={
                "verbose_name": "Teil einer Formel",
                "verbose_name_plural": "Teile von Formeln",
                "ordering": ("is_divisor", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "input", "is_divisor"),
                        name="formula_term_once",
                        violation_error_message="Dieser Indikator steht schon an dieser Stelle der Formel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("indicator", models.F("input")), _negated=True),
                        name="formula_term_not_itself",
                        violation_error_message="Ein Indikator kann nicht aus sich selbst berechnet werden.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dimension", models.CharField(blank=True, max_length=60, verbose_name="Aufteilung nach")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Teil")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="monitoring.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "Reihe eines Indikators",
                "verbose_name_plural": "Reihen von Indikatoren",
                "ordering": ("dimension", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "dimension", "name"),
                        name="indicator_series_once",
                        violation_error_message="Diese Reihe gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dimension", ""), ("name", "")),
                            models.Q(
                                models.Q(("dimension", ""), _negated=True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_series_whole",
                        violation_error_message="Zu einer Aufteilung gehört der Name des Teils.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="Zieljahr")),
                ("value", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="Zielwert")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="monitoring.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zielwert",
                "verbose_name_plural": "Zielwerte",
                "ordering": ("year",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "year"),
                        name="indicator_target_year_once",
                        violation_error_message="Für dieses Jahr gibt es schon einen Zielwert.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="indicator_target_year_plausible",
                        violation_error_message="Das Zieljahr liegt zwischen 1990 und 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "light",
                    models.CharField(
                        choices=[
                            ("done", "abgeschlossen"),
                            ("on_schedule", "im Zeitplan"),
                            ("late", "verspätet"),
                            ("halted", "ruht"),
                            ("ended", "beendet"),
                            ("execution_unknown", "nicht bewertbar"),
                            ("reached", "Ziel erreicht"),
                            ("on_path", "auf dem Pfad"),
                            ("behind", "hinter dem Pfad"),
                            ("away", "entfernt sich vom Ziel"),
                            ("missed", "Ziel verfehlt"),
                            ("effect_unknown", "nicht bewertbar"),
                        ],
                        max_length=20,
                        verbose_name="Einschätzung",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="Grund")),
                ("made_at", models.DateTimeField(editable=False)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="monitoring.indicator",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="strategy.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "Einschätzung der Koordination",
                "verbose_name_plural": "Einschätzungen der Koordination",
                "ordering": ("made_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicator__isnull", True),
                                (
                                    "light__in",
                                    ["done", "ended", "execution_unknown", "halted", "late", "on_schedule"],
                                ),
                                ("measure__isnull", False),
                            ),
                            models.Q(
                                ("indicator__isnull", False),
                                (
                                    "light__in",
                                    ["away", "behind", "effect_unknown", "missed", "on_path", "reached"],
                                ),
                                ("measure__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="judgement_of_one_light",
                        violation_error_message="Diese Einschätzung passt nicht: Vollzug und Wirkung sind zweierlei.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="judgement_has_reason",
                        violation_error_message="Bitte begründen Sie die Einschätzung.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("measure",),
                        name="judgement_of_measure_once",
                        violation_error_message="Zu dieser Maßnahme gilt schon eine Einschätzung.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("indicator",),
                        name="judgement_of_indicator_once",
                        violation_error_message="Zu diesem Indikator gilt schon eine Einschätzung.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureExecution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_start", models.DateField(blank=True, null=True, verbose_name="Beginn spätestens")),
                ("planned_end", models.DateField(blank=True, null=True, verbose_name="Abschluss spätestens")),
                ("actual_start", models.DateField(blank=True, null=True, verbose_name="begonnen am")),
                ("actual_end", models.DateField(blank=True, null=True, verbose_name="abgeschlossen am")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.department",
                        verbose_name="Zuständig für die Umsetzung",
                    ),
                ),
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="execution",
                        to="strategy.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "Termine einer Maßnahme",
                "verbose_name_plural": "Termine der Maßnahmen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_start__isnull", True),
                            ("planned_end__isnull", True),
                            ("planned_end__gte", models.F("planned_start")),
                            _connector="OR",
                        ),
                        name="execution_planned_in_order",
                        violation_error_message="Der geplante Abschluss liegt vor dem geplanten Beginn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actual_start__isnull", True),
                            ("actual_end__isnull", True),
                            ("actual_end__gte", models.F("actual_start")),
                            _connector="OR",
                        ),
                        name="execution_actual_in_order",
                        violation_error_message="Die Maßnahme ist abgeschlossen, bevor sie begonnen hat.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="Jahr")),
                (
                    "budget_planned",
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
                        verbose_name="geplant (Euro)",
                    ),
                ),
                (
                    "budget_spent",
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
                        verbose_name="ausgegeben (Euro)",
                    ),
                ),
                (
                    "posts_planned",
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
                        verbose_name="Stellen geplant",
                    ),
                ),
                (
                    "posts_filled",
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
                        verbose_name="Stellen besetzt",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="execution_years",
                        to="strategy.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "Jahr einer Maßnahme",
                "verbose_name_plural": "Jahre der Maßnahmen",
                "ordering": ("year",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "year"),
                        name="measure_year_once",
                        violation_error_message="Für dieses Jahr gibt es schon eine Zeile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="measure_year_plausible",
                        violation_error_message="Die Jahre liegen zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("budget_planned__isnull", True), ("budget_planned__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("budget_spent__isnull", True), ("budget_spent__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("posts_planned__isnull", True), ("posts_planned__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("posts_filled__isnull", True), ("posts_filled__gte", 0), _connector="OR"
                            ),
                        ),
                        name="measure_year_not_negative",
                        violation_error_message="Bitte geben Sie keinen negativen Betrag ein.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Meilenstein")),
                ("due_on", models.DateField(verbose_name="fällig am")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="erreicht am")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="execution_milestones",
                        to="strategy.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "Meilenstein",
                "verbose_name_plural": "Meilensteine",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "title"),
                        name="milestone_title_unique",
                        violation_error_message="Diesen Meilenstein hat die Maßnahme schon.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("period_start", models.DateField(verbose_name="Zeitraum von")),
                ("period_end", models.DateField(verbose_name="Zeitraum bis")),
                ("deadline", models.DateField(verbose_name="Antwort bis")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was wir fragen",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, verbose_name="eröffnet am")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="geschlossen am"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "opened_by",
                    models.ForeignKey(
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
                        related_name="reporting_rounds",
                        to="strategy.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "Berichtsrunde",
                "verbose_name_plural": "Berichtsrunden",
                "ordering": ("-period_end", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("strategy", "title"),
                        name="reporting_round_title_unique",
                        violation_error_message="Eine Berichtsrunde mit diesem Titel gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="reporting_round_ends_after_start",
                        violation_error_message="Der Zeitraum endet vor seinem Anfang.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gte", models.F("period_start"))),
                        name="reporting_round_deadline_after_start",
                        violation_error_message="Der letzte Tag für Antworten liegt vor dem Zeitraum.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "in Arbeit"),
                            ("reported", "gemeldet"),
                            ("accepted", "angenommen"),
                            ("returned", "zurückgegeben"),
                        ],
                        default="reported",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Meldung",
                    ),
                ),
                ("reported_at", models.DateTimeField(editable=False, verbose_name="gemeldet am")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="angenommen am"),
                ),
                (
                    "return_remark",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="Rückfrage"),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_started", "nicht begonnen"),
                            ("in_preparation", "in Vorbereitung"),
                            ("in_progress", "in Umsetzung"),
                            ("permanent_task", "Daueraufgabe"),
                            ("completed", "abgeschlossen"),
                            ("deferred", "zurückgestellt"),
                            ("given_up", "aufgegeben"),
                            ("blocked", "blockiert"),
                            ("merged", "zusammengeführt"),
                        ],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="Grund")),
                (
                    "progress",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(
                                100, "Mehr als 100 Prozent gibt es nicht."
                            ),
                        ],
                        verbose_name="Fortschritt (Prozent)",
                    ),
                ),
                (
                    "done",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was wurde getan?",
                    ),
                ),
                (
                    "next_step",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Nächster Schritt",
                    ),
                ),
                (
                    "obstacle",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was hindert?",
                    ),
                ),
                (
                    "spent",
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
                        verbose_name="Ausgegeben (Euro)",
                    ),
                ),
                (
                    "spent_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="im Jahr"),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "accepted_by",
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
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="strategy.measure",
                    ),
                ),
                (
                    "merged_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.measure",
                        verbose_name="zusammengeführt mit",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="monitoring.reportinground",
                    ),
                ),
            ],
            options={
                "verbose_name": "Meldung zu einer Maßnahme",
                "verbose_name_plural": "Meldungen zu Maßnahmen",
                "ordering": ("reported_at", "pk"),
                "indexes": [
                    models.Index(fields=["status", "measure", "reported_at"], name="report_of_measure")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", False), ("status", "accepted")),
                            models.Q(
                                models.Q(("status", "accepted"), _negated=True), ("accepted_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="measure_report_acceptance_dated",
                        violation_error_message="Genau eine angenommene Meldung hat den Zeitpunkt der Annahme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            models.Q(("return_remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measure_report_return_remark",
                        violation_error_message="Bitte sagen Sie, was an der Meldung fehlt.",
                    ),
                    models.UniqueConstraint(
                        fields=("round", "measure"),
                        name="measure_report_once_in_round",
                        violation_error_message="Zu dieser Maßnahme gibt es in dieser Runde schon eine Meldung.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "draft"), _negated=True),
                            ("round__isnull", False),
                            _connector="OR",
                        ),
                        name="measure_report_draft_in_round",
                        violation_error_message="Nur in einer Berichtsrunde bleibt eine Meldung liegen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), models.Q(("state", ""), _negated=True), _connector="OR"
                        ),
                        name="measure_report_has_state",
                        violation_error_message="Bitte wählen Sie den Stand der Maßnahme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("state__in", ["blocked", "deferred", "given_up"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measure_report_has_reason",
                        violation_error_message="Zu diesem Stand gehört ein Grund.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("merged_with__isnull", False), ("state", "merged")),
                            models.Q(
                                models.Q(("state", "merged"), _negated=True), ("merged_with__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="measure_report_merged_names_other",
                        violation_error_message="Genau zu „zusammengeführt“ gehört die Maßnahme, in der diese aufgegangen ist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_with__isnull", True),
                            models.Q(("merged_with", models.F("measure")), _negated=True),
                            _connector="OR",
                        ),
                        name="measure_report_merged_with_other",
                        violation_error_message="Eine Maßnahme kann nicht mit sich selbst zusammengeführt werden.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress__isnull", True), ("progress__lte", 100), _connector="OR"
                        ),
                        name="measure_report_progress_percent",
                        violation_error_message="Mehr als 100 Prozent gibt es nicht.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("spent_year__isnull", True),
                            models.Q(("spent_year__gte", 1990), ("spent_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="measure_report_spent_year_plausible",
                        violation_error_message="Das Jahr der Ausgaben liegt zwischen 1990 und 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("spent__isnull", True), ("spent_year__isnull", True)),
                            models.Q(("spent__gte", Decimal("0")), ("spent_year__isnull", False)),
                            _connector="OR",
                        ),
                        name="measure_report_spent_in_year",
                        violation_error_message="Zu dem, was ausgegeben ist, gehört das Jahr, und umgekehrt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "in Arbeit"),
                            ("reported", "gemeldet"),
                            ("accepted", "angenommen"),
                            ("returned", "zurückgegeben"),
                        ],
                        default="reported",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Meldung",
                    ),
                ),
                ("reported_at", models.DateTimeField(editable=False, verbose_name="gemeldet am")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="angenommen am"),
                ),
                (
                    "return_remark",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="Rückfrage"),
                ),
                ("period", models.DateField(verbose_name="Jahr oder Stichtag")),
                ("value", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="Wert")),
                (
                    "quality",
                    models.CharField(
                        choices=[
                            ("final", "endgültig"),
                            ("provisional", "vorläufig"),
                            ("estimated", "geschätzt"),
                        ],
                        default="final",
                        max_length=12,
                        verbose_name="Güte",
                    ),
                ),
                ("retrieved_on", models.DateField(blank=True, null=True, verbose_name="abgerufen am")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="Anmerkung")),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="ersetzt am"),
                ),
                (
                    "accepted_by",
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
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="monitoring.indicatorvalue",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="monitoring.indicatorseries",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="monitoring.reportinground",
                    ),
                ),
            ],
            options={
                "verbose_name": "Wert eines Indikators",
                "verbose_name_plural": "Werte von Indikatoren",
                "ordering": ("period", "reported_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", False), ("status", "accepted")),
                            models.Q(
                                models.Q(("status", "accepted"), _negated=True), ("accepted_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="indicator_value_acceptance_dated",
                        violation_error_message="Genau eine angenommene Meldung hat den Zeitpunkt der Annahme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            models.Q(("return_remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="indicator_value_return_remark",
                        violation_error_message="Bitte sagen Sie, was an der Meldung fehlt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "draft"), _negated=True),
                        name="indicator_value_is_no_draft",
                        violation_error_message="Ein Wert wird gemeldet, sobald er eingetragen ist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_at__isnull", True), ("status", "accepted"), _connector="OR"
                        ),
                        name="indicator_value_replaced_was_accepted",
                        violation_error_message="Ersetzt wird nur ein Wert, der angenommen war.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True), ("status", "accepted")),
                        fields=("series", "period"),
                        name="indicator_value_one_current",
                        violation_error_message="Für diesen Zeitpunkt gibt es schon einen Wert.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "reported")),
                        fields=("series", "period"),
                        name="indicator_value_one_waiting",
                        violation_error_message="Für diesen Zeitpunkt wartet schon ein Wert auf die Annahme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__gte", datetime.date(1990, 1, 1)),
                            ("period__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="indicator_value_period_plausible",
                        violation_error_message="Die Werte liegen zwischen 1990 und 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasureReport",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "in Arbeit"),
                            ("reported", "gemeldet"),
                            ("accepted", "angenommen"),
                            ("returned", "zurückgegeben"),
                        ],
                        default="reported",
                        editable=False,
                        max_length=10,
                        verbose_name="Stand der Meldung",
                    ),
                ),
                ("reported_at", models.DateTimeField(editable=False, verbose_name="gemeldet am")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="angenommen am"),
                ),
                (
                    "return_remark",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="Rückfrage"),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_started", "nicht begonnen"),
                            ("in_preparation", "in Vorbereitung"),
                            ("in_progress", "in Umsetzung"),
                            ("permanent_task", "Daueraufgabe"),
                            ("completed", "abgeschlossen"),
                            ("deferred", "zurückgestellt"),
                            ("given_up", "aufgegeben"),
                            ("blocked", "blockiert"),
                            ("merged", "zusammengeführt"),
                        ],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="Grund")),
                (
                    "progress",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(
                                100, "Mehr als 100 Prozent gibt es nicht."
                            ),
                        ],
                        verbose_name="Fortschritt (Prozent)",
                    ),
                ),
                (
                    "done",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was wurde getan?",
                    ),
                ),
                (
                    "next_step",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Nächster Schritt",
                    ),
                ),
                (
                    "obstacle",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(3000)],
                        verbose_name="Was hindert?",
                    ),
                ),
                (
                    "spent",
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
                        verbose_name="Ausgegeben (Euro)",
                    ),
                ),
                (
                    "spent_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="im Jahr"),
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
                    "accepted_by",
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.measure",
                    ),
                ),
                (
                    "merged_with",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.measure",
                        verbose_name="zusammengeführt mit",
                    ),
                ),
                (
                    "reported_by",
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
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="monitoring.reportinground",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Meldung zu einer Maßnahme",
                "verbose_name_plural": "historical Meldungen zu Maßnahmen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DepartmentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="gefragt am")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="geantwortet am")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.department",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="monitoring.reportinground",
                    ),
                ),
            ],
            options={
                "verbose_name": "Antwort eines Fachbereichs",
                "verbose_name_plural": "Antworten der Fachbereiche",
                "ordering": ("department__name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "department"),
                        name="department_answer_once",
                        violation_error_message="Dieser Fachbereich ist in dieser Runde schon gefragt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("answered_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="department_answer_after_question",
                        violation_error_message="Die Antwort liegt vor der Frage.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DepartmentMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_deputy", models.BooleanField(default=False, verbose_name="vertritt nur")),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="strategy.department",
                        verbose_name="Fachbereich",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="department_memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Konto",
                    ),
                ),
            ],
            options={
                "verbose_name": "Konto eines Fachbereichs",
                "verbose_name_plural": "Konten der Fachbereiche",
                "ordering": ("department__name", "is_deputy", "user__name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "user"),
                        name="department_member_once",
                        violation_error_message="Dieses Konto gehört schon zu diesem Fachbereich.",
                    )
                ],
            },
        ),
    ]
