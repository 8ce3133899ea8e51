"""Amendments (Änderungsanträge): entering, changing and withdrawing them while the committees deliberate a paper."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.actions.papers import lock_paper
from committees.council.amendments import change_of
from committees.council.models import Amendment, Paper
from editing.exceptions import RuleBroken, StaleRevision
from strategy.document.element_changes import ChangeKind, ImpossibleChange, amended_document, only_differences
from strategy.document.published import frozen_document

# What the form says about an amendment; what it changes is stated once, when it is entered.
HEAD_FIELDS = ("mover", "mover_committee", "mover_name", "consultation", "reason")


@transaction.atomic
def create_amendment(*, amendment: Amendment, by: User, at: datetime) -> Amendment:
    """Save a new amendment, which comes unsaved from a form, under the next number of its paper.

    Raises RuleBroken for a paper that is not before the committees, and for an amendment that changes nothing or
    names what the version before the committees does not hold.
    """
    amendment.paper = _lock_submitted(amendment.paper)
    _fit(amendment)
    last = amendment.paper.amendments.aggregate(last=Max("number"))["last"]
    amendment.number = (last or 0) + 1
    amendment.created_at, amendment.created_by = at, by
    _save(amendment, by)
    return amendment


@transaction.atomic
def save_amendment(
    *, amendment: Amendment, head: Mapping[str, object], values: Mapping[str, object], revision: int, by: User
) -> Amendment:
    """Save the form of an amendment that was opened at `revision`; `values` are those of the entry it changes.

    Raises StaleRevision when somebody else has saved since, and RuleBroken as `create_amendment` does, and once a
    body has decided about it.
    """
    current = _locked(amendment)
    if current.revision != revision:
        raise StaleRevision(current)
    for name in HEAD_FIELDS:
        setattr(current, name, head[name])
    current.values = dict(values)
    _fit(current)
    current.revision += 1
    _save(current, by)
    return current


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: User, at: datetime) -> Amendment:
    """Take an amendment back on behalf of who moved it. Raises RuleBroken once a body has decided about it."""
    current = _locked(amendment)
    current.withdrawn_at, current.withdrawn_by = at, by
    current.revision += 1
    _save(current, by)
    return current


def _lock_submitted(paper: Paper) -> Paper:
    paper = lock_paper(paper)
    if not paper.is_about_strategy:
        raise RuleBroken(
            _("Zu einem Umsetzungsbericht gibt es keine Änderungsanträge am Text der Strategie.")
        )
    if not paper.is_submitted:
        raise RuleBroken(
            _("Die Vorlage ist noch nicht eingebracht. Solange ändern Sie die Texte der Strategie selbst.")
        )
    return paper


def _locked(amendment: Amendment) -> Amendment:
    paper = _lock_submitted(amendment.paper)
    current = Amendment.objects.select_for_update(of=("self",)).with_fates().get(pk=amendment.pk)
    current.paper = paper
    refuse_closed(current)
    return current


def refuse_closed(amendment: Amendment) -> None:
    """Raise RuleBroken for an amendment that was withdrawn, or about which a body has decided (`with_fates`)."""
    if amendment.withdrawn_at is not None:
        raise RuleBroken(_("Dieser Änderungsantrag ist schon zurückgezogen."))
    if amendment.is_decided:
        raise RuleBroken(_("Über diesen Änderungsantrag ist schon entschieden. Er bleibt, wie er ist."))


def _fit(amendment: Amendment) -> None:
    """Keep only what differs from the version before the committees. Raises RuleBroken if it does not fit it."""
    paper = amendment.paper
    if amendment.consultation is not None and amendment.consultation.paper_id != paper.pk:
        raise RuleBroken(_("Diese Beratung gehört zu einer anderen Vorlage."))
    document = frozen_document(paper.version)
    try:
        change = only_differences(document, change_of(amendment))
        amended = amended_document(document, [change], fixed_numbers=True)
    except ImpossibleChange as error:
        raise RuleBroken(
            _("Das gibt es in Fassung %(number)d nicht (mehr).") % {"number": paper.version.number}
        ) from error
    if change.kind == ChangeKind.CHANGE and not change.values:
        raise RuleBroken(_("So bleibt alles, wie es ist. Ändern Sie mindestens eine Angabe."))
    if amended.is_empty:
        raise RuleBroken(
            _("Damit bliebe kein Ziel übrig. Lehnt ein Gremium alles ab, lehnt es die Vorlage ab.")
        )
    amendment.values = dict(change.values)


def _save(amendment: Amendment, by: User) -> None:
    amendment._history_user = by
    amendment.save()
