"""The strategy as PDF: a renderer on the document, which never touches the database."""

from datetime import date
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from exports.typesetting import OnPage, typeset
from strategy.choices import ChapterKind, FundingState, ThemeDecision
from strategy.document.document import MeasureEntry, StrategyDocument, from_json
from strategy.document.figures import (
    Costs,
    concept_figures,
    costs,
    department_years,
    measures_by_department,
    sdg_matrix,
    source_figures,
    theme_figures,
)
from strategy.document.resources import resources_of
from strategy.models import StrategyVersion

# Bytes of JSON that fill a printed page: the demonstration has 298 kB and 106 pages. Only the progress bar
# depends on it.
BYTES_PER_PAGE = 3100
# Above this, the contents list theme fields only: a longer list would be a book of its own.
GOALS_IN_CONTENTS = 120


# Theme fields have the Arabic numbers: nobody should take part 5 for theme field 5.
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


class PartPlan(NamedTuple):
    """A part of the printed strategy: title, the chapter whose text it carries, whether it is numbered."""

    name: str
    title: str | Promise
    chapter: ChapterKind | None
    numbered: bool


def _written(kind: ChapterKind, *, numbered: bool = True) -> PartPlan:
    return PartPlan(kind.value, kind.label, kind, numbered)


PARTS = (
    PartPlan("summary", gettext_lazy("Auf einen Blick"), None, numbered=False),
    _written(ChapterKind.PREFACE, numbered=False),
    _written(ChapterKind.INTRODUCTION),
    _written(ChapterKind.CONTEXT),
    _written(ChapterKind.MODEL),
    _written(ChapterKind.PROCESS),
    PartPlan("programme", gettext_lazy("Handlungsprogramm"), ChapterKind.PREAMBLE, numbered=True),
    _written(ChapterKind.CONTINUATION),
    _written(ChapterKind.APPENDIX),
    _written(ChapterKind.IMPRINT, numbered=False),
)


class Part(Struct, frozen=True):
    """A printed part; `number` is empty for those that carry none."""

    anchor: str
    number: str
    title: str
    text: str


class Totals(Struct, frozen=True):
    strategic_goals: int
    operational_goals: int
    measures: int
    costs: Costs


class DepartmentFigures(Struct, frozen=True):
    name: str
    measures: tuple[MeasureEntry, ...]
    costs: Costs


class Edition(Struct, frozen=True):
    """The words of cover and footer for the state of a document, such as "Beschlussentwurf, Fassung 3"."""

    label: str
    state: str
    is_draft: bool


def version_pdf(version: StrategyVersion, *, on_page: OnPage | None = None) -> bytes:
    """Typeset a frozen version."""
    return document_pdf(from_json(version.content), edition_of(version), on_page=on_page)


def document_pdf(document: StrategyDocument, edition: Edition, *, on_page: OnPage | None = None) -> bytes:
    """Typeset any document, frozen or not, as PDF/UA-1."""
    return typeset(document_html(document, edition), stylesheet="print/strategy.css", on_page=on_page)


def document_html(document: StrategyDocument, edition: Edition) -> str:
    """Draw the document as the HTML that is typeset."""
    return render_to_string("strategy/document/print/strategy.html", print_context(document, edition))


def print_context(document: StrategyDocument, edition: Edition) -> dict[str, object]:
    """The context of the templates of the printed strategy, on its own or as the annex of something else."""
    departments = [
        DepartmentFigures(name=name, measures=measures, costs=costs(measures))
        for name, measures in measures_by_department(document)
    ]
    resources = resources_of(document.measures(), until=document.period_end or document.target_year)
    return {
        "document": document,
        "edition": edition,
        "parts": parts(document),
        "lists_goals": sum(1 for _ in document.operational_goals()) <= GOALS_IN_CONTENTS,
        "figures": [theme_figures(theme) for theme in document.themes],
        "totals": Totals(
            strategic_goals=sum(1 for _ in document.strategic_goals()),
            operational_goals=sum(1 for _ in document.operational_goals()),
            measures=sum(1 for _ in document.measures()),
            costs=costs(document.measures()),
        ),
        "matrix": sdg_matrix(document),
        "concept_figures": concept_figures(document),
        "departments": departments,
        "year_sums": [row for row in resources.by_year if row.cost or row.staff_fte],
        "unplaced": sum(1 for row in resources.unplaced if row.annual_cost or row.investment),
        "department_years": department_years(resources),
        "sources": source_figures(document.measures()),
        "funding_states": [state.label for state in FundingState],
    }


def parts(document: StrategyDocument) -> dict[str, Part]:
    """The parts that are printed, in their order. Those without content are missing and take no number."""
    texts = {chapter.kind: chapter.text.strip() for chapter in document.chapters}
    more = _parts_beyond_text(document)
    numerals = iter(NUMERALS)
    printed = {}
    for plan in PARTS:
        text = texts.get(plan.chapter, "") if plan.chapter else ""
        if text or plan.name in more:
            number = next(numerals) if plan.numbered else ""
            printed[plan.name] = Part(anchor=plan.name, number=number, title=str(plan.title), text=text)
    return printed


def _parts_beyond_text(document: StrategyDocument) -> set[str]:
    # What is printed even though nobody has written a chapter for it.
    return {
        name
        for name, has_content in (
            ("summary", bool(document.themes)),
            ("process", any(c.decision == ThemeDecision.NOT_SELECTED for c in document.other_candidates)),
            ("programme", bool(document.themes)),
            ("appendix", bool(document.concepts) or any(True for _measure in document.measures())),
            ("imprint", bool(document.municipality.contact.strip())),
        )
        if has_content
    }


def edition_of(version: StrategyVersion) -> Edition:
    """Describe a frozen version."""
    if version.adopted_on is not None:
        label = _("Beschlossene Fassung %(number)d") % {"number": version.number}
        state = _("Vom Rat beschlossen am %(day)s") % {"day": _day(version.adopted_on)}
        if version.resolution_reference:
            state += ", " + _("Vorlage %(reference)s") % {"reference": version.resolution_reference}
    else:
        label = _("Beschlussentwurf, Fassung %(number)d") % {"number": version.number}
        state = _("Stand: %(day)s") % {"day": _day(localtime(version.created_at).date())}
    return Edition(label=label, state=state, is_draft=version.adopted_on is None)


def draft_edition(today: date) -> Edition:
    """Describe the working draft, which is no version yet."""
    return Edition(label=_("Arbeitsstand"), state=_("Stand: %(day)s") % {"day": _day(today)}, is_draft=True)


def filename(version: StrategyVersion) -> str:
    """A name that says what is inside: nachhaltigkeitsstrategie-der-stadt-herne-fassung-3.pdf."""
    return f"{slugify(version.strategy.title)[:100]}-fassung-{version.number}.pdf"


def expected_pages(version: StrategyVersion) -> int:
    return 10 + len(version.content.encode()) // BYTES_PER_PAGE


def _day(day: date) -> str:
    return date_format(day, "j. F Y")
