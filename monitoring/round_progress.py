"""How many departments have answered in a round, as parts of a bar."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from msgspec import Struct

from monitoring.choices import AnswerState
from monitoring.models import DepartmentAnswer


class Part(Struct, frozen=True):
    """A part of the bar, in percent of its width."""

    state: AnswerState
    count: int
    start: float
    width: float


class Progress(Struct, frozen=True):
    parts: tuple[Part, ...]
    sentence: str


def progress_of(answers: Iterable[DepartmentAnswer]) -> Progress:
    """The bar of a round, and the same in a sentence."""
    counts = Counter(answer.state for answer in answers)
    total = counts.total()
    parts, start = [], 0.0
    for state in AnswerState:
        width = 100 * counts[state] / total if total else 0.0
        parts.append(Part(state=state, count=counts[state], start=start, width=width))
        start += width
    words = {
        "answered": counts[AnswerState.ANSWERED],
        "total": total,
        "returned": counts[AnswerState.RETURNED],
    }
    sentence = _("%(answered)d von %(total)d Fachbereichen haben geantwortet.") % words
    if words["returned"]:
        sentence = f"{sentence} " + _("Bei %(returned)d ist eine Rückfrage offen.") % words
    return Progress(parts=tuple(parts), sentence=sentence)
