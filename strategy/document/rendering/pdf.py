"""The strategy as PDF: a renderer on the document, which never touches the database."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from editing.addresses import slug_of
from exports.keeping import state_of
from exports.typesetting import OnPage, typeset, typeset_once
from strategy.choices import ChapterKind, FundingState, ThemeDecision
from strategy.document.document import ChapterEntry, MeasureEntry, StrategyDocument, from_json
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

STYLESHEET = "print/strategy.css"
# All sources that a printed strategy depends on.
DRAWN_BY = ("editing", "exports", "strategy", "templates/strategy/document/print", "static/print")
# Bytes of JSON that fill a printed page: the demonstration has 298 kB and 106 pages. Only the progress bar
# depends on it.
BYTES_PER_PAGE = 3100
# In the name of a file, so that the number of the version and the words of an excerpt still follow.
LETTERS_OF_TITLE = 60
# Above this, the contents list theme fields only: a longer list would be a book of its own.
GOALS_IN_CONTENTS = 120


# Theme fields have the Arabic numbers: nobody should take part 5 for theme field 5.
TENS = ("", "X", "XX", "XXX")
ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
SUMMARY, PROGRAMME = "summary", "programme"
WITHOUT_NUMBER = frozenset({SUMMARY, ChapterKind.PREFACE, ChapterKind.IMPRINT})
# Where the programme has no preamble, it stands before the first of these.
BEHIND_THE_PROGRAMME = frozenset({ChapterKind.CONTINUATION, ChapterKind.APPENDIX, ChapterKind.IMPRINT})


class Part(Struct, frozen=True):
    """A printed part. `number` is empty for those that carry none, `kind` for a chapter of the city's own."""

    kind: str
    anchor: str
    title: str
    text: str
    number: str = ""


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
    """The words of cover and footer for the state of a document, such as "Beschlussentwurf, Fassung 3".

    `site` is the address of the site that links within texts lead into, such as "/massnahmen/1.1.1.1/"; without it
    such a link is only its words.
    """

    label: str
    state: str
    is_draft: bool
    site: str = ""


def version_pdf(version: StrategyVersion, *, on_page: OnPage | None = None) -> bytes:
    """Typeset a frozen version."""
    return content_pdf(version.content, edition_of(version), on_page=on_page)


def content_pdf(content: str, edition: Edition, *, on_page: OnPage | None = None) -> bytes:
    """Typeset a document that is there as JSON, as PDF/UA-1. One that was typeset before is not even drawn."""
    return typeset_once(
        lambda: document_html(from_json(content), edition),
        made_of=(content, edition.label, edition.state, str(edition.is_draft), state_of(*DRAWN_BY)),
        stylesheet=STYLESHEET,
        on_page=on_page,
    )


def document_pdf(document: StrategyDocument, edition: Edition, *, on_page: OnPage | None = None) -> bytes:
    """Typeset any document, frozen or not, as PDF/UA-1."""
    return typeset(document_html(document, edition), stylesheet=STYLESHEET, on_page=on_page)


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
        "department_years": department_years(resources, since=document.period_start),
        "sources": source_figures(document.measures()),
        "funding_states": [state.label for state in FundingState],
    }


def parts(document: StrategyDocument) -> tuple[Part, ...]:
    """The parts that are printed, in their order. Those without content are missing and take no number."""
    more = _parts_beyond_text(document)
    printed = [part for part in _planned_parts(document) if part.text or part.kind in more]
    numerals = map(_roman, count(1))
    return tuple(
        part if part.kind in WITHOUT_NUMBER else replace(part, number=next(numerals)) for part in printed
    )


def _planned_parts(document: StrategyDocument) -> Iterator[Part]:
    """The summary, then the chapters in their order with the programme in its place."""
    yield Part(kind=SUMMARY, anchor=SUMMARY, title=_("Auf einen Blick"), text="")
    waits = all(chapter.kind != ChapterKind.PREAMBLE for chapter in document.chapters)
    for chapter in document.chapters:
        if waits and chapter.kind in BEHIND_THE_PROGRAMME:
            yield _programme("")
            waits = False
        yield _programme(chapter.text) if chapter.kind == ChapterKind.PREAMBLE else _chapter(chapter)
    if waits:
        yield _programme("")


def _programme(preamble: str) -> Part:
    return Part(kind=PROGRAMME, anchor=PROGRAMME, title=_("Handlungsprogramm"), text=preamble.strip())


def _chapter(chapter: ChapterEntry) -> Part:
    anchor = chapter.kind or f"k{chapter.key}"
    return Part(kind=chapter.kind, anchor=anchor, title=chapter.heading, text=chapter.text.strip())


def _roman(number: int) -> str:
    return TENS[number // 10] + ONES[number % 10]


def _parts_beyond_text(document: StrategyDocument) -> set[str]:
    # What is printed even though nobody has written a text for it.
    return {
        kind
        for kind, has_content in (
            (SUMMARY, bool(document.themes)),
            (
                ChapterKind.PROCESS,
                any(c.decision == ThemeDecision.NOT_SELECTED for c in document.other_candidates),
            ),
            (PROGRAMME, bool(document.themes)),
            (ChapterKind.APPENDIX, bool(document.concepts) or any(True for _measure in document.measures())),
            (ChapterKind.IMPRINT, bool(document.municipality.contact.strip())),
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
    return Edition(label=label, state=state, is_draft=version.adopted_on is None, site=settings.BASE_URL)


def draft_edition(today: date) -> Edition:
    """Describe the working draft, which is no version yet."""
    state = _("Stand: %(day)s") % {"day": _day(today)}
    return Edition(label=_("Arbeitsstand"), state=state, is_draft=True, site=settings.BASE_URL)


def filename(version: StrategyVersion) -> str:
    """A name that says what is inside: nachhaltigkeitsstrategie-der-stadt-herne-fassung-3.pdf."""
    title = slug_of(version.strategy.title)[:LETTERS_OF_TITLE].strip("-")
    return f"{title}-fassung-{version.number}.pdf".removeprefix("-")


def expected_pages(content: str) -> int:
    """About how many pages a document fills that is there as JSON."""
    return 10 + len(content.encode()) // BYTES_PER_PAGE


def _day(day: date) -> str:
    return date_format(day, "j. F Y")
