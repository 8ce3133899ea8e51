"""What is stored about people, why, where and until when: read by the page, and as the city's record of processing.

The entries name the tables that they are about; a test compares them with the tables that point to an account or hold
an address, so that none is missing. Periods are those by which the cleaning itself goes.
"""

from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from msgspec import Struct

from accounts.actions.first_person import FIRST_LINK_VALID_FOR
from accounts.invitations import VALID_FOR
from accounts.sender import current_sender
from operation.periodic import DAYS_OF_DONE_TASKS
from strategy.models.element import KEPT_IN_BIN
from tables.models import ABANDONED_AFTER

# Each row of a history names who saved it.
HISTORIES = "histories"


class Processing(Struct, frozen=True):
    """One kind of data about people; `until` names periods of `_periods`, `tables` are the models that hold it."""

    title: Promise
    what: Promise
    why: Promise
    until: Promise
    tables: tuple[str, ...]

    @property
    def period(self) -> str:
        """How long it is kept in this installation."""
        return str(self.until) % _periods()


def _periods() -> dict[str, str]:
    days = {
        "closed": settings.KEEP_CLOSED_ACCOUNTS_DAYS,
        "mails": settings.KEEP_MAILS_DAYS,
        "imports": settings.KEEP_IMPORTS_DAYS,
        "feedback": settings.KEEP_FEEDBACK_DAYS,
        "unfinished": ABANDONED_AFTER.days,
        "bin": KEPT_IN_BIN.days,
        "tasks": DAYS_OF_DONE_TASKS,
        "link": VALID_FOR.days,
        "first_link": FIRST_LINK_VALID_FOR.days,
        "session": timedelta(seconds=settings.SESSION_COOKIE_AGE).days,
    }
    words = {name: ngettext("%d Tag", "%d Tage", number) % number for name, number in days.items()}
    return {**words, "code": now("%d Minuten") % (settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)}


