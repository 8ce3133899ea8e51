"""Is this installation set up so that it works? One question after another, each with a sentence for whoever asks."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from smtplib import SMTPException
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.http.request import validate_host
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.actions import send_test_mail
from accounts.actions.mails import PRINTING, SECONDS_OF_A_TEST
from accounts.deliveries import reason_of
from accounts.mail import QUEUE
from exports.fonts import bundled_fonts
from exports.glyphs import undrawable
from exports.typesetting import typeset
from jobs.migrated import unapplied_migrations
from operation.actions.backups import space_for_a_backup
from operation.actions.watching import AGE_OF_A_BACKUP, queue_age, silent_queues
from operation.folders import nearest_existing
from operation.health import AGE_OF_A_MAIL
from operation.models import Backup
from operation.runs import standings

LETTERS_OF_A_KEY = 50
DIFFERENT_LETTERS = 5
FREE_BYTES_NEEDED = 500_000_000
FREE_BYTES_WANTED = 5_000_000_000
# Letters of Arabic and Chinese: names come in all writings.
FOREIGN_LETTERS = "ع中"
PAGE = '<html lang="de"><head><title>Probe</title></head><body><h1>Probe</h1><p>Grüße</p></body></html>'
SECONDS_OF_CLOCKS = 60


class Level(StrEnum):
    OK = "in Ordnung"
    WARNING = "Warnung"
    FAULT = "Fehler"


LOOKS = {Level.OK: "success", Level.WARNING: "warning", Level.FAULT: "danger"}


class Finding(Struct, frozen=True):
    """What one question found: what it is about, how bad it is, and a sentence that says what to do."""

    about: str
    level: Level
    sentence: str

    @property
    def look(self) -> str:
        """How its badge looks."""
        return LOOKS[self.level]


Answer = tuple[Level, str]


def findings(*, at: datetime, test_address: str = "", questions: Collection[str] = ()) -> Iterator[Finding]:
    """Ask everything, or some of the questions. With an address, a mail goes there."""
    for about, question in QUESTIONS.items():
        if questions and about not in questions:
            continue
        try:
            level, sentence = question(at)
        except DatabaseError:
            # The question about the database says so itself.
            level, sentence = Level.FAULT, _("Ohne Datenbank lässt sich das nicht prüfen.")
        yield Finding(about=about, level=level, sentence=sentence)
    if test_address:
        attempt = send_test_mail(address=test_address, at=at)
        yield Finding(
            about=_("Test-E-Mail"),
            level=Level.OK if attempt.is_sent else Level.FAULT,
            sentence=attempt.sentence,
        )


def _mode(at: datetime) -> Answer:
    if settings.DEBUG:
        return Level.FAULT, _(
            "GNK_DEBUG ist an. Das zeigt Fremden Einzelheiten: Bitte entfernen Sie die Zeile."
        )
    return Level.OK, _("Die Anwendung läuft im Betrieb, nicht in der Entwicklung.")


def _secret_key(at: datetime) -> Answer:
    if len(settings.SECRET_KEY) < LETTERS_OF_A_KEY or len(set(settings.SECRET_KEY)) < DIFFERENT_LETTERS:
        return Level.FAULT, _(
            "GNK_SECRET_KEY ist zu kurz oder zu einfach. Bitte setzen Sie mindestens 50 zufällige Zeichen, etwa von: "
            "openssl rand -base64 48"
        )
    if settings.SECRET_KEY.startswith("only-for-development-"):
        return Level.FAULT, _(
            "GNK_SECRET_KEY ist der Schlüssel der Entwicklung. Bitte setzen Sie einen eigenen."
        )
    return Level.OK, _(
        "Der geheime Schlüssel ist lang genug. Bewahren Sie ihn getrennt von den Sicherungen auf."
    )


def _address(at: datetime) -> Answer:
    parts = urlsplit(settings.BASE_URL)
    if not parts.hostname or not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        return Level.FAULT, _(
            "Der Name aus GNK_BASE_URL (%(address)s) steht nicht in GNK_ALLOWED_HOSTS. Bitte tragen Sie ihn dort ein."
        ) % {"address": settings.BASE_URL}
    if parts.scheme != "https":
        return Level.FAULT, _(
            "GNK_BASE_URL (%(address)s) beginnt nicht mit https://. Links in E-Mails wären unverschlüsselt."
        ) % {"address": settings.BASE_URL}
    return Level.OK, _("Links in E-Mails beginnen mit %(address)s.") % {"address": settings.BASE_URL}


def _proxy(at: datetime) -> Answer:
    if settings.SECURE_SSL_REDIRECT and not settings.SECURE_PROXY_SSL_HEADER:
        return Level.FAULT, _(
            "GNK_BEHIND_PROXY ist aus. Die Anwendung verschlüsselt nicht selbst und leitet endlos auf https um. "
            "Bitte setzen Sie GNK_BEHIND_PROXY=1 und lassen Sie den Proxy X-Forwarded-Proto und X-Forwarded-For setzen."
        )
    return Level.OK, _("Die Anwendung glaubt dem Proxy, dass er verschlüsselt.")


def _database(at: datetime) -> Answer:
    try:
        missing = unapplied_migrations()
    except DatabaseError as error:
        return Level.FAULT, _(
            "Die Datenbank antwortet nicht (%(error)s). Bitte prüfen Sie GNK_DATABASE_URL und ob der Dienst läuft."
        ) % {"error": " ".join(str(error).split())}
    if missing:
        return Level.FAULT, _(
            "Der Datenbank fehlen Änderungen dieser Version (%(names)s). Bitte rufen Sie auf: python manage.py migrate"
        ) % {"names": ", ".join(missing)}
    return Level.OK, _("%(kind)s antwortet und ist auf dem Stand dieser Version.") % {
        "kind": connection.display_name
    }


def _clock(at: datetime) -> Answer:
    if settings.TIME_ZONE != "Europe/Berlin":
        return Level.WARNING, _(
            "Zeiten stehen in der Zeitzone %(zone)s. Fristen und Sitzungen erwarten Europe/Berlin."
        ) % {"zone": settings.TIME_ZONE}
    ZoneInfo(settings.TIME_ZONE)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select clock_timestamp()")
            (there,) = cursor.fetchone()
        if abs((there - at).total_seconds()) > SECONDS_OF_CLOCKS:
            return Level.FAULT, _(
                "Die Uhren von Anwendung und Datenbank gehen auseinander. Bitte schalten Sie auf beiden NTP ein."
            )
    return Level.OK, _("Es ist %(now)s.") % {"now": date_format(localtime(at), "d.m.Y, H:i")}


def _storage(at: datetime) -> Answer:
    folders = {"GNK_MEDIA_ROOT": settings.MEDIA_ROOT, "GNK_KEPT_PAGES": settings.KEPT_PAGES}
    for name, folder in folders.items():
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x")
        except OSError as error:
            return Level.FAULT, _(
                "In den Ordner %(folder)s (%(name)s) lässt sich nicht schreiben: %(error)s. Er muss dem Benutzer "
                "gehören, unter dem die Anwendung läuft."
            ) % {"folder": folder, "name": name, "error": error.strerror}
    return Level.OK, _("Dateien liegen in %(folder)s.") % {"folder": settings.MEDIA_ROOT}


def _cache(at: datetime) -> Answer:
    try:
        cache.set("check-installation", "x", 60)
        is_kept = cache.get("check-installation") == "x"
    except OSError as error:
        return Level.FAULT, _(
            "Der Zwischenspeicher lässt sich nicht beschreiben (%(error)s). Anmeldungen scheitern: Bitte setzen Sie "
            "GNK_CACHE_URL auf einen Ordner, in den die Anwendung schreiben darf."
        ) % {"error": error}
    if not is_kept:
        return Level.FAULT, _(
            "Der Zwischenspeicher merkt sich nichts, also werden Versuche der Anmeldung nicht gezählt. Bitte prüfen "
            "Sie GNK_CACHE_URL."
        )
    return Level.OK, _("Versuche der Anmeldung werden gezählt.")


def _disk(at: datetime) -> Answer:
    found = [_space_for_files()]
    if settings.BACKUP_DIRECTORY:
        # Often another disk, and full by itself.
        found.append(_space_for_backups(Path(settings.BACKUP_DIRECTORY)))
    worst = max((level for level, _sentence in found), key=list(Level).index)
    return worst, " ".join(sentence for _level, sentence in found)


def _space_for_files() -> Answer:
    folder = Path(settings.MEDIA_ROOT)
    try:
        free = shutil.disk_usage(nearest_existing(folder)).free
    except OSError as error:
        return Level.FAULT, _unreadable(folder, error)
    sentence = _("Auf dem Datenträger der Dateien sind %(free)d MB frei.") % {"free": free // 1_000_000}
    if free < FREE_BYTES_NEEDED:
        return (
            Level.FAULT,
            f"{sentence} {_('Bitte schaffen Sie Platz, sonst lässt sich bald nichts mehr speichern.')}",
        )
    if free < FREE_BYTES_WANTED:
        return Level.WARNING, f"{sentence} {_('Bitte planen Sie mehr Platz ein.')}"
    return Level.OK, sentence


def _unreadable(folder: Path, error: OSError) -> str:
    return _(
        "Wie viel Platz für den Ordner %(folder)s frei ist, lässt sich nicht lesen: %(error)s. Der Benutzer, unter dem "
        "die Anwendung läuft, muss alle Ordner auf dem Weg dorthin betreten dürfen."
    ) % {"folder": folder, "error": error.strerror or error}


def _space_for_backups(folder: Path) -> Answer:
    try:
        needed, free = space_for_a_backup(folder)
    except OSError as error:
        return Level.FAULT, _unreadable(folder, error)
    values = {"folder": folder, "free": free // 1_000_000, "needed": needed // 1_000_000}
    if free < needed:
        return Level.FAULT, _(
            "Im Ordner der Sicherungen (%(folder)s) sind %(free)d MB frei, die nächste braucht %(needed)d MB und wird "
            "sonst nicht geschrieben. Bitte schaffen Sie dort Platz, zum Beispiel: Löschen Sie alte Sicherungen."
        ) % values
    return Level.OK, _("Im Ordner der Sicherungen (%(folder)s) sind %(free)d MB frei.") % values


def _static_files(at: datetime) -> Answer:
    try:
        staticfiles_storage.url("css/tokens.css")
    except ValueError:
        return Level.FAULT, _(
            "Die Dateien der Oberfläche fehlen. Bitte rufen Sie auf: python manage.py collectstatic --noinput"
        )
    return Level.OK, _("Die Dateien der Oberfläche sind da.")


def _fonts(at: datetime) -> Answer:
    try:
        fonts = bundled_fonts()
    except (OSError, TypeError, ValueError):
        fonts = ()
    if not fonts:
        return Level.FAULT, _(
            "Die Schriften fehlen. Bitte rufen Sie im Ordner der Anwendung auf: npm ci --ignore-scripts"
        )
    if missing := undrawable(FOREIGN_LETTERS):
        return Level.WARNING, _(
            "Im PDF steht für Zeichen wie %(letters)s nur ihr Name. Bitte installieren Sie: apt-get install "
            "fonts-dejavu fonts-noto-cjk"
        ) % {"letters": " ".join(missing)}
    return Level.OK, _("Die Schriften zeichnen auch fremde Namen.")


def _pdf(at: datetime) -> Answer:
    try:
        content = typeset(PAGE, stylesheet="print/strategy.css")
    except Exception as error:
        # Libraries of the system that are missing, fonts that cannot be read: whatever it is, it has to be said here.
        return Level.FAULT, _(
            "Ein PDF lässt sich nicht herstellen (%(error)s). Bitte installieren Sie die Pakete aus "
            "scripts/debian-packages.txt."
        ) % {"error": f"{type(error).__name__}: {error}"}
    return Level.OK, _("Ein PDF lässt sich herstellen (Probe: %(size)d Bytes).") % {"size": len(content)}


def _mail(at: datetime) -> Answer:
    if settings.EMAIL_BACKEND == PRINTING:
        return Level.FAULT, _(
            "E-Mails werden nur ausgegeben, nicht verschickt. Bitte setzen Sie GNK_EMAIL_URL auf Ihren Mailserver."
        )
    try:
        server = get_connection(timeout=SECONDS_OF_A_TEST)
        server.open()
        server.close()
    except (OSError, SMTPException) as error:
        return Level.FAULT, f"{reason_of(error)} {_('Bitte prüfen Sie GNK_EMAIL_URL.')}"
    return Level.OK, _(
        "Der Mailserver antwortet. Ob er E-Mails annimmt, zeigt: check_installation --mail IHRE-ADRESSE"
    )


def _mail_queue(at: datetime) -> Answer:
    age = queue_age(QUEUE, at)
    if age >= AGE_OF_A_MAIL:
        return Level.FAULT, _(
            "Eine E-Mail wartet seit %(minutes)d Minuten. Bitte sehen Sie nach dem Dienst: systemctl status gnk-mail"
        ) % {"minutes": age.total_seconds() // 60}
    return Level.OK, _("Keine E-Mail wartet lange.")


def _worker(at: datetime) -> Answer:
    if silent := silent_queues(at):
        return Level.FAULT, _(
            "Diese Hintergrunddienste melden sich nicht: %(queues)s. Ohne sie entstehen keine PDF-Dateien (default) "
            "und gehen keine E-Mails hinaus (mail). Bitte starten Sie: systemctl start gnk-worker gnk-mail"
        ) % {"queues": ", ".join(silent)}
    return Level.OK, _("Beide Hintergrunddienste melden sich.")


def _periodic(at: datetime) -> Answer:
    rows = standings()
    if failed := [row.work.command for row in rows if row.run.has_failed]:
        return Level.FAULT, _("Gescheitert: %(names)s. Warum, zeigt: python manage.py run_due --list") % {
            "names": ", ".join(failed)
        }
    if late := [row.work.command for row in rows if row.is_late(at)]:
        return Level.FAULT, _(
            "Überfällig: %(names)s. Bitte schalten Sie den Zeitgeber ein: systemctl enable --now gnk-due.timer"
        ) % {"names": ", ".join(late)}
    return Level.OK, _("Die wiederkehrenden Aufgaben laufen.")


def _backup(at: datetime) -> Answer:
    newest = Backup.objects.first()
    if newest is None:
        return Level.FAULT, _(
            "Es gibt noch keine Sicherung. Bitte setzen Sie GNK_BACKUP_DIRECTORY oder rufen Sie auf: python manage.py "
            "backup ORDNER"
        )
    moment = date_format(localtime(newest.ended_at), "d.m.Y, H:i")
    if newest.ended_at < at - AGE_OF_A_BACKUP:
        return Level.FAULT, _("Die letzte Sicherung ist vom %(moment)s und damit zu alt.") % {
            "moment": moment
        }
    return Level.OK, _("Die letzte Sicherung ist vom %(moment)s: %(path)s") % {
        "moment": moment,
        "path": newest.path,
    }


def _operator(at: datetime) -> Answer:
    if not settings.OPERATOR_EMAIL:
        return Level.WARNING, _(
            "Niemand bekommt eine E-Mail, wenn etwas stillsteht. Bitte setzen Sie GNK_OPERATOR_EMAIL."
        )
    return Level.OK, _("Wenn etwas stillsteht, bekommt %(address)s eine E-Mail.") % {
        "address": settings.OPERATOR_EMAIL
    }


QUESTIONS: dict[str, Callable[[datetime], Answer]] = {
    "Betriebsart": _mode,
    "Geheimer Schlüssel": _secret_key,
    "Adresse": _address,
    "Proxy": _proxy,
    "Datenbank": _database,
    "Uhr und Zeitzone": _clock,
    "Ablage der Dateien": _storage,
    "Zwischenspeicher": _cache,
    "Platz": _disk,
    "Oberfläche": _static_files,
    "Schriften": _fonts,
    "PDF": _pdf,
    "Mailserver": _mail,
    "Wartende E-Mails": _mail_queue,
    "Hintergrunddienste": _worker,
    "Wiederkehrende Aufgaben": _periodic,
    "Sicherung": _backup,
    "E-Mail an den Betrieb": _operator,
}
# What a page may ask: it takes no second, writes nothing and speaks with no other server.
NOTICED = (
    "Datenbank",
    "Platz",
    "Wartende E-Mails",
    "Hintergrunddienste",
    "Wiederkehrende Aufgaben",
    "Sicherung",
    "E-Mail an den Betrieb",
)
