"""The rows of the way of papers through the bodies, as the values of `decision_story`."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils import timezone

from committees.council.choices import ConsultationRole, Fate, Outcome, PaperState
from committees.council.decision_story import Change, Entry, Step, Story, name_of
from committees.council.models import AmendmentFate, Consultation, Paper, Resolution
from committees.council.models.papers import PaperQuerySet
from committees.council.outcome_words import outcome_word
from committees.council.vote_bar import FactionLine, Votes, votes_of
from strategy.choices import ElementKind
from strategy.document.comparison import compare
from strategy.document.published import frozen_document
from strategy.models import StrategyVersion


def stories_of(papers: PaperQuerySet, *, public: bool) -> tuple[Story, ...]:
    """The stories of papers in five queries, and one for each version that has not been read before.

    `public` leaves out what is not for everybody: steps that are not public, who recorded what, and
    entries that were corrected.
    """
    fates = AmendmentFate.objects.filter(fate=Fate.ACCEPTED).select_related("amendment__mover_committee")
    entries = Resolution.objects.prefetch_related(
        "faction_votes", Prefetch("fates", queryset=fates, to_attr="accepted")
    )
    if not public:
        entries = entries.select_related("recorded_by")
    steps = Consultation.objects.select_related("committee", "version", "resulting_version").defer(
        "version__content", "resulting_version__content"
    )
    if public:
        steps = steps.public()
    related = papers.select_related("version", "submitted_version").defer(
        "version__content", "submitted_version__content"
    )
    prefetched = related.prefetch_related(
        Prefetch("consultations", queryset=steps.prefetch_related(Prefetch("resolutions", queryset=entries)))
    )
    return tuple(_story(paper, public=public) for paper in prefetched)


def _story(paper: Paper, *, public: bool) -> Story:
    submitted = paper.submitted_version
    steps: Iterable[Consultation] = paper.consultations.all()
    return Story(
        paper=paper.pk,
        reference=paper.reference,
        kind=paper.get_kind_display(),
        subject=paper.subject,
        lead_department=paper.lead_department,
        state=PaperState(paper.state),
        state_since=timezone.localdate(paper.state_at),
        submitted=submitted.number if submitted and paper.is_about_strategy else None,
        version=paper.version.number,
        steps=tuple(_step(step, public=public) for step in steps),
        summary=_summary(submitted, paper.version),
        is_about_strategy=paper.is_about_strategy,
    )


def _step(step: Consultation, *, public: bool) -> Step:
    records = list(step.resolutions.all())
    corrected = {record.corrects_id for record in records}
    current = next((record for record in reversed(records) if record.pk not in corrected), None)
    return Step(
        body=step.committee.name,
        role=ConsultationRole(step.role),
        planned=step.date,
        agenda_number=step.agenda_number,
        entry=_entry(current, step, public=public) if current else None,
        replaced=tuple(
            _entry(record, step, public=public) for record in records if record is not current and not public
        ),
        changes=_changes(step, current) if current else (),
        version=step.version.number if step.version else None,
        resulting=step.resulting_version.number if step.resulting_version else None,
        summary=_summary(step.version, step.resulting_version),
    )


def _entry(record: Resolution, step: Consultation, *, public: bool) -> Entry:
    return Entry(
        outcome=Outcome(record.outcome),
        word=outcome_word(record.outcome, step.role),
        held_on=record.held_on,
        majority=record.get_majority_display(),
        votes=votes_on(record),
        wording=record.wording,
        recorded_at=None if public else record.recorded_at,
        recorded_by="" if public else str(record.recorded_by or ""),
        reason="" if public else record.correction_reason,
    )


def votes_on(record: Resolution) -> Votes | None:
    """The votes of an entry as words and bar; None when nobody counted them."""
    if record.votes_yes is None or record.votes_no is None:
        return None
    return votes_of(
        key=str(record.pk),
        votes_yes=record.votes_yes,
        votes_no=record.votes_no,
        abstentions=record.abstentions,
        factions=[
            FactionLine(
                faction=line.faction,
                votes_yes=line.votes_yes,
                votes_no=line.votes_no,
                abstentions=line.abstentions,
            )
            for line in record.faction_votes.all()
        ],
    )


def _changes(step: Consultation, record: Resolution) -> tuple[Change, ...]:
    """The accepted amendments, named by the version that lay before the body, new elements by what became of it."""
    accepted = getattr(record, "accepted", [])
    versions = [version for version in (step.version, step.resulting_version) if version and accepted]
    documents = [frozen_document(version) for version in versions]
    return tuple(
        Change(
            label=str(fate.amendment),
            kind=fate.amendment.kind,
            element=name_of(
                fate.amendment.element_key,
                ElementKind(fate.amendment.element_kind),
                fate.amendment.values,
                documents,
            ),
            mover=fate.amendment.mover_title,
        )
        for fate in accepted
    )


def _summary(before: StrategyVersion | None, after: StrategyVersion | None) -> str:
    if before is None or after is None or before.pk == after.pk:
        return ""
    return compare(frozen_document(before), frozen_document(after)).summary