ROWS_OF_THE_STRATEGY = (
    "Strategy",
    "Chapter",
    "ThemeField",
    "StrategicGoal",
    "OperationalGoal",
    "Measure",
    "Proposal",
    "Comment",
    "Comment_mentions",
    "StrategyVersion",
    "Concept",
    "ConceptFile",
    "Extract",
    "ElementBasis",
    "Contradiction",
    "Attachment",
    "PhaseClosure",
)
UNTIL_LEAVING = _("Bis zum Verabschieden; danach steht an der Stelle des Namens eine Bezeichnung.")
WITHOUT_NAMES = _("So lange wie die Strategie; nach dem Verabschieden ohne Namen.")
PROCESSINGS = (
    Processing(
        title=_("Konten"),
        what=_(
            "Name, E-Mail-Adresse, Rolle, Passwort (freiwillig, nur als Prüfwert), Einwilligung zur Namensnennung"
        ),
        why=_("Nur eingeladene Personen sollen mitarbeiten, jede mit ihren Rechten."),
        until=_(
            "Bis die Person verabschiedet wird: Dann werden Name, Adresse und Einwilligung gelöscht. Abgeschaltete "
            "Konten und nie angenommene Einladungen: %(closed)s, sofern kein Sitz mehr besteht."
        ),
        tables=("accounts.User", "account.EmailAddress", "socialaccount.SocialAccount"),
    ),
    Processing(
        title=_("Einladungen"),
        what=_("wer wen wann eingeladen hat, ob die Einladung ankam und angenommen wurde"),
        why=_("Der Link in der Einladung ist der Weg hinein."),
        until=_(
            "Der Link gilt %(link)s, der für die erste Person %(first_link)s; alles andere bis zum Verabschieden."
        ),
        tables=("accounts.Invitation",),
    ),
    Processing(
        title=_("Anmelden"),
        what=_(
            "laufende Anmeldungen mit IP-Adresse und Browser, zweite Faktoren (Geheimnisse verschlüsselt)"
        ),
        why=_("Jede Person sieht und beendet ihre Anmeldungen; Missbrauch soll auffallen."),
        until=_("Anmeldungen: %(session)s; Codes: %(code)s; zweite Faktoren: bis zum Verabschieden."),
        tables=("usersessions.UserSession", "mfa.Authenticator"),
    ),
    Processing(
        title=_("E-Mails"),
        what=_("an wen eine E-Mail ging, worüber, ob sie ankam; ihr Text, bis sie verschickt ist"),
        why=_("Wer einlädt, muss sehen, was nicht angekommen ist."),
        until=_(
            "%(mails)s, zu Berichtsrunden ab deren Ende; Codes und Hinweise zur Sicherheit in der Warteschlange: "
            "%(tasks)s."
        ),
        tables=("accounts.Delivery", "monitoring.RoundMail", "django_tasks_database.DBTaskResult"),
    ),
    Processing(
        title=_("Gremien, Arbeitsgruppen und Zuständigkeiten"),
        what=_(
            "wer von wann bis wann in welchem Gremium sitzt, in welcher Arbeitsgruppe ist und für welchen "
            "Fachbereich antwortet; E-Mail-Adressen von Fachbereichen und der Stelle für die offenen Daten"
        ),
        why=_("Davon hängt ab, wer eingeladen wird, abstimmt, schreibt und berichtet."),
        until=UNTIL_LEAVING,
        tables=(
            "bodies.Membership",
            "strategy.WorkingGroupMember",
            "monitoring.DepartmentMember",
            "strategy.Department",
            "strategy.Municipality",
        ),
    ),
    Processing(
        title=_("Sitzungen"),
        what=_("Zu- und Absagen; wer eingeladen, abgesagt und Unterlagen hochgeladen hat"),
        why=_("Sitzungen werden vorbereitet und belegt."),
        until=UNTIL_LEAVING,
        tables=("meetings.Meeting", "meetings.MeetingReply", "meetings.MeetingDocument"),
    ),
    Processing(
        title=_("Abfragen"),
        what=_(
            "wer abstimmen darf und ob schon abgestimmt ist, bei offenen Abfragen auch, was. Geheime Stimmen haben "
            "keinen Namen und lassen sich niemandem zuordnen"
        ),
        why=_("Niemand stimmt zweimal ab, und die Koordination sieht, wer noch fehlt."),
        until=UNTIL_LEAVING,
        tables=("meetings.Poll", "meetings.Voter"),
    ),
    Processing(
        title=_("Texte, Vorschläge und Kommentare"),
        what=_(
            "wer was wann geschrieben, vorgeschlagen, kommentiert, entschieden, entfernt oder hochgeladen hat, mit dem "
            "ganzen Verlauf; Ansprechpersonen in Zielen und Maßnahmen"
        ),
        why=_("Wie die Strategie entstanden ist, soll nachvollziehbar bleiben."),
        until=_(
            "So lange wie die Strategie; nach dem Verabschieden ohne Namen. Im Papierkorb: %(bin)s. Ansprechpersonen, "
            "bis jemand sie ändert; im Verlauf und in eingefrorenen Fassungen bleiben sie."
        ),
        tables=(
            HISTORIES,
            *(f"strategy.{name}" for name in ROWS_OF_THE_STRATEGY),
            "translations.SignVideo",
        ),
    ),
    Processing(
        title=_("Beratung und Beschluss"),
        what=_("wer Vorlagen, Beratungen, Änderungsanträge und Beschlüsse eingetragen hat"),
        why=_("Der Weg durch die Gremien wird belegt."),
        until=WITHOUT_NAMES,
        tables=(
            "council.Paper",
            "council.PaperAnnex",
            "council.Consultation",
            "council.Resolution",
            "council.MeasureResolution",
            "council.Amendment",
        ),
    ),
    Processing(
        title=_("Umsetzung"),
        what=_(
            "wer Berichte und Werte gemeldet, angenommen und beurteilt hat, "
            "wer Dateien und Bilder dazu hochgeladen hat und was darin steht oder zu sehen ist"
        ),
        why=_("Fachbereiche und Koordination stehen für ihre Angaben ein."),
        until=WITHOUT_NAMES,
        tables=(
            "monitoring.ReportingRound",
            "monitoring.DepartmentAnswer",
            "monitoring.IndicatorValue",
            "monitoring.Judgement",
            "monitoring.MeasureReport",
            "monitoring.ReportFile",
            "monitoring.ProgressReport",
            "monitoring.FrozenReport",
            "monitoring.ReportingFramework",
            "monitoring.Renewal",
        ),
    ),
    Processing(
        title=_("Tabellen"),
        what=_("wer eine Tabelle eingelesen hat, ihre Zeilen (auch Namen und Adressen), gemerkte Spalten"),
        why=_("Was eingelesen wurde, lässt sich zurücknehmen."),
        until=_("Unfertige Tabellen: %(unfinished)s; Zeilen übernommener Tabellen: %(imports)s."),
        tables=("tables.TableImport", "tables.RememberedHead", "tables.RememberedWord"),
    ),
    Processing(
        title=_("Rückmeldungen"),
        what=_(
            "was Menschen ohne Konto auf der öffentlichen Website schreiben und zu welcher Seite, ihre E-Mail-Adresse "
            "(freiwillig), die Antwort; wer geantwortet und veröffentlicht hat. Die IP-Adresse wird eine Stunde lang "
            "gezählt, aber nicht bei der Rückmeldung gespeichert"
        ),
        why=_("Wer eine Frage hat oder eine Barriere meldet, soll eine Antwort bekommen."),
        until=_(
            "%(feedback)s nach dem Eingang, auch was veröffentlicht ist; früher, wenn jemand sie löscht."
        ),
        tables=("publication.Feedback", "publication.PublishedFeedback"),
    ),
    Processing(
        title=_("Aufträge"),
        what=_("wer ein PDF oder eine Tabelle bestellt hat"),
        why=_("Wer wartet, sieht, wie weit es ist."),
        until=WITHOUT_NAMES,
        tables=("jobs.Job",),
    ),
    Processing(
        title=_("Einstellungen der Person"),
        what=_("wie oft Neuigkeiten per E-Mail kommen, was weggelegt ist, welcher Text gerade offen ist"),
        why=_("Jede Person entscheidet selbst, und niemand überschreibt andere."),
        until=_("Bis die Person es ändert oder verabschiedet wird."),
        tables=("strategy.ActivityPreference", "handbook.PutAway", "editing.EditingPresence"),
    ),
)


