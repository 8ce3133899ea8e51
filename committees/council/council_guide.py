"""The words of the guide in the phase of the resolution: where the paper is, and the next step. Pure."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from committees.council.choices import ConsultationRole, Outcome, PaperState


class StopFacts(Struct, frozen=True):
    """A step of the Beratungsfolge; `key` is that of its row."""

    key: int
    body: str
    role: ConsultationRole
    day: date | None
    outcome: Outcome


class PaperFacts(Struct, frozen=True):
    key: int
    reference: str
    state: PaperState
    stops: tuple[StopFacts, ...]


class CouncilStep(Struct, frozen=True):
    """One thing to do or to know next; `name` and `key` are those of its page."""

    sentence: str
    button: str
    name: str
    key: int


def council_words(paper: PaperFacts) -> str:
    """The stage of a paper in one line."""
    done = sum(stop.outcome != Outcome.OPEN for stop in paper.stops)
    if paper.state == PaperState.PREPARED:
        return _("Vorlage %s in Vorbereitung") % paper.reference
    return ngettext(
        "Vorlage %(reference)s in Beratung: %(done)d von %(all)d Ergebnis",
        "Vorlage %(reference)s in Beratung: %(done)d von %(all)d Ergebnissen",
        len(paper.stops),
    ) % {"reference": paper.reference, "done": done, "all": len(paper.stops)}


def council_step(paper: PaperFacts, *, manages: bool, today: date) -> CouncilStep | None:
    """The next step for somebody who `manages` papers, or what all others should know; None if there is nothing."""
    if paper.state == PaperState.PREPARED:
        return _preparation(paper) if manages else None
    if paper.state != PaperState.SUBMITTED:
        return None
    following = [stop for stop in paper.stops if stop.outcome == Outcome.OPEN]
    missing = [stop for stop in following if stop.day is not None and stop.day < today]
    if missing and manages:
        return CouncilStep(
            sentence=_missing_words(missing),
            button=_("Ergebnis eintragen"),
            name="council:consultation-outcome",
            key=missing[0].key,
        )
    return CouncilStep(
        sentence=_coming_words(paper, [stop for stop in following if stop not in missing]),
        button=_("Zur Vorlage"),
        name="council:paper-detail",
        key=paper.key,
    )


def _preparation(paper: PaperFacts) -> CouncilStep:
    if not paper.stops:
        return CouncilStep(
            sentence=_("Vorlage %s ist angelegt. Tragen Sie die Beratungsfolge ein.") % paper.reference,
            button=_("Beratungsfolge eintragen"),
            name="council:consultation-add",
            key=paper.key,
        )
    if not any(stop.role == ConsultationRole.DECISION for stop in paper.stops):
        sentence = _("In der Beratungsfolge von Vorlage %s fehlt noch das Gremium, das entscheidet.")
    else:
        sentence = _("Vorlage %s ist vorbereitet. Bringen Sie sie ein; danach ruhen die Texte.")
    return CouncilStep(
        sentence=sentence % paper.reference,
        button=_("Zur Vorlage"),
        name="council:paper-detail",
        key=paper.key,
    )


def _missing_words(missing: list[StopFacts]) -> str:
    stop = missing[0]
    first = _("Das Ergebnis fehlt noch: %(body)s, Sitzung am %(day)s.") % {
        "body": stop.body,
        "day": date_format(stop.day, "j. F Y") if stop.day else "–",
    }
    others = len(missing) - 1
    if not others:
        return first
    return f"{first} " + ngettext("Und %d weiteres.", "Und %d weitere.", others) % others


def _coming_words(paper: PaperFacts, coming: list[StopFacts]) -> str:
    if not coming:
        return _("Vorlage %s ist eingebracht. In der Beratungsfolge steht keine weitere Sitzung.") % (
            paper.reference
        )
    stop = coming[0]
    if stop.day is None:
        return _(
            "Vorlage %(reference)s ist eingebracht. Als Nächstes berät: %(body)s, der Tag ist offen."
        ) % {
            "reference": paper.reference,
            "body": stop.body,
        }
    return _("Vorlage %(reference)s ist eingebracht. Als Nächstes berät: %(body)s am %(day)s.") % {
        "reference": paper.reference,
        "body": stop.body,
        "day": date_format(stop.day, "j. F Y"),
    }
