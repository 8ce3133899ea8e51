"""The rules of a ballot. Turns what somebody submitted into answers, or says in German what is wrong where.

The answers are what a Ballot stores: a mapping from the key of an option to

- points: how many points it got (theme selection); left out without points;
- picks: 1 (theme selection, free question); left out without a pick;
- agreement: {"stance": ..., "comment": ...}, for every goal;
- ranking: its rank from 1; left out without a rank.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from committees.meetings.choices import STANCES_WITH_COMMENT, PollKind, Stance
from editing.figures import read_whole_number
from editing.typed import Unreadable

COMMENT_AT_MOST = 2_000

Answers = dict[str, Any]


class Option(Struct, frozen=True):
    key: str
    label: str


class Rules(Struct, frozen=True):
    """The question of a poll, as far as a ballot must keep to it."""

    kind: PollKind
    options: tuple[Option, ...]
    points: int | None = None
    picks: int | None = None

    @property
    def ballot(self) -> str:
        """The shape of a ballot: points, picks, agreement or ranking."""
        if self.kind in (PollKind.AGREEMENT, PollKind.RANKING):
            return str(self.kind.value)
        return "points" if self.points else "picks"


class Entry(Struct, frozen=True):
    """The input for one option, as it came from the browser."""

    value: str = ""
    comment: str = ""


class InvalidBallot(Exception):
    """A ballot that does not keep to the rules: sentences by option, and under "" for the whole ballot."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(errors)
        self.errors = errors


def read_ballot(rules: Rules, entries: Mapping[str, Entry]) -> Answers:
    """Check a ballot and return its answers. Raises InvalidBallot with a sentence for each mistake."""
    if set(entries) - {option.key for option in rules.options}:
        raise InvalidBallot({"": [_("Eine der Antworten gehört nicht zu dieser Abfrage.")]})
    given = {option.key: entries.get(option.key, Entry()) for option in rules.options}
    readers = {"points": _points, "picks": _picks, "agreement": _agreement, "ranking": _ranking}
    return readers[rules.ballot](rules, given)


def rule_sentences(rules: Rules) -> tuple[str, ...]:
    """The rules in words: a sentence for each."""
    if rules.ballot == "points":
        return (
            ngettext("Sie haben %(count)d Punkt.", "Sie haben %(count)d Punkte.", rules.points or 0)
            % {"count": rules.points},
            _("Sie dürfen mehrere Punkte auf ein Themenfeld setzen und müssen nicht alle vergeben."),
        )
    if rules.ballot == "picks":
        return (
            ngettext("Sie wählen eine Antwort.", "Sie wählen bis zu %(count)d Antworten.", rules.picks or 0)
            % {"count": rules.picks},
        )
    if rules.ballot == "agreement":
        return (
            _("Sie sagen zu jedem Ziel, ob Sie zustimmen, Bedenken haben, ablehnen oder sich enthalten."),
            _("Bei Bedenken und bei Ablehnung schreiben Sie bitte dazu, warum."),
        )
    return (
        _("Geben Sie der wichtigsten Maßnahme Platz 1, der nächsten Platz 2 und so weiter."),
        _("Sie müssen nicht alle reihen: Was Sie frei lassen, steht für Sie dahinter."),
    )


class Remaining(Struct, frozen=True):
    """The words that say what is left while somebody chooses, with %s for a number."""

    none: str
    one: str
    many: str
    over: str


def remaining_words(rules: Rules) -> Remaining:
    """What is left of the points or answers; of a ranking, how many have a place."""
    if rules.ballot == "points":
        return Remaining(
            none=_("alle Punkte vergeben"),
            one=_("noch 1 Punkt"),
            many=_("noch %s Punkte"),
            over=_("%s zu viel vergeben"),
        )
    if rules.ballot == "ranking":
        of = _("%%s von %(count)d gereiht") % {"count": len(rules.options)}
        return Remaining(none=_("alle gereiht"), one=of, many=of, over=of)
    return Remaining(
        none=_("keine Antwort mehr frei"),
        one=_("noch 1 Antwort"),
        many=_("noch %s Antworten"),
        over=_("%s zu viel gewählt"),
    )


