"""The periodic work of the product: every command that a timer has to run, in one table."""

from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from accounts.models import User


class Periodic(Struct, frozen=True):
    """A command that runs again and again; its name is also that of its PeriodicRun."""

    command: str
    label: Promise
    every: timedelta
    arguments: tuple[str, ...] = ()


DAYS_OF_DONE_TASKS = 14
HOURLY, DAILY = timedelta(hours=1), timedelta(days=1)
WORK = (
    Periodic("watch", _("Nachsehen, ob alles läuft"), timedelta(minutes=5)),
    Periodic("send_digests", _("Neuigkeiten per E-Mail verschicken"), HOURLY),
    Periodic("send_reminders", _("An Berichtsrunden erinnern"), DAILY),
    Periodic("refresh_oparl", _("OParl-Schnittstelle auf den Stand bringen"), DAILY),
    # Django's own command leaves the list of them, with IP addresses.
    Periodic("clear_sign_ins", _("Abgelaufene Anmeldungen löschen"), DAILY),
    # Mails contain names.
    Periodic(
        "prune_db_task_results",
        _("Erledigte Aufträge und E-Mails löschen"),
        DAILY,
        ("--queue-name", "*", "--min-age-days", str(DAYS_OF_DONE_TASKS)),
    ),
    Periodic("clear_mails", _("Alte Zustellungen vergessen"), DAILY),
    Periodic("clear_round_mails", _("Erinnerungen an geschlossene Berichtsrunden vergessen"), DAILY),
    Periodic("clear_accounts", _("Lange abgeschaltete Konten verabschieden"), DAILY),
    Periodic("clear_imports", _("Liegen gebliebene Tabellen löschen"), DAILY),
    Periodic("clear_feedback", _("Alte Rückmeldungen und gesuchte Wörter löschen"), DAILY),
    Periodic("clear_version_files", _("Dateien der Fassungen nach 30 Tagen entfernen"), DAILY),
    Periodic("empty_bin", _("Papierkorb nach 90 Tagen leeren"), DAILY),
)
BACKUP = Periodic("backup", _("Sicherung schreiben"), DAILY)


def periodic_work() -> tuple[Periodic, ...]:
    """What there is to do in this installation: the backup only where it has a folder, and last, because it is long.

    Without any account nothing is there to keep: an empty backup would push out one that somebody is about to restore.
    """
    if not settings.BACKUP_DIRECTORY or not User.objects.exists():
        return WORK
    return (*WORK, Periodic(BACKUP.command, BACKUP.label, BACKUP.every, (settings.BACKUP_DIRECTORY,)))
