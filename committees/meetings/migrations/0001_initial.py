import uuid

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
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="Nummer")),
                ("title", models.CharField(max_length=250, verbose_name="Titel")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Beschreibung",
                    ),
                ),
                (
                    "element_kind",
                    models.CharField(
                        blank=True,
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
                ("element_key", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                (
                    "result",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Ergebnis (Empfehlung)",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "Tagesordnungspunkt",
                "verbose_name_plural": "Tagesordnungspunkte",
                "ordering": ("position",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("element_key__isnull", True), ("element_kind", "")),
                            models.Q(
                                models.Q(("element_kind", ""), _negated=True), ("element_key__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="agenda_item_element_whole",
                        violation_error_message="Zu einem Ziel gehören Art und Schlüssel.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("starts_at", models.DateTimeField(verbose_name="Beginn")),
                ("ends_at", models.DateTimeField(verbose_name="Ende")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Ort")),
                (
                    "video_link",
                    models.URLField(blank=True, max_length=500, verbose_name="Link zur Videokonferenz"),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Hinweise zur Sitzung",
                    ),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Protokoll",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Öffentliche Sitzungen von Ausschüssen, Bezirksvertretungen und Rat stehen in den offenen Daten.",
                        verbose_name="öffentliche Sitzung",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "invited_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="eingeladen am"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="abgesagt am"),
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
                    "cancelled_by",
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
                    "current_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
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
                    "invited_by",
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
                "verbose_name": "historical Sitzung",
                "verbose_name_plural": "historical Sitzungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPoll",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("theme_selection", "Auswahl der Themenfelder"),
                            ("agreement", "Zustimmung zu Zielen"),
                            ("ranking", "Reihung von Maßnahmen"),
                            ("question", "Freie Frage"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Worum geht es?",
                    ),
                ),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Jedes Mitglied verteilt so viele Punkte.",
                        null=True,
                        verbose_name="Punkte je Mitglied",
                    ),
                ),
                (
                    "picks",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Jedes Mitglied wählt bis zu so viele aus.",
                        null=True,
                        verbose_name="Auswahl bis zu",
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So viele Themenfelder mit den meisten Stimmen gelten als empfohlen.",
                        null=True,
                        verbose_name="Gesuchte Themenfelder",
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("named", "namentlich"), ("secret", "geheim")],
                        default="named",
                        max_length=10,
                        verbose_name="Stimmabgabe",
                    ),
                ),
                (
                    "results_live",
                    models.BooleanField(
                        default=False, verbose_name="Zwischenstand zeigen, solange die Abfrage läuft"
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="öffnet")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="schließt")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="angelegt am")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erinnert am"),
                ),
                (
                    "taken_over_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="übernommen am"),
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
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="Tagesordnungspunkt",
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
                    "taken_over_by",
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
                "verbose_name": "historical Abfrage",
                "verbose_name_plural": "historical Abfragen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("starts_at", models.DateTimeField(verbose_name="Beginn")),
                ("ends_at", models.DateTimeField(verbose_name="Ende")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Ort")),
                (
                    "video_link",
                    models.URLField(blank=True, max_length=500, verbose_name="Link zur Videokonferenz"),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Hinweise zur Sitzung",
                    ),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(50000)],
                        verbose_name="Protokoll",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Öffentliche Sitzungen von Ausschüssen, Bezirksvertretungen und Rat stehen in den offenen Daten.",
                        verbose_name="öffentliche Sitzung",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "invited_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="eingeladen am"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="abgesagt am"),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "current_item",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "invited_by",
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
                "verbose_name": "Sitzung",
                "verbose_name_plural": "Sitzungen",
                "ordering": ("-starts_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meeting_ends_after_start",
                        violation_error_message="Das Ende der Sitzung liegt vor ihrem Beginn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("video_link", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_has_a_place",
                        violation_error_message="Bitte nennen Sie einen Ort oder den Link zur Videokonferenz.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="Nummer")),
                ("title", models.CharField(max_length=250, verbose_name="Titel")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Beschreibung",
                    ),
                ),
                (
                    "element_kind",
                    models.CharField(
                        blank=True,
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
                ("element_key", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                (
                    "result",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Ergebnis (Empfehlung)",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Tagesordnungspunkt",
                "verbose_name_plural": "historical Tagesordnungspunkte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attendance",
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
                            ("present", "anwesend"),
                            ("excused", "entschuldigt"),
                            ("absent", "abwesend"),
                        ],
                        max_length=10,
                        verbose_name="Anwesenheit",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="bodies.membership",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "Anwesenheit",
                "verbose_name_plural": "Anwesenheiten",
                "ordering": ("membership__seat_group__position", "membership__user__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "membership"),
                        name="attendance_once",
                        violation_error_message="Für diese Person ist die Anwesenheit schon eingetragen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingDocument",
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
                ("file", models.FileField(max_length=250, upload_to="sitzungen/%Y/", verbose_name="Datei")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="meetings.meeting",
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
                "verbose_name": "Unterlage",
                "verbose_name_plural": "Unterlagen",
                "ordering": ("uploaded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MeetingReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("coming", "Zusage"),
                            ("not_coming", "Absage"),
                            ("substitute", "Vertretung"),
                        ],
                        max_length=10,
                        verbose_name="Antwort",
                    ),
                ),
                (
                    "substitute",
                    models.CharField(blank=True, max_length=120, verbose_name="Name der Vertretung"),
                ),
                ("replied_at", models.DateTimeField(verbose_name="geantwortet am")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="meetings.meeting",
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
                "verbose_name": "Rückmeldung",
                "verbose_name_plural": "Rückmeldungen",
                "ordering": ("user__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "user"),
                        name="meeting_reply_once",
                        violation_error_message="Von dieser Person gibt es schon eine Rückmeldung.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "substitute"), models.Q(("substitute", ""), _negated=True)),
                            models.Q(models.Q(("answer", "substitute"), _negated=True), ("substitute", "")),
                            _connector="OR",
                        ),
                        name="meeting_reply_names_substitute",
                        violation_error_message="Bitte nennen Sie, wer Sie vertritt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Poll",
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
                            ("theme_selection", "Auswahl der Themenfelder"),
                            ("agreement", "Zustimmung zu Zielen"),
                            ("ranking", "Reihung von Maßnahmen"),
                            ("question", "Freie Frage"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[editing.text_limits.TextLimits(10000)],
                        verbose_name="Worum geht es?",
                    ),
                ),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Jedes Mitglied verteilt so viele Punkte.",
                        null=True,
                        verbose_name="Punkte je Mitglied",
                    ),
                ),
                (
                    "picks",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Jedes Mitglied wählt bis zu so viele aus.",
                        null=True,
                        verbose_name="Auswahl bis zu",
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So viele Themenfelder mit den meisten Stimmen gelten als empfohlen.",
                        null=True,
                        verbose_name="Gesuchte Themenfelder",
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("named", "namentlich"), ("secret", "geheim")],
                        default="named",
                        max_length=10,
                        verbose_name="Stimmabgabe",
                    ),
                ),
                (
                    "results_live",
                    models.BooleanField(
                        default=False, verbose_name="Zwischenstand zeigen, solange die Abfrage läuft"
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="öffnet")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="schließt")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="angelegt am")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erinnert am"),
                ),
                (
                    "taken_over_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="übernommen am"),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="polls",
                        to="meetings.agendaitem",
                        verbose_name="Tagesordnungspunkt",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="bodies.committee",
                        verbose_name="Gremium",
                    ),
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
                    "taken_over_by",
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
                "verbose_name": "Abfrage",
                "verbose_name_plural": "Abfragen",
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__isnull", True),
                            models.Q(("closes_at__gt", models.F("opens_at")), ("opens_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="poll_closes_after_opening",
                        violation_error_message="Die Abfrage schließt, bevor sie öffnet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("secrecy", "secret"), _negated=True),
                            ("results_live", False),
                            _connector="OR",
                        ),
                        name="poll_secret_is_not_live",
                        violation_error_message="Eine geheime Abfrage zeigt keinen Zwischenstand: Aus ihm ließe sich ablesen, wer wie stimmt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "theme_selection"),
                                ("picks__isnull", True),
                                ("points__gte", 1),
                                ("points__isnull", False),
                            ),
                            models.Q(
                                ("kind__in", ("theme_selection", "question")),
                                ("picks__gte", 1),
                                ("picks__isnull", False),
                                ("points__isnull", True),
                            ),
                            models.Q(
                                ("kind__in", ("agreement", "ranking")),
                                ("picks__isnull", True),
                                ("points__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="poll_rules_fit_kind",
                        violation_error_message="Bitte geben Sie an: Punkte je Mitglied, oder bis zu wie viele.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "theme_selection"), ("seats__gte", 1), ("seats__isnull", False)
                            ),
                            models.Q(
                                models.Q(("kind", "theme_selection"), _negated=True), ("seats__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="poll_seats_fit_kind",
                        violation_error_message="Bitte geben Sie an, wie viele Themenfelder gesucht werden.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="Reihenfolge")),
                ("label", models.TextField(verbose_name="Antwort")),
                (
                    "element_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("theme", "Themenfeld"),
                            ("strategic_goal", "Strategisches Ziel"),
                            ("operational_goal", "Operatives Ziel"),
                            ("measure", "Maßnahme"),
                            ("chapter", "Kapitel"),
                        ],
                        max_length=20,
                    ),
                ),
                ("element_key", models.UUIDField(blank=True, db_index=True, null=True)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="meetings.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "Antwortmöglichkeit",
                "verbose_name_plural": "Antwortmöglichkeiten",
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "position"),
                        name="poll_option_position_unique",
                        violation_error_message="Diese Stelle ist schon besetzt.",
                    ),
                    models.UniqueConstraint(
                        fields=("poll", "element_key"),
                        name="poll_option_element_unique",
                        violation_error_message="Dieses Element steht schon zur Wahl.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("element_key__isnull", True), ("element_kind", "")),
                            models.Q(
                                models.Q(("element_kind", ""), _negated=True), ("element_key__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="poll_option_element_whole",
                        violation_error_message="Zu einem Element gehören Art und Schlüssel.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_voted", models.BooleanField(default=False, verbose_name="hat abgestimmt")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voters", to="meetings.poll"
                    ),
                ),
                (
                    "seat_group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.seatgroup",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Stimmberechtigung",
                "verbose_name_plural": "Stimmberechtigungen",
                "ordering": ("seat_group__position", "user__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "user"),
                        name="voter_once",
                        violation_error_message="Diese Person ist schon stimmberechtigt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("answers", models.JSONField()),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="meetings.poll",
                    ),
                ),
                (
                    "voter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballot",
                        to="meetings.voter",
                    ),
                ),
            ],
            options={
                "verbose_name": "Stimme",
                "verbose_name_plural": "Stimmen",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code_hash__isnull", True), ("voter__isnull", False)),
                            models.Q(("code_hash__isnull", False), ("voter__isnull", True)),
                            _connector="OR",
                        ),
                        name="ballot_named_or_secret",
                        violation_error_message="Eine Stimme ist entweder namentlich oder geheim.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="AgendaItem",
            name="meeting",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="meetings.meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="AgendaItem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "position"),
                name="agenda_item_position_unique",
                violation_error_message="Diese Nummer ist auf der Tagesordnung schon vergeben.",
            ),
        ),
    ]
