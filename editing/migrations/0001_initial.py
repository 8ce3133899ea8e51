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
            name="EditingPresence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=80, verbose_name="Text")),
                ("since", models.DateTimeField(verbose_name="seit")),
                ("seen_at", models.DateTimeField(verbose_name="zuletzt gemeldet")),
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
                "verbose_name": "Offenes Formular",
                "verbose_name_plural": "Offene Formulare",
                "ordering": ("since", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "user"),
                        name="editing_presence_once",
                        violation_error_message="Diese Person ist schon eingetragen.",
                    )
                ],
            },
        ),
    ]
