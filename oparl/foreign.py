"""Reading a paper and its Beratungsfolge from a foreign OParl interface."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from files.destinations import Refusal
from files.fetching import Fetcher, WrongStatus

REQUESTS_AT_MOST = 80
SECONDS_AT_MOST = 120.0
STEPS_AT_MOST = 40
# Names of types in both versions begin so.
SCHEMAS = ("https://schema.oparl.org/1.0/", "https://schema.oparl.org/1.1/")
NAME_AT_MOST = 150
TEXT_AT_MOST = 10_000


class WrongType(Refusal):
    pass


class NoRoute(Refusal):
    pass


class ForeignStep(Struct, frozen=True):
    """A consultation as the other side publishes it; texts may be empty."""

    body: str
    role: str = ""
    is_authoritative: bool = False
    held_on: date | None = None
    is_cancelled: bool = False
    agenda_number: str = ""
    result: str = ""
    wording: str = ""


def read_steps(
    fetcher: Fetcher, url: str, report: Callable[[int, int], None] = lambda done, total: None
) -> list[ForeignStep]:
    """The steps of the paper behind an address, in the order of their days. Raises Refusal."""
    paper = fetcher.fetch_object(url)
    type_name = _type_of(paper)
    if type_name is None:
        raise WrongType(_("Unter dieser Adresse steht kein OParl-Objekt."))
    if type_name != "Paper":
        raise WrongType(
            _("Unter dieser Adresse steht ein Objekt der Art „%s“. Gebraucht wird eine Vorlage („Paper“).")
            % type_name
        )
    if paper.get("deleted") is True:
        raise WrongType(_("Diese Vorlage ist dort gelöscht."))
    consultations = _list(paper.get("consultation"))
    if not consultations:
        raise NoRoute(_("Diese Vorlage hat dort keine Beratungsfolge."))
    if len(consultations) > STEPS_AT_MOST:
        raise NoRoute(_("Diese Beratungsfolge hat mehr als %d Schritte.") % STEPS_AT_MOST)
    known = _Known(fetcher)
    steps = []
    for number, consultation in enumerate(consultations, start=1):
        found = known.object(consultation)
        if found.get("deleted") is not True:
            steps.append(_step(found, known))
        report(number, len(consultations))
    # Python sorts stably: steps without a day stay where they were, at the end.
    return sorted(steps, key=lambda step: step.held_on or date.max)


class _Known:
    """Objects by address, each asked once; what does not answer is an empty object."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._objects: dict[str, dict[str, object]] = {}

    def object(self, value: object) -> dict[str, object]:
        """An embedded object as it is, or the one behind an address."""
        if isinstance(value, dict):
            return value
        if not isinstance(value, str) or not value:
            return {}
        if value not in self._objects:
            try:
                self._objects[value] = self._fetcher.fetch_object(value)
            except WrongStatus:
                # Council systems often refer to what is not public, or not there any more.
                self._objects[value] = {}
        return self._objects[value]


def _step(consultation: dict[str, object], known: _Known) -> ForeignStep:
    item = known.object(consultation.get("agendaItem"))
    meeting = known.object(consultation.get("meeting") or item.get("meeting"))
    bodies = _list(consultation.get("organization")) or _list(meeting.get("organization"))
    body = known.object(bodies[0]) if bodies else {}
    is_cancelled = meeting.get("cancelled") is True
    return ForeignStep(
        body=_text(body.get("name")) or _text(meeting.get("name")),
        role=_text(consultation.get("role")),
        is_authoritative=consultation.get("authoritative") is True,
        held_on=None if is_cancelled else _day(meeting.get("start")),
        is_cancelled=is_cancelled,
        agenda_number=_text(item.get("number")),
        result=_text(item.get("result")),
        wording=_text(item.get("resolutionText"), at_most=TEXT_AT_MOST),
    )


def _type_of(content: dict[str, object]) -> str | None:
    value = str(content.get("type", ""))
    for schema in SCHEMAS:
        if value.startswith(schema):
            return _text(value.removeprefix(schema))
    return None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: object, *, at_most: int = NAME_AT_MOST) -> str:
    """A text for one of our fields."""
    return value.strip()[:at_most] if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    """The day on which a meeting begins in this municipality."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        day = timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    except (ValueError, OverflowError):
        return None
    return day if 1990 <= day.year <= 2100 else None