def record() -> str:
    """The record of processing activities (GDPR, article 30) as a text; the city fills in what is marked."""
    backups = now("  Wo: Datenbank und Dateien dieser Installation, dazu die letzten %d Sicherungen")
    where = backups % settings.BACKUPS_KEPT
    lines = [*_head(), ""]
    for entry in PROCESSINGS:
        what, why = now("  Was: %s") % entry.what, now("  Wozu: %s") % entry.why
        lines += [str(entry.title), what, why, where, now("  Wie lange: %s") % entry.period, ""]
    return "\n".join(lines)


def _head() -> list[str]:
    sender = current_sender()
    return [
        now("Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO): %s") % sender.name,
        "",
        now("Verantwortlich: [Kommune eintragen]"),
        now("Kontakt:"),
        *(f"  {line}" for line in sender.contact.splitlines()),
        now("Datenschutzbeauftragte Person: [eintragen]"),
        now(
            "Rechtsgrundlage: [eintragen; für die Namensnennung die Einwilligung, Art. 6 Abs. 1 Buchst. a DSGVO]"
        ),
        now(
            "Betroffen: Mitglieder der Gremien, Beschäftigte der Verwaltung, genannte Ansprechpersonen, Menschen, die "
            "eine Rückmeldung schreiben"
        ),
        now("Empfänger: [Betreiber des Servers und des Mailservers eintragen]"),
        now("Übermittlung in Drittländer: keine durch diese Anwendung"),
    ]
