"""Recording what a body decided, and what follows from it for the paper and the strategy."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.bodies.models import Committee
from committees.council.actions.changed_decisions import take_up
from committees.council.actions.consultations import put_in_order, steps_of
from committees.council.actions.papers import enter_state
from committees.council.actions.resolutions import keep_record
from committees.council.amendments import contradictions_of
from committees.council.choices import ConsultationRole, Fate, Outcome, PaperKind, PaperState, PaperSubject
from committees.council.models import Amendment, Consultation, Paper, Resolution
from committees.council.procedure import CHANGING_EFFECTS, Effect, Entry, Remark, effect_of, remarks_on
from committees.council.procedure_facts import amendments_at_hand, route_facts, step_facts
from editing.exceptions import RuleBroken
from strategy.document.actions.versions import adopt_version, correct_adoption_day


class EntryRefused(RuleBroken):
    """The rules block an entry, or warn and nobody has confirmed that yet. `remarks` are all of them."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(" ".join(remark.text for remark in remarks))
        self.remarks = tuple(remarks)


class RecordedMeanwhile(RuleBroken):
    """Somebody else made an entry since the form was opened. `current` is the entry that holds now."""

    def __init__(self, current: Resolution | None) -> None:
        super().__init__(
            _(
                "Inzwischen hat jemand anderes ein Ergebnis eingetragen. Gespeichert ist von Ihnen noch nichts."
            )
        )
        self.current = current


@transaction.atomic
def record_outcome(
    *,
    consultation: Consultation,
    entry: Entry,
    by: User,
    at: datetime,
    confirmed: frozenset[str] = frozenset(),
    corrects: int | None = None,
    reason: str = "",
    upload: UploadedFile | None = None,
) -> Consultation:
    """Enter what a body decided, with all that follows from it, or nothing of both.

    A correction names the entry that it replaces (`corrects`, its key) and says why. `confirmed` are the ticks of the
    warnings that its author has seen, or the codes of those accepted whatever they are about. Raises RecordedMeanwhile
    when another entry holds than the form showed, EntryRefused when a rule blocks the entry or a warning is not
    confirmed, and RuleBroken for a paper that is not submitted, for a first entry after its end, and for a correction
    that would undo what followed.
    """
    paper = _locked_paper(consultation)
    steps = steps_of(paper)
    step = next((one for one in steps if one.pk == consultation.pk), None)
    if step is None:
        raise RuleBroken(_("Diese Beratung wurde inzwischen entfernt."))
    replaced = step.resolutions.current().last()
    if (replaced.pk if replaced else None) != corrects:
        raise RecordedMeanwhile(replaced)
    _refuse_state(paper, replaced)
    amendments = _accepted_amendments(paper, entry, replaced)
    remarks = remarks_on(
        entry,
        step_facts(step, held_on=entry.held_on),
        route_facts(paper, steps),
        timezone.localdate(at),
        contradictions=contradictions_of(amendments),
    )
    if any(remark.blocks or confirmed.isdisjoint({remark.tick, remark.code}) for remark in remarks):
        raise EntryRefused(remarks)
    effect = _effect_of(entry.outcome, step, paper)
    starts_anew = replaced is None or _may_still_change(paper, step, replaced, entry, effect)
    record = keep_record(
        step=step,
        entry=entry,
        remarks=remarks,
        replaced=replaced,
        reason=reason,
        upload=upload,
        by=by,
        at=at,
    )
    _show(step, record, by=by)
    if starts_anew:
        step.version = step.resulting_version = paper.version
        if effect in CHANGING_EFFECTS:
            step.resulting_version = take_up(amendments, paper=paper, step=step, by=by, at=at)
    step.save()
    if starts_anew:
        FOLLOWING[effect](paper, step, entry, by, at)
    elif effect in (Effect.ADOPT, Effect.CHANGE_AND_ADOPT) and paper.is_about_strategy:
        correct_adoption_day(version=paper.version, on=entry.held_on, by=by)
    return step


def _effect_of(outcome: Outcome, step: Consultation, paper: Paper) -> Effect:
    return effect_of(outcome, ConsultationRole(step.role), PaperKind(paper.kind), PaperSubject(paper.about))


def _locked_paper(consultation: Consultation) -> Paper:
    """The paper, locked in whatever state: an entry can be corrected after its end."""
    papers = Paper.objects.select_for_update(of=("self",)).select_related("version__strategy")
    return papers.get(pk=consultation.paper_id)


def _refuse_state(paper: Paper, replaced: Resolution | None) -> None:
    if paper.is_prepared:
        raise RuleBroken(_("Die Vorlage ist noch nicht eingebracht. Ein Ergebnis gibt es erst danach."))
    if paper.is_ended and replaced is None:
        raise RuleBroken(
            _("Diese Vorlage ist abgeschlossen (%(state)s). Ein weiteres Ergebnis kommt nicht dazu.")
            % {"state": paper.get_state_display()}
        )


def _accepted_amendments(paper: Paper, entry: Entry, replaced: Resolution | None) -> list[Amendment]:
    """The accepted amendments. Raises RuleBroken for one that the body could not decide on."""
    at_hand = {amendment.pk: amendment for amendment in amendments_at_hand(paper, replaced)}
    missing = [fate.label for fate in entry.fates if fate.amendment not in at_hand]
    if missing:
        raise RuleBroken(
            _("%(labels)s: zurückgezogen oder schon in den Text aufgenommen. Bitte prüfen Sie die Liste.")
            % {"labels": ", ".join(missing)}
        )
    return [at_hand[fate.amendment] for fate in entry.accepted]


