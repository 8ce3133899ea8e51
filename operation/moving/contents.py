"""What leaves with a city that moves away, table by table, and what does not, with the reason."""

from collections.abc import Collection, Iterator

from django.apps import apps
from django.db.models import Field, Model

from committees.meetings.models import Ballot, Voter

# The reason stands in the README of the archive.
LEFT_OUT = {
    "accounts.FirstInvitation": "gilt nur hier und nur kurz",
    "editing.EditingPresence": "wer gerade welche Seite offen hat",
    "jobs.QueueSign": "Lebenszeichen der Dienste",
    "search.SearchEntry": "wird aus den Texten gemacht",
    "search.IndexState": "wird aus den Texten gemacht",
    "publication.PublicChange": "Merkzettel für fertige Seiten",
    "operation.PeriodicRun": "wann Aufgaben hier liefen",
    "operation.Backup": "Sicherungen dieses Servers",
    "operation.Alarm": "Meldungen dieses Servers",
    "auth.Permission": "wird nicht benutzt",
    "auth.Group": "wird nicht benutzt",
    "auth.Group_permissions": "wird nicht benutzt",
    "contenttypes.ContentType": "Verzeichnis des Programms",
    "sessions.Session": "laufende Anmeldungen",
    "usersessions.UserSession": "laufende Anmeldungen",
    "account.EmailAddress": "leer; die Adresse steht beim Konto",
    "account.EmailConfirmation": "leer",
    "mfa.Authenticator": "Geheimnisse zweiter Faktoren",
    "socialaccount.SocialApp": "Zugang zum Anmeldedienst",
    "socialaccount.SocialAccount": "leer",
    "socialaccount.SocialToken": "Zugang zum Anmeldedienst",
    "django_tasks_database.DBTaskResult": "Warteschlange, auch mit Codes zum Anmelden",
}
# What lets somebody in, acts for somebody without signing in (links in mails), or would tell whose a secret ballot is.
SECRET_COLUMNS = {
    "accounts.User": {"password"},
    "accounts.Invitation": {"token_hash"},
    "accounts.Delivery": {"text", "calendar", "unsubscribe"},
    "meetings.Ballot": {"code_hash"},
}
Rows = Iterator[dict[str, object]]


def tables() -> list[type[Model]]:
    """The models whose rows leave, their histories among them."""
    every = apps.get_models(include_auto_created=True)
    return sorted(
        (each for each in every if each._meta.label not in LEFT_OUT), key=lambda each: each._meta.label
    )


def columns(model: type[Model]) -> list[Field]:
    """The columns of a table that leave."""
    secret = SECRET_COLUMNS.get(model._meta.label, set())
    return [field for field in model._meta.concrete_fields if field.name not in secret]


def rows(model: type[Model], running: Collection[int]) -> Rows:
    """The rows of a table; of secret surveys that are `running` neither ballots nor who has voted (ADR 6)."""
    found = model._base_manager.order_by("pk").values(*(field.attname for field in columns(model)))
    if model is Ballot:
        found = found.exclude(poll_id__in=running)
    for row in found.iterator():
        if model is Voter and row["poll_id"] in running:
            row["has_voted"] = False
        yield row
