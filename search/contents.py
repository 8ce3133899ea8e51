"""Reads each kind of row for the search: its title, its text, and where it is read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.meetings.models import AgendaItem, Meeting
from editing.dialect import shown_text
from search.choices import EntryKind
from strategy.choices import ElementKind, ThemeDecision
from strategy.links import page_of
from strategy.models import (
    Chapter,
    Comment,
    Concept,
    ConceptPage,
    Department,
    Extract,
    Measure,
    OperationalGoal,
    StrategicGoal,
    SwotEntry,
    ThemeField,
)
from strategy.models.kinds import GoalOrMeasure


class Content(Struct, frozen=True):
    """The texts of a row; `about` is the key of the element it belongs to."""

    title: str
    texts: tuple[str, ...]
    address: str
    about: UUID | None = None


def _theme(row: ThemeField) -> Content | None:
    if row.retired_at or row.decision != ThemeDecision.SELECTED:
        return None
    texts = (row.description, row.guideline, row.summary, shown_text(row.initial_situation))
    return Content(title=row.title, texts=texts, address=page_of(row.kind, row.pk))


def _strategic_goal(row: StrategicGoal) -> Content | None:
    return _element(row, row.statement, shown_text(row.explanation))


def _operational_goal(row: OperationalGoal) -> Content | None:
    return _element(
        row,
        row.short_title,
        row.statement,
        shown_text(row.explanation),
        row.indicator,
        _name(row.responsible),
        row.former_number,
    )


def _measure(row: Measure) -> Content | None:
    return _element(
        row,
        row.title,
        shown_text(row.description),
        _name(row.department),
        row.partners,
        row.target_group,
        row.budget_product,
        row.former_number,
        row.milestones,
        row.note,
    )


def _name(department: Department | None) -> str:
    return department.name if department else ""


def _element(row: GoalOrMeasure, title: str, *texts: str) -> Content | None:
    if row.retired_at:
        return None
    return Content(title=title, texts=texts, address=page_of(row.kind, row.pk))


def _chapter(row: Chapter) -> Content | None:
    if row.retired_at or not row.text:
        return None
    return Content(title=str(row), texts=(shown_text(row.text),), address=page_of(row.kind, row.pk))


def _swot(row: SwotEntry) -> Content | None:
    if row.theme.retired_at or row.theme.decision != ThemeDecision.SELECTED:
        return None
    address = reverse("strategy:swot", args=[row.theme_id])
    title = f"{row.get_kind_display()}: {row.theme}"
    return Content(title=title, texts=(row.text, row.other_source), address=address)


def _concept(row: Concept) -> Content | None:
    if row.retired_at:
        return None
    texts = (_name(row.department), row.council_reference, shown_text(row.summary))
    return Content(title=row.title, texts=texts, address=reverse("strategy:concept-detail", args=[row.pk]))


def _concept_page(row: ConceptPage) -> Content | None:
    concept = row.upload.concept
    if concept.retired_at:
        return None
    title = f"{concept}, S. {row.page}" if row.page else str(concept)
    address = reverse("strategy:concept-detail", args=[concept.pk])
    return Content(title=title, texts=(row.text,), address=address)


def _extract(row: Extract) -> Content | None:
    if row.retired_at or row.concept.retired_at:
        return None
    address = reverse("strategy:extract-detail", args=[row.pk])
    return Content(title=row.source, texts=(row.quotation, row.set_aside_reason), address=address)


def _comment(row: Comment) -> Content | None:
    address = f"{page_of(ElementKind(row.element_kind), row.element_key)}#kommentar-{row.pk}"
    # Without its author: who leaves takes the name along.
    title = _("Kommentar vom %s") % date_format(localtime(row.created_at), "j. F Y")
    return Content(title=title, texts=(row.text,), address=address, about=row.element_key)


def _meeting(row: Meeting) -> Content | None:
    address = reverse("meetings:meeting-detail", args=[row.pk])
    title = f"{row.title}, {date_format(localtime(row.starts_at), 'j. F Y')}"
    texts = (row.place, shown_text(row.description), shown_text(row.minutes))
    return Content(title=title, texts=texts, address=address)


def _agenda_item(row: AgendaItem) -> Content | None:
    address = reverse("meetings:meeting-detail", args=[row.meeting_id])
    return Content(
        title=row.title, texts=(shown_text(row.description), shown_text(row.result)), address=address
    )


class Source(Struct, frozen=True):
    """A model of the search: under which kind, how to read a row, what to fetch along with it."""

    model: type[Model]
    content: Callable[[Any], Content | None]
    along: tuple[str, ...] = ()


SOURCES: dict[EntryKind, Source] = {
    EntryKind.THEME: Source(model=ThemeField, content=_theme),
    EntryKind.STRATEGIC_GOAL: Source(model=StrategicGoal, content=_strategic_goal),
    EntryKind.OPERATIONAL_GOAL: Source(
        model=OperationalGoal, content=_operational_goal, along=("responsible",)
    ),
    EntryKind.MEASURE: Source(model=Measure, content=_measure, along=("department",)),
    EntryKind.CHAPTER: Source(model=Chapter, content=_chapter),
    EntryKind.SWOT: Source(model=SwotEntry, content=_swot, along=("theme",)),
    EntryKind.CONCEPT: Source(model=Concept, content=_concept, along=("department",)),
    EntryKind.CONCEPT_PAGE: Source(model=ConceptPage, content=_concept_page, along=("upload__concept",)),
    EntryKind.EXTRACT: Source(model=Extract, content=_extract, along=("concept",)),
    EntryKind.COMMENT: Source(model=Comment, content=_comment),
    EntryKind.MEETING: Source(model=Meeting, content=_meeting),
    EntryKind.AGENDA_ITEM: Source(model=AgendaItem, content=_agenda_item),
}
KINDS = {source.model: kind for kind, source in SOURCES.items()}