def _may_still_change(
    paper: Paper, step: Consultation, replaced: Resolution, entry: Entry, effect: Effect
) -> bool:
    """Tell whether a correction begins anew, because nothing has followed from the entry that it replaces.

    Raises RuleBroken when something has, and the correction says that something else should have.
    """
    before = _effect_of(Outcome(replaced.outcome), step, paper)
    if before == effect:
        _refuse_other_changes(replaced, entry, effect)
        return False
    if before == Effect.GO_ON and paper.is_submitted and step.version_id == paper.version_id:
        return True
    if paper.is_ended:
        sentence = _(
            "Die Vorlage ist abgeschlossen. Zu berichtigen sind noch Stimmen, Wortlaut, Tag und Datei. "
            "Für ein anderes Ergebnis braucht es eine neue Vorlage."
        )
    elif before in (Effect.FOLLOW_UP, Effect.REFER):
        sentence = _(
            "Aus diesem Eintrag ist eine weitere Beratung entstanden. "
            "Tragen Sie das Ergebnis dort ein, oder ändern Sie diese Beratung."
        )
    else:
        sentence = _(
            "Seit diesem Eintrag liegt den Gremien eine andere Fassung vor. Das Ergebnis bleibt; zu berichtigen sind "
            "Stimmen, Wortlaut, Tag und Datei. Was am Text falsch ist, berichtigt ein weiterer Änderungsantrag."
        )
    raise RuleBroken(sentence)


def _refuse_other_changes(replaced: Resolution, entry: Entry, effect: Effect) -> None:
    """Raise RuleBroken where a correction would change what a further version or consultation came from."""
    before = set(replaced.fates.filter(fate=Fate.ACCEPTED).values_list("amendment_id", flat=True))
    if effect in CHANGING_EFFECTS and {fate.amendment for fate in entry.accepted} != before:
        raise RuleBroken(
            _(
                "Aus den angenommenen Änderungsanträgen ist schon eine neue Fassung entstanden. "
                "Sie bleiben angenommen. Was am Text falsch ist, berichtigt ein weiterer Änderungsantrag."
            )
        )
    referred = set(replaced.consultation.led_to.values_list("committee_id", flat=True))
    if effect == Effect.REFER and entry.referred_to not in referred:
        raise RuleBroken(
            _(
                "Die Beratung in dem anderen Gremium steht schon in der Beratungsfolge. "
                "Ändern Sie das Gremium dort."
            )
        )


def _show(step: Consultation, record: Resolution, *, by: User) -> None:
    """Let the Beratungsfolge show the entry that holds."""
    meeting = step.meeting
    if meeting is not None and timezone.localdate(meeting.starts_at) != record.held_on:
        step.meeting = None
    step.outcome, step.date = record.outcome, record.held_on
    step.recorded_at, step.recorded_by = record.recorded_at, record.recorded_by
    step._history_user = by


def _go_on(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    """The next body of the Beratungsfolge deals with the paper."""


def _follow_up(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    """The same body deals with the paper again, on a day that nobody knows yet."""
    _insert_behind(paper, step, [_step_from(step, step.committee, ConsultationRole(step.role))], by=by)


def _refer(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    """Another body deals with the paper first; who decides has it back behind that."""
    other = Committee.objects.get(pk=cast(int, entry.referred_to))
    role = ConsultationRole(step.role)
    if role != ConsultationRole.DECISION:
        _insert_behind(paper, step, [_step_from(step, other, role)], by=by)
        return
    steps = [_step_from(step, other, ConsultationRole.PRELIMINARY), _step_from(step, step.committee, role)]
    _insert_behind(paper, step, steps, by=by)


def _step_from(step: Consultation, committee: Committee, role: ConsultationRole) -> Consultation:
    return Consultation(
        paper_id=step.paper_id, committee=committee, role=role, position=step.position, arose_from=step
    )


def _insert_behind(paper: Paper, step: Consultation, new: Sequence[Consultation], *, by: User) -> None:
    steps = steps_of(paper)
    place = next(index for index, one in enumerate(steps) if one.pk == step.pk) + 1
    for one in new:
        one._history_user = by
        one.save()
    put_in_order([*steps[:place], *new, *steps[place:]], by=by)


def _adopt(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    if paper.is_about_strategy:
        adopt_version(version=paper.version, on=entry.held_on, reference=paper.reference, by=by, at=at)
    enter_state(paper=paper, to=PaperState.ADOPTED, by=by, at=at)


def _reject(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    enter_state(paper=paper, to=PaperState.REJECTED, by=by, at=at)


def _note(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    enter_state(paper=paper, to=PaperState.NOTED, by=by, at=at)


def _withdraw(paper: Paper, step: Consultation, entry: Entry, by: User, at: datetime) -> None:
    enter_state(paper=paper, to=PaperState.WITHDRAWN, by=by, at=at)


# How each effect is brought about. A change of the text has happened before: the entry names the version it made.
FOLLOWING: dict[Effect, Callable[[Paper, Consultation, Entry, User, datetime], None]] = {
    Effect.GO_ON: _go_on,
    Effect.CHANGE: _go_on,
    Effect.FOLLOW_UP: _follow_up,
    Effect.REFER: _refer,
    Effect.ADOPT: _adopt,
    Effect.CHANGE_AND_ADOPT: _adopt,
    Effect.REJECT: _reject,
    Effect.NOTE: _note,
    Effect.WITHDRAW: _withdraw,
}
