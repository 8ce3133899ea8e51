"""Saved sequences of bodies: kept from one paper, used for the next."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.actions.consultations import put_in_order, steps_of
from committees.council.actions.papers import lock_paper
from committees.council.choices import POSTPONING_OUTCOMES, ConsultationRole
from committees.council.models import Consultation, Paper, RouteTemplate, RouteTemplateStep
from editing.exceptions import RuleBroken


@transaction.atomic
def save_route(*, paper: Paper, name: str, by: User) -> RouteTemplate:
    """Keep the sequence of a paper under a name: its bodies and their roles, without days and outcomes.

    What only followed from an adjournment or a referral is left out: it is no part of the usual way. Raises RuleBroken
    for a paper without steps and for a name that exists already.
    """
    steps = [step for step in paper.consultations.select_related("committee") if step.arose_from_id is None]
    if not steps:
        raise RuleBroken(_("Diese Vorlage hat noch keine Beratungsfolge."))
    template = RouteTemplate(name=name)
    _save_named(template)
    RouteTemplateStep.objects.bulk_create(
        RouteTemplateStep(template=template, position=position, committee=step.committee, role=step.role)
        for position, step in enumerate(steps, start=1)
    )
    return template


@transaction.atomic
def rename_route(*, route: RouteTemplate, name: str, by: User) -> RouteTemplate:
    """Give a saved sequence another name. Raises RuleBroken for one that exists already, or when it was removed."""
    current = RouteTemplate.objects.select_for_update().filter(pk=route.pk).first()
    if current is None:
        raise RuleBroken(_("Diese Beratungsfolge wurde inzwischen entfernt."))
    current.name = name
    _save_named(current)
    return current


@transaction.atomic
def remove_route(*, route: RouteTemplate, by: User) -> None:
    """Remove a saved sequence. Papers that were made with it keep their steps."""
    RouteTemplate.objects.filter(pk=route.pk).delete()


@transaction.atomic
def apply_route(*, route: RouteTemplate, paper: Paper, by: User) -> int:
    """Add the steps of a saved sequence behind those of a paper. Returns how many were added.

    A second deciding body is left out: a paper has one. Raises RuleBroken for a paper that is not prepared any
    more, and for a sequence that was removed meanwhile.
    """
    current = lock_paper(paper)
    if not current.is_prepared:
        raise RuleBroken(
            _("Die Vorlage ist schon eingebracht. Weitere Beratungen tragen Sie jetzt einzeln ein.")
        )
    if not RouteTemplate.objects.filter(pk=route.pk).exists():
        raise RuleBroken(_("Diese Beratungsfolge wurde inzwischen entfernt."))
    steps = steps_of(current)
    decided = any(
        step.role == ConsultationRole.DECISION and step.outcome not in POSTPONING_OUTCOMES for step in steps
    )
    added = 0
    for each in route.steps.select_related("committee"):
        if decided and each.role == ConsultationRole.DECISION:
            continue
        decided = decided or each.role == ConsultationRole.DECISION
        added += 1
        step = Consultation(
            paper=current, committee=each.committee, role=each.role, position=len(steps) + added
        )
        step._history_user = by
        step.save()
    put_in_order(steps_of(current), by=by)
    return added


def _save_named(template: RouteTemplate) -> None:
    sentence = _("Eine Beratungsfolge mit diesem Namen gibt es schon.")
    if RouteTemplate.objects.filter(name=template.name).exclude(pk=template.pk).exists():
        raise RuleBroken(sentence)
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        # Somebody else took the name at this moment.
        raise RuleBroken(sentence) from error
