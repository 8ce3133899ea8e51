from django.urls import path, register_converter

from committees.meetings.choices import PollKind
from committees.meetings.views import (
    agenda,
    ballots,
    invitations,
    meeting_records,
    meeting_screen,
    meetings,
    poll_results,
    polls,
    replies,
)
from editing.addresses import word_converter

register_converter(
    word_converter(
        {
            PollKind.THEME_SELECTION: "themenauswahl",
            PollKind.AGREEMENT: "zustimmung",
            PollKind.RANKING: "reihung",
            PollKind.QUESTION: "frage",
        }
    ),
    "poll",
)

app_name = "meetings"

urlpatterns = [
    path("sitzungen/", meetings.meeting_list, name="meeting-list"),
    path("sitzungen/neu/", meetings.meeting_add, name="meeting-add"),
    path("sitzungen/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("sitzungen/<int:pk>/bearbeiten/", meetings.meeting_edit, name="meeting-edit"),
    path("sitzungen/<int:pk>/protokoll/", meetings.meeting_minutes, name="meeting-minutes"),
    path("sitzungen/<int:pk>/einladen/", invitations.meeting_invite, name="meeting-invite"),
    path("sitzungen/<int:pk>/aktualisieren/", invitations.meeting_update, name="meeting-update"),
    path("sitzungen/<int:pk>/absagen/", invitations.meeting_cancel, name="meeting-cancel"),
    path("sitzungen/<int:pk>/antwort/", replies.meeting_reply, name="meeting-reply"),
    path("sitzungen/antwort/<str:token>/", replies.invitation_reply, name="invitation-reply"),
    path("sitzungen/<int:pk>/sitzung.ics", invitations.meeting_calendar, name="meeting-calendar"),
    path("sitzungen/<int:pk>/anwesenheit/", meeting_records.meeting_attendance, name="meeting-attendance"),
    path(
        "sitzungen/<int:pk>/tagesordnung.pdf", meeting_records.meeting_agenda_pdf, name="meeting-agenda-pdf"
    ),
    path("sitzungen/<int:pk>/protokoll.pdf", meeting_records.meeting_minutes_pdf, name="meeting-minutes-pdf"),
    path("sitzungen/<int:pk>/unterlage/", meeting_records.document_add, name="document-add"),
    path("sitzungen/<int:pk>/bildschirm/", meeting_screen.meeting_screen, name="meeting-screen"),
    path(
        "sitzungen/<int:pk>/bildschirm/stand/", meeting_screen.meeting_screen_part, name="meeting-screen-part"
    ),
    path("sitzungen/<int:pk>/bildschirm/zeigen/", meeting_screen.meeting_show, name="meeting-show"),
    path("sitzungen/<int:pk>/tagesordnung/neu/", agenda.agenda_item_add, name="agenda-item-add"),
    path("tagesordnungspunkte/<int:pk>/bearbeiten/", agenda.agenda_item_edit, name="agenda-item-edit"),
    path("tagesordnungspunkte/<int:pk>/ergebnis/", agenda.agenda_item_result, name="agenda-item-result"),
    path("tagesordnungspunkte/<int:pk>/nach-oben/", agenda.agenda_item_up, name="agenda-item-up"),
    path("tagesordnungspunkte/<int:pk>/nach-unten/", agenda.agenda_item_down, name="agenda-item-down"),
    path("tagesordnungspunkte/<int:pk>/entfernen/", agenda.agenda_item_remove, name="agenda-item-remove"),
    path("unterlagen/<int:pk>/", meeting_records.document_file, name="document-file"),
    path("unterlagen/<int:pk>/entfernen/", meeting_records.document_remove, name="document-remove"),
    path("abfragen/", polls.poll_list, name="poll-list"),
    path("abfragen/neu/", polls.poll_kinds, name="poll-kinds"),
    path("abfragen/neu/<poll:kind>/", polls.poll_add, name="poll-add"),
    path("abfragen/<int:pk>/", polls.poll_detail, name="poll-detail"),
    path("abfragen/<int:pk>/bearbeiten/", polls.poll_edit, name="poll-edit"),
    path("abfragen/<int:pk>/antworten/", polls.poll_options, name="poll-options"),
    path("abfragen/<int:pk>/zeitplan/", polls.poll_schedule, name="poll-schedule"),
    path("abfragen/<int:pk>/oeffnen/", polls.poll_open, name="poll-open"),
    path("abfragen/<int:pk>/schliessen/", polls.poll_close, name="poll-close"),
    path("abfragen/<int:pk>/erinnern/", polls.poll_remind, name="poll-remind"),
    path("abfragen/<int:pk>/entfernen/", polls.poll_remove, name="poll-remove"),
    path("abfragen/<int:pk>/abstimmen/", ballots.poll_vote, name="poll-vote"),
    path("abfragen/<int:pk>/danke/", ballots.poll_thanks, name="poll-thanks"),
    path("abfragen/<int:pk>/ergebnis.csv", poll_results.poll_csv, name="poll-csv"),
    path("abfragen/<int:pk>/ergebnis.xlsx", poll_results.poll_xlsx, name="poll-xlsx"),
    path("abfragen/<int:pk>/bildschirm/", poll_results.poll_screen, name="poll-screen"),
    path("abfragen/<int:pk>/uebernehmen/", poll_results.poll_take_over, name="poll-take-over"),
]
