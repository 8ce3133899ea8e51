"""A paper as it goes on paper: the same facts for its PDF and for its DOCX."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.financial_tables import FinancialTable, financial_tables
from committees.council.models import Consultation, FinancialEffect, Paper, Resolution
from committees.council.printed_annex import annex_of


class PrintedLine(Struct, frozen=True):
    """A line of a financial table."""

    plan: str
    number: str
    name: str
    account_group: str
    amount: Decimal


class PrintedStep(Struct, frozen=True):
    """A step of the Beratungsfolge; `result` is empty while it is open."""

    body: str
    role: str
    day: date | None
    agenda_number: str
    result: str


class PrintedPaper(Struct, frozen=True):
    """All that stands in a paper; its long texts as they were typed."""

    reference: str
    subject: str
    head: tuple[tuple[str, str], ...]
    steps: tuple[PrintedStep, ...]
    has_no_effects: bool
    tables: tuple[FinancialTable[PrintedLine], ...]
    climate: str
    climate_note: str
    proposed_resolution: str
    facts: str
    annexes: tuple[str, ...]


def printed_paper(paper: Paper) -> PrintedPaper:
    """The parts of a paper that are printed (4 queries).

    The file of a public paper is for everybody, so it names neither annexes nor steps that are not.
    """
    steps = paper.consultations.select_related("committee")
    annexes = paper.annexes.all()
    if paper.is_public:
        steps = steps.public()
        annexes = annexes.filter(is_public=True)
    entries = Resolution.objects.current().filter(consultation__paper=paper)
    majorities = {entry.consultation_id: entry.get_majority_display() for entry in entries if entry.majority}
    return PrintedPaper(
        reference=paper.reference,
        subject=paper.subject,
        head=_head(paper),
        steps=tuple(_step(step, majorities.get(step.pk, "")) for step in steps),
        has_no_effects=paper.has_no_financial_effects,
        tables=financial_tables(_line(line) for line in paper.financial_effects.all()),
        climate=str(paper.get_climate_effect_display()) if paper.climate_effect else "",
        climate_note=paper.climate_note,
        proposed_resolution=str(paper.proposed_resolution),
        facts=paper.facts,
        annexes=(annex_of(paper).title, *(annex.title for annex in annexes)),
    )


def _head(paper: Paper) -> tuple[tuple[str, str], ...]:
    rows: tuple[tuple[str, object], ...] = (
        (_("Vorlage-Nummer"), paper.reference),
        (_("Betreff"), paper.subject),
        (_("Status"), _("öffentlich") if paper.is_public else _("nichtöffentlich")),
        (_("Vorlage-Art"), paper.get_kind_display()),
        (_("Verfasser/-in"), paper.author),
        (_("Federführend"), paper.lead_department),
        (_("Bearbeiter/-in"), paper.clerk),
    )
    return tuple((str(name), str(value)) for name, value in rows if value)


def _step(step: Consultation, majority: str) -> PrintedStep:
    result = "" if step.is_open else f"{majority} {step.outcome_word}".strip()
    return PrintedStep(
        body=step.committee.name,
        role=str(step.get_role_display()),
        day=step.date,
        agenda_number=step.agenda_number,
        result=result,
    )


def _line(line: FinancialEffect) -> PrintedLine:
    return PrintedLine(
        plan=line.plan,
        number=line.number,
        name=line.name,
        account_group=f"{line.account_group_number} {line.account_group_name}".strip(),
        amount=line.amount,
    )
