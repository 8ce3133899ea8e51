"""The Berichtsrahmen: loading its list, and what the city says about each aspect and core indicator."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from msgspec import Struct
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from monitoring.actions.rows import changed, changed_with_links
from monitoring.exceptions import AnswersToOtherQuestions, AskedOtherwise
from monitoring.framework.file import FrameworkFile
from monitoring.models import CoreIndicator, FrameworkAspect, ReportingFramework
from strategy.actions.positions import lock
from strategy.models import Strategy

LINKS = ("themes", "goals", "indicators")
ARow = TypeVar("ARow", FrameworkAspect, CoreIndicator)


class Loaded(Struct, frozen=True):
    """What loading has done: how many rows the list has, and how many with an answer it has no more."""

    framework: ReportingFramework
    aspects: int
    core_indicators: int
    left_with_answer: int


@transaction.atomic
def load_framework(
    *,
    strategy: Strategy,
    file: FrameworkFile,
    by: User | None,
    at: datetime,
    keeps_answers: bool = False,
) -> Loaded:
    """Put a list in the place of the one before. Answers stay with the code of their row.

    What the new list lacks is shown and counted no more; its answer comes back with a list that has its code again.
    Raises AnswersToOtherQuestions when an answer would stand under another question, unless `keeps_answers`.
    """
    lock(strategy)
    if not keeps_answers and (asked := _asked_otherwise(strategy, file)):
        raise AnswersToOtherQuestions(asked)
    facts = {"name": file.name, "edition": file.edition, "source": file.source, "is_example": file.is_example}
    framework, _is_new = ReportingFramework.objects.update_or_create(
        strategy=strategy, defaults={**facts, "loaded_at": at, "loaded_by": by}
    )
    aspects = {
        aspect.code: {
            "area": field.area,
            "field": field.title,
            "title": aspect.title,
            "description": aspect.description,
            "sdgs": list(aspect.sdgs),
        }
        for field, aspect in file.aspects()
    }
    figures = {
        each.code: {
            "title": each.title,
            "unit": each.unit,
            "description": each.description,
            "sdgs": list(each.sdgs),
        }
        for each in file.core_indicators
    }
    left = [
        *_put_in_place(framework, FrameworkAspect, aspects, by),
        *_put_in_place(framework, CoreIndicator, figures, by),
    ]
    return Loaded(
        framework=framework,
        aspects=len(aspects),
        core_indicators=len(figures),
        left_with_answer=sum(not row.is_open for row in left),
    )


@transaction.atomic
def answer_aspect(
    *, aspect: FrameworkAspect, values: Mapping[str, object], revision: int, by: User
) -> FrameworkAspect:
    """Report on an aspect with text and links, or explain why not; without both it is open again.

    Raises StaleRevision, and RuleBroken for a text and a reason at once.
    """
    return changed_with_links(aspect, values, LINKS, revision, by)


@transaction.atomic
def answer_core_indicator(
    *, core_indicator: CoreIndicator, values: Mapping[str, object], revision: int, by: User
) -> CoreIndicator:
    """Name the indicator that answers, or explain why none does. Raises StaleRevision, RuleBroken for both at once."""
    return changed(core_indicator, values, revision, by)


def _asked_otherwise(strategy: Strategy, file: FrameworkFile) -> list[AskedOtherwise]:
    """The answers that the list would put under another title, or under the same code of another framework."""
    before = ReportingFramework.objects.filter(strategy=strategy).first()
    if before is None:
        return []
    titles_of: tuple[tuple[type[FrameworkAspect | CoreIndicator], dict[str, str]], ...] = (
        (FrameworkAspect, {aspect.code: aspect.title for _field, aspect in file.aspects()}),
        (CoreIndicator, {each.code: each.title for each in file.core_indicators}),
    )
    return [
        AskedOtherwise(code=row.code, before=row.title, now=titles[row.code])
        for model, titles in titles_of
        for row in model._default_manager.filter(framework=before, code__in=titles).order_by("position", "pk")
        if not row.is_open and (row.title != titles[row.code] or before.name != file.name)
    ]


def _put_in_place(
    framework: ReportingFramework,
    model: type[ARow],
    lines: Mapping[str, Mapping[str, object]],
    by: User | None,
) -> list[ARow]:
    """Write the rows of a list in its order, without those that stand there already; return those that it lacks."""
    there = {row.code: row for row in model._default_manager.filter(framework=framework)}
    new = []
    for position, (code, facts) in enumerate(lines.items(), start=1):
        if row := there.pop(code, None):
            _write(row, {**facts, "position": position}, by)
        else:
            new.append(model(framework=framework, code=code, position=position, **facts))
    # Those that change are saved one by one: only so the history keeps what is linked with them.
    bulk_create_with_history(new, model, default_user=by)
    left = [row for row in there.values() if row.position is not None]
    for row in left:
        _write(row, {"position": None}, by)
    return left


def _write(row: FrameworkAspect | CoreIndicator, facts: Mapping[str, object], by: User | None) -> None:
    if all(getattr(row, name) == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()
