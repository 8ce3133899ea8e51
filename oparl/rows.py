"""Which rows everybody may know of: the only place that decides it. A constant number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from committees.bodies.choices import POLITICAL_KINDS, PUBLIC_KINDS
from committees.bodies.models import Committee, LegislativeTerm, Membership
from committees.council.choices import Outcome, PaperState
from committees.council.models import Consultation, Paper, PaperAnnex, Resolution
from committees.meetings.models import Meeting
from strategy.departments import Directory
from strategy.models import Department, Municipality
from strategy.models.departments import DepartmentKind

Row = TypeVar("Row")
Key = TypeVar("Key")
LARGE = ("content", "findings")


@dataclass(frozen=True)
class PublicRows:
    """The public rows, in the order in which they are published. Relations between rows may lead outside of it."""

    municipality: Municipality
    terms: list[LegislativeTerm]
    committees: list[Committee]
    seats: list[Membership]
    meetings: list[Meeting]
    papers: list[Paper]
    annexes: list[PaperAnnex]
    consultations: list[Consultation]
    # By the step that they belong to.
    resolutions: Mapping[int, Resolution]
    # On which day each paper was submitted.
    submitted: Mapping[int, date]
    # The part of the administration that leads each paper, where it is one that is kept.
    leads: Mapping[int, Department]
    # Those, and all that they belong to.
    departments: list[Department]


def public_rows() -> PublicRows | None:
    """The public rows of now; nothing before the installation is set up."""
    municipality = Municipality.objects.first()
    if municipality is None:
        return None
    papers = list(_public_papers())
    consultations = list(
        Consultation.objects.public().filter(paper__in=papers).order_by("paper_id", "position", "pk")
    )
    decided = [step.pk for step in consultations if step.outcome != Outcome.OPEN]
    first_submitted = (
        Paper.history.filter(id__in=[paper.pk for paper in papers], state=PaperState.SUBMITTED)
        .order_by()
        .values_list("id")
        .annotate(first=Min("state_at"))
    )
    directory = Directory()
    leads = {
        paper.pk: found
        for paper in papers
        if (found := directory.find(paper.lead_department)) and found.kind == DepartmentKind.INTERNAL
    }
    return PublicRows(
        municipality=municipality,
        terms=list(LegislativeTerm.objects.all()),
        committees=list(Committee.objects.filter(kind__in=PUBLIC_KINDS).order_by("pk")),
        seats=list(
            Membership.objects.filter(committee__kind__in=PUBLIC_KINDS, user__name_consent=True)
            .select_related("user")
            .order_by("since", "pk")
        ),
        meetings=list(
            Meeting.objects.filter(is_public=True, committee__kind__in=POLITICAL_KINDS).order_by("pk")
        ),
        papers=papers,
        annexes=list(PaperAnnex.objects.filter(paper__in=papers, is_public=True)),
        consultations=consultations,
        resolutions={
            entry.consultation_id: entry
            for entry in Resolution.objects.current().filter(consultation__in=decided)
        },
        submitted={pk: timezone.localdate(first) for pk, first in first_submitted},
        leads=leads,
        departments=_with_those_above(leads.values(), directory),
    )


def _with_those_above(departments: Iterable[Department], directory: Directory) -> list[Department]:
    """Departments with all that they belong to, each once."""
    found: dict[UUID, Department] = {}
    waiting = list(departments)
    while waiting:
        department = waiting.pop()
        if department.pk not in found:
            found[department.pk] = department
            above = directory.rows[department.parent_id] if department.parent_id else None
            waiting += [above] if above is not None and above.kind == DepartmentKind.INTERNAL else []
    return sorted(found.values(), key=lambda department: department.name)


def _public_papers() -> QuerySet[Paper]:
    """Public papers, with the files that everybody may read of them."""
    versions = ("version", "submitted_version")
    return (
        Paper.objects.public()
        .select_related("pdf_file", *versions, *(f"{version}__pdf_file" for version in versions))
        .defer(*(f"{version}__{field}" for version in versions for field in LARGE))
        .order_by("pk")
    )


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Rows by a key of theirs; a key without rows has an empty list."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
