"""The strategy as DOCX, for an administration that works on with it: all texts and facts, without charts."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from editing.amounts import number
from editing.word_blocks import word_blocks
from exports.wordprocessing import Block, Heading, Paragraph, Run, Table, write_document
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)
from strategy.document.notation import period, year
from strategy.document.rendering.measure_lines import cost_lines, people_lines
from strategy.document.rendering.pdf import PROGRAMME, Edition, Part, parts


def document_docx(document: StrategyDocument, edition: Edition, *, at: datetime) -> bytes:
    """Write any document, frozen or not, as it was `at` a moment."""
    return write_document(
        _blocks(document, edition),
        title=f"{document.title}, {edition.label}",
        author=document.municipality.full_name,
        language="de-DE",
        at=at,
    )


def _blocks(document: StrategyDocument, edition: Edition) -> Iterator[Block]:
    yield Heading(level=1, text=document.title)
    yield Paragraph(text=f"{document.municipality.full_name}\n{edition.label}\n{edition.state}")
    if document.excerpt:
        yield Paragraph(text=(Run(text=document.excerpt.label, is_bold=True),))
        yield Paragraph(text=document.excerpt.left_out)
    for part in parts(document):
        if part.text or part.kind == PROGRAMME:
            yield from _part_blocks(document, part)


def _part_blocks(document: StrategyDocument, part: Part) -> Iterator[Block]:
    yield Heading(level=2, text=f"{part.number} {part.title}".strip())
    yield from word_blocks(part.text, heading_level=3)
    for theme in document.themes if part.kind == PROGRAMME else ():
        yield from _theme_blocks(theme)


def _theme_blocks(theme: ThemeSection) -> Iterator[Block]:
    yield Heading(level=3, text=f"{theme.number} {theme.title}")
    if theme.guideline:
        yield Paragraph(text=(Run(text=theme.guideline, is_bold=True),))
    if theme.initial_situation or theme.swot:
        yield Heading(level=4, text=_("Ausgangslage"))
        yield from word_blocks(theme.initial_situation, heading_level=5)
        for field in theme.swot_fields:
            if field.statements:
                sentences = "\n".join(statement.text for statement in field.statements)
                yield Paragraph(text=(Run(text=f"{field.title}\n", is_bold=True), Run(text=sentences)))
    for goal in theme.strategic_goals:
        yield from _strategic_blocks(goal)


def _strategic_blocks(goal: StrategicGoalEntry) -> Iterator[Block]:
    yield Heading(level=4, text=_("%(number)s Strategisches Ziel") % {"number": goal.number})
    yield Paragraph(text=(Run(text=goal.statement, is_bold=True),))
    yield from word_blocks(goal.explanation, heading_level=5)
    for operational in goal.operational_goals:
        yield from _operational_blocks(operational)


def _operational_blocks(goal: OperationalGoalEntry) -> Iterator[Block]:
    yield Heading(level=5, text=f"{goal.number} {goal.short_title or _('Operatives Ziel')}")
    yield Paragraph(text=(Run(text=goal.statement, is_bold=True),))
    yield from word_blocks(goal.explanation, heading_level=6)
    rows = [
        (_("Indikator"), goal.indicator),
        (_("Ausgangswert"), _value(number(goal.baseline_value), goal.unit, goal.baseline_year)),
        (_("Zielwert"), _value(number(goal.target_value), goal.unit, goal.target_year)),
        (_("Zuständig"), goal.responsible),
        (_("Beteiligt"), ", ".join(goal.participants)),
    ]
    yield from _facts(rows)
    for measure in goal.measures:
        yield from _measure_blocks(measure)


def _measure_blocks(measure: MeasureEntry) -> Iterator[Block]:
    yield Heading(level=6, text=f"{measure.number} {measure.title}")
    yield from word_blocks(measure.description, heading_level=7)
    rows = [
        (_("Fachbereich"), measure.department),
        (_("Beteiligte"), people_lines(measure)),
        (_("Zeitraum"), period(measure)),
        (_("Kosten und Stand"), cost_lines(measure)),
        (_("Meilensteine"), measure.milestones),
        (_("Anmerkung"), measure.note),
        (_("nach der Maßnahme"), measure.adapted_from.with_addresses if measure.adapted_from else ""),
    ]
    yield from _facts(rows)


def _facts(rows: list[tuple[str, str]]) -> Iterator[Block]:
    stated = tuple((name, text) for name, text in rows if text)
    if stated:
        yield Table(header=(), rows=stated)


def _value(value: str, unit: str, in_year: int | None) -> str:
    if not value:
        return ""
    return f"{value} {unit}".strip() + (f" ({year(in_year)})" if in_year else "")
