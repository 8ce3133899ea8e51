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
            name="PutAway",
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
                            ("coordination", "Koordination"),
                            ("core_team", "Kernteam"),
                            ("steering_member", "Mitglied der Steuerungsgruppe"),
                            ("committee_office", "Gremienbüro"),
                            ("reader", "Lesezugang"),
                            ("department", "Fachbereich"),
                        ],
                        max_length=20,
                        verbose_name="Rolle",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "weggelegte Einführung",
                "verbose_name_plural": "weggelegte Einführungen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "role"),
                        name="put_away_once",
                        violation_error_message="Die Einführung ist schon weggelegt.",
                    )
                ],
            },
        ),
    ]
