import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="Art")),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wartet"),
                            ("running", "läuft"),
                            ("done", "fertig"),
                            ("failed", "gescheitert"),
                            ("cancelled", "abgebrochen"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="angefordert am"),
                ),
                ("started_at", models.DateTimeField(null=True, verbose_name="begonnen am")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="beendet am")),
                (
                    "reported_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="zuletzt gemeldet am"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="Versuche")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="erledigt")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="insgesamt")),
                ("word", models.TextField(blank=True, verbose_name="Was geschieht")),
                ("failure", models.TextField(blank=True, verbose_name="Fehler")),
                ("trace", models.TextField(blank=True, verbose_name="Einzelheiten des Fehlers")),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Auftrag",
                "verbose_name_plural": "Aufträge",
                "ordering": ("-created_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state__in", ("waiting", "running"))),
                            models.Q(
                                models.Q(("state__in", ("waiting", "running")), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_ended_has_end",
                        violation_error_message="Genau ein beendeter Auftrag hat einen Zeitpunkt, an dem er endete.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "failed"), ("failure", ""), _connector="XOR"),
                        name="job_failed_says_why",
                        violation_error_message="Genau ein gescheiterter Auftrag sagt, warum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("running", "done")), _negated=True),
                            ("started_at__isnull", False),
                            _connector="OR",
                        ),
                        name="job_running_was_started",
                        violation_error_message="Ein Auftrag, der läuft oder fertig ist, wurde begonnen.",
                    ),
                ],
            },
        ),
    ]
