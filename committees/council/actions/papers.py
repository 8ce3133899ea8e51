"""Papers: making, changing, submitting and withdrawing them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.choices import PAPER_STATE_TRANSITIONS, PaperState
from committees.council.models import Paper
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.submission import lock_texts, release_strategy, submit_strategy
from strategy.document.drafting import working_document
from strategy.document.published import frozen_document
from strategy.models import StrategyVersion


class ReferenceTaken(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Eine Vorlage mit dieser Nummer gibt es schon."))


@transaction.atomic
def create_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Save a new paper from a form.

    Raises RuleBroken for a version that the council has adopted, ReferenceTaken for a reference that another has.
    """
    if paper.is_about_strategy:
        _refuse_adopted(paper.version)
    paper.created_at = paper.state_at = at
    paper.created_by = paper.state_by = by
    paper._history_user = by
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as error:
        # Somebody else took the reference at this moment.
        raise ReferenceTaken from error
    return paper


@transaction.atomic
def save_paper(*, paper: Paper, values: Mapping[str, object], revision: int, by: User) -> Paper:
    """Save the form of a paper that was opened at `revision`.

    Raises StaleRevision when somebody else has saved since, RuleBroken once the paper has ended, for a version
    that the council has adopted, for another version than the one that was submitted, and for a paper without
    financial effects whose tables hold some.
    """
    current = lock_paper(paper)
    if current.revision != revision:
        raise StaleRevision(current)
    before = current.version_id
    for name, value in values.items():
        setattr(current, name, value)
    if current.version_id != before:
        if current.is_submitted:
            raise RuleBroken(
                _("Die Vorlage ist mit ihrer Fassung eingebracht. Eine andere entsteht nur durch Beschluss.")
            )
        _refuse_adopted(current.version)
    if current.has_no_financial_effects and current.financial_effects.exists():
        raise RuleBroken(
            _("In den Tabellen stehen Beträge. Entfernen Sie diese zuerst, wenn es keine Auswirkungen gibt.")
        )
    current.revision += 1
    current._history_user = by
    current.save()
    return current


@transaction.atomic
def submit_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Bring the paper before the committees (einbringen). From now on the texts behind its version rest.

    The paper of a report leaves the texts as they are. Raises RuleBroken when another paper about the strategy is
    submitted, and as `refuse_unready` does.
    """
    current = lock_paper(paper)
    if current.is_about_strategy:
        strategy = submit_strategy(strategy=current.version.strategy, paper=current.reference, at=at)
        lock_texts(strategy)
    refuse_unready(current)
    current.submitted_version = current.version
    return enter_state(paper=current, to=PaperState.SUBMITTED, by=by, at=at)


def refuse_unready(paper: Paper) -> None:
    """Raise RuleBroken for what stands against submitting a paper.

    It is submitted already, its version is adopted, it has no body yet (the deciding one may follow), it does not say
    what it costs, or the texts have changed since its version was frozen: amendments must find the very texts that the
    version holds.
    """
    if not paper.is_prepared:
        raise RuleBroken(_("Diese Vorlage ist schon eingebracht."))
    if not paper.consultations.exists():
        raise RuleBroken(_("Die Vorlage hat noch keine Beratungsfolge. Tragen Sie zuerst die Gremien ein."))
    if not paper.has_no_financial_effects and not paper.financial_effects.exists():
        raise RuleBroken(
            _(
                "Die Vorlage sagt noch nichts zu finanziellen Auswirkungen. Tragen Sie Beträge ein oder kreuzen Sie "
                "in der Vorlage „keine finanziellen Auswirkungen“ an."
            )
        )
    if paper.is_about_strategy:
        _refuse_other_texts(paper)


def _refuse_other_texts(paper: Paper) -> None:
    _refuse_adopted(paper.version)
    draft, frozen = working_document(paper.version.strategy), frozen_document(paper.version)
    if (draft.themes, draft.chapters) != (frozen.themes, frozen.chapters):
        raise RuleBroken(
            _(
                "Seit Fassung %(number)d wurde an der Strategie weitergearbeitet. Frieren Sie den heutigen Stand "
                "als neue Fassung ein und wählen Sie diese in der Vorlage."
            )
            % {"number": paper.version.number}
        )


@transaction.atomic
def withdraw_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Take a paper back (zurückziehen). The texts can be edited again. Raises RuleBroken for an ended paper."""
    return enter_state(paper=lock_paper(paper), to=PaperState.WITHDRAWN, by=by, at=at)


def enter_state(*, paper: Paper, to: PaperState, by: User, at: datetime) -> Paper:
    """Move a locked paper on; the only place that assigns `state`. An ended paper opens the texts again."""
    if to not in PAPER_STATE_TRANSITIONS[paper.state]:
        raise RuleBroken(
            _("Eine Vorlage, die „%(now)s“ ist, kann nicht „%(to)s“ werden.")
            % {"now": paper.get_state_display(), "to": to.label}
        )
    if paper.is_submitted and paper.is_about_strategy:
        release_strategy(strategy=paper.version.strategy)
    paper.state, paper.state_at, paper.state_by = to, at, by
    paper._history_user = by
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as error:
        # Somebody else took the reference at this moment.
        raise ReferenceTaken from error
    return paper


def mark_changed(paper: Paper, *, by: User) -> None:
    """Save a locked paper because something that lies with it changed: its history says when and by whom."""
    paper._history_user = by
    paper.save()


def lock_paper(paper: Paper) -> Paper:
    """Lock the paper until the end of the transaction. Raises RuleBroken once it has ended."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("version__strategy").get(pk=paper.pk)
    refuse_ended(paper)
    return paper


def refuse_ended(paper: Paper) -> None:
    """Raise RuleBroken for a paper that has ended."""
    if paper.is_ended:
        raise RuleBroken(
            _("Diese Vorlage ist abgeschlossen (%(state)s) und bleibt, wie sie ist.")
            % {"state": paper.get_state_display()}
        )


def _refuse_adopted(version: StrategyVersion) -> None:
    if version.is_adopted:
        raise RuleBroken(
            _("Fassung %(number)d ist schon beschlossen. Eine Vorlage braucht einen Beschlussentwurf.")
            % {"number": version.number}
        )
