import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Committee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="Name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("coordination", "Koordination"),
                            ("core_team", "Kernteam"),
                            ("steering_group", "Steuerungsgruppe"),
                            ("committee", "Ausschuss"),
                            ("district_council", "Bezirksvertretung"),
                            ("council", "Rat"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gremium",
                "verbose_name_plural": "Gremien",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="committee_name_unique",
                        violation_error_code="unique",
                        violation_error_message="Ein Gremium mit diesem Namen gibt es schon.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegislativeTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Bezeichnung")),
                ("starts_on", models.DateField(verbose_name="Beginn")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="Ende")),
            ],
            options={
                "verbose_name": "Wahlperiode",
                "verbose_name_plural": "Wahlperioden",
                "ordering": ("starts_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("starts_on",),
                        name="legislative_term_once",
                        violation_error_message="Eine Wahlperiode mit diesem Beginn gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="legislative_term_ends_after_start",
                        violation_error_message="Das Ende der Wahlperiode liegt vor ihrem Beginn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge")),
            ],
            options={
                "verbose_name": "Entsendende Gruppe",
                "verbose_name_plural": "Entsendende Gruppen",
                "ordering": ("position", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="seat_group_name_unique",
                        violation_error_code="unique",
                        violation_error_message="Eine entsendende Gruppe mit diesem Namen gibt es schon.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                        choices=[("chair", "Vorsitz"), ("deputy", "Stellvertretung"), ("member", "Mitglied")],
                        default="member",
                        max_length=10,
                        verbose_name="Funktion",
                    ),
                ),
                ("has_vote", models.BooleanField(default=True, verbose_name="stimmberechtigt")),
                ("since", models.DateField(verbose_name="Mitglied seit")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Mitglied bis")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Person",
                    ),
                ),
                (
                    "seat_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="bodies.seatgroup",
                        verbose_name="Entsendende Gruppe",
                    ),
                ),
            ],
            options={
                "verbose_name": "Sitz",
                "verbose_name_plural": "Sitze",
                "ordering": ("seat_group__position", "user__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("committee", "user"),
                        name="membership_one_seat",
                        violation_error_message="Diese Person hat in diesem Gremium schon einen Sitz.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="Das Ende der Mitgliedschaft liegt vor ihrem Beginn.",
                    ),
                ],
            },
        ),
    ]
