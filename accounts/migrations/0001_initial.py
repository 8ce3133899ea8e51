import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Zu dieser E-Mail-Adresse gibt es schon ein Konto."},
                        max_length=254,
                        unique=True,
                        verbose_name="E-Mail-Adresse",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="Name")),
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
                        default="reader",
                        max_length=30,
                        verbose_name="Rolle",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktiv")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt am")),
                (
                    "name_consent",
                    models.BooleanField(
                        editable=False, null=True, verbose_name="Name darf veröffentlicht werden"
                    ),
                ),
                ("name_consent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "left_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ausgeschieden am"
                    ),
                ),
            ],
            options={
                "verbose_name": "Konto",
                "verbose_name_plural": "Konten",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lower_case",
                        violation_error_message="E-Mail-Adressen werden in Kleinbuchstaben gespeichert.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "coordination",
                                    "core_team",
                                    "steering_member",
                                    "committee_office",
                                    "reader",
                                    "department",
                                ],
                            )
                        ),
                        name="user_role_known",
                        violation_error_message="Diese Rolle gibt es nicht.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_at__isnull", True), ("is_active", False), _connector="OR"),
                        name="user_left_is_inactive",
                        violation_error_message="Wer ausgeschieden ist, hat kein aktives Konto mehr.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_consent__isnull", True), ("name_consent_at__isnull", True)),
                            models.Q(("name_consent__isnull", False), ("name_consent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="user_consent_is_dated",
                        violation_error_message="Zur Einwilligung gehört ihr Zeitpunkt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=80)),
                ("subject", models.CharField(max_length=998, verbose_name="Betreff")),
                ("text", models.TextField(blank=True)),
                ("calendar", models.TextField(blank=True)),
                ("method", models.CharField(blank=True, max_length=20)),
                ("unsubscribe", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wartet"),
                            ("sending", "wird verschickt"),
                            ("sent", "verschickt"),
                            ("failed", "gescheitert"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("queued_at", models.DateTimeField(verbose_name="aufgegeben am")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="verschickt am")),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "E-Mail an eine Person",
                "verbose_name_plural": "E-Mails an Personen",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["about", "to"], name="delivery_about_to")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "failed"), ("failure", ""), _connector="XOR"),
                        name="delivery_failed_says_why",
                        violation_error_message="Genau eine gescheiterte E-Mail sagt, warum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "sent"), ("sent_at__isnull", True), _connector="XOR"),
                        name="delivery_sent_has_moment",
                        violation_error_message="Genau eine verschickte E-Mail hat einen Zeitpunkt des Versands.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("invited_at", models.DateTimeField(verbose_name="eingeladen am")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="verschickt am")),
                ("failure", models.CharField(blank=True, editable=False, max_length=300)),
                ("expires_at", models.DateTimeField(verbose_name="gültig bis")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="angenommen am")),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Einladung",
                "verbose_name_plural": "Einladungen",
                "ordering": ("-invited_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                        name="invitation_expires_after_sending",
                        violation_error_message="Eine Einladung gilt mindestens einen Augenblick.",
                    )
                ],
            },
        ),
    ]