def _points(rules: Rules, entries: Mapping[str, Entry]) -> Answers:
    allowed = rules.points or 0
    values, errors = _numbers(entries, _("Bitte geben Sie eine ganze Zahl ab 0 ein."), at_least=0)
    answers = {key: points for key, points in values.items() if points}
    spent = sum(answers.values())
    if not errors and not spent:
        errors[""] = [_("Bitte vergeben Sie mindestens einen Punkt.")]
    if not errors and spent > allowed:
        errors[""] = [
            _("Sie haben %(spent)d Punkte vergeben, es sind aber nur %(allowed)d.")
            % {"spent": spent, "allowed": allowed}
        ]
    return _valid(answers, errors)


def _picks(rules: Rules, entries: Mapping[str, Entry]) -> Answers:
    allowed = rules.picks or 0
    answers = {key: 1 for key, entry in entries.items() if entry.value}
    errors = {}
    if not answers:
        errors[""] = [_("Bitte wählen Sie mindestens eine Antwort.")]
    elif len(answers) > allowed:
        errors[""] = [
            ngettext(
                "Sie haben %(picked)d Antworten gewählt, erlaubt ist nur eine.",
                "Sie haben %(picked)d Antworten gewählt, erlaubt sind höchstens %(allowed)d.",
                allowed,
            )
            % {"picked": len(answers), "allowed": allowed}
        ]
    return _valid(answers, errors)


def _agreement(rules: Rules, entries: Mapping[str, Entry]) -> Answers:
    errors = {key: [sentence] for key, entry in entries.items() if (sentence := _wrong_with(entry))}
    return _valid(
        {key: {"stance": entry.value, "comment": entry.comment.strip()} for key, entry in entries.items()},
        errors,
    )


def _wrong_with(entry: Entry) -> str:
    """The mistake in the answer to one goal, in a sentence; empty if there is none."""
    length = len(entry.comment.strip())
    if entry.value not in Stance.values:
        return _("Bitte wählen Sie eine Antwort. Sie können sich auch enthalten.")
    if entry.value in STANCES_WITH_COMMENT and not length:
        return _("Bitte schreiben Sie kurz, warum Sie Bedenken haben oder ablehnen.")
    if length > COMMENT_AT_MOST:
        return _("Die Anmerkung hat %(length)s Zeichen, erlaubt sind höchstens %(most)s.") % {
            "length": f"{length:,}".replace(",", "."),
            "most": f"{COMMENT_AT_MOST:,}".replace(",", "."),
        }
    return ""


def _ranking(rules: Rules, entries: Mapping[str, Entry]) -> Answers:
    count = len(rules.options)
    wanted = _("Bitte geben Sie einen Platz von 1 bis %(count)d ein, oder lassen Sie das Feld frei.") % {
        "count": count
    }
    ranks, errors = _numbers(entries, wanted, at_least=1, at_most=count)
    taken = Counter(ranks.values())
    for key, rank in ranks.items():
        if taken[rank] > 1:
            errors[key] = [_("Platz %(rank)d ist doppelt vergeben.") % {"rank": rank}]
    if not errors and not ranks:
        errors[""] = [_("Bitte vergeben Sie mindestens Platz 1.")]
    if not errors and (missing := _first_gap(ranks.values())):
        errors[""] = [
            _("Platz %(rank)d fehlt. Bitte vergeben Sie die Plätze ohne Lücke.") % {"rank": missing}
        ]
    return _valid(ranks, errors)


def _first_gap(ranks: Iterable[int]) -> int:
    """The first rank that is missing below the last one, 0 if none."""
    given = set(ranks)
    return next((rank for rank in range(1, len(given) + 1) if rank not in given), 0)


def _numbers(
    entries: Mapping[str, Entry], sentence: str, *, at_least: int, at_most: int | None = None
) -> tuple[dict[str, int], dict[str, list[str]]]:
    """The numbers that were entered, and the sentence for each entry that is none."""
    numbers: dict[str, int] = {}
    errors: dict[str, list[str]] = {}
    for key, entry in entries.items():
        if not entry.value.strip():
            continue
        try:
            number = read_whole_number(entry.value)
        except Unreadable as unreadable:
            errors[key] = [f"{unreadable.reason} {sentence}"]
            continue
        if at_least <= number and (at_most is None or number <= at_most):
            numbers[key] = number
        else:
            errors[key] = [sentence]
    return numbers, errors


def _valid(answers: Answers, errors: Mapping[str, list[str]]) -> Answers:
    if errors:
        raise InvalidBallot(errors)
    return answers
