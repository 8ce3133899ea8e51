"""The amendments to a paper on its pages and on those of the elements."""

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.roles import Right
from committees.council.choices import AmendmentKind
from committees.council.models import Amendment, Paper
from strategy.choices import ElementKind
from strategy.document.element_changes import entries_of
from strategy.document.published import frozen_document
from strategy.links import SLUGS
from strategy.models.kinds import AnyElement

register = template.Library()


@register.inclusion_tag("committees/council/_amendment_title.html")
def amendment_title(amendment: Amendment) -> dict[str, object]:
    """The title of an amendment: "Maßnahme 1.2.1.3 ändern". The frozen documents are in memory: no query."""
    paper, named = amendment.paper, amendment.parent_key or amendment.element_key
    # What was struck is missing in the newest version, what came meanwhile in the first.
    entries = entries_of(frozen_document(paper.submitted_version or paper.version))
    if named not in entries:
        entries = entries_of(frozen_document(paper.version))
    return {
        "amendment": amendment,
        "kind": ElementKind(amendment.element_kind),
        "entry": entries.get(named),
    }


@register.simple_tag
def amendment_state(amendment: Amendment) -> str:
    """The stage of an amendment in words; its fates come from `with_fates`."""
    if amendment.withdrawn_at is not None:
        day = date_format(localtime(amendment.withdrawn_at), "j. F Y")
        return _("zurückgezogen am %(day)s") % {"day": day}
    fate = next(reversed(amendment.fates.all()), None)
    if fate is None:
        return _("offen")
    body = fate.resolution.consultation.committee
    return _("%(fate)s (%(committee)s)") % {"fate": fate.get_fate_display(), "committee": body}


@register.inclusion_tag("committees/council/_paper_amendments.html", takes_context=True)
def paper_amendments(context: Context, paper: Paper) -> dict[str, object]:
    """The amendments to a paper with the way to enter one (2 queries)."""
    amendments = Amendment.objects.filter(paper=paper).with_fates()
    for amendment in amendments:
        amendment.paper = paper
    return {
        "paper": paper,
        "amendments": amendments,
        "can_enter": paper.is_submitted and context["request"].user.has_right(Right.MANAGE_PAPERS),
    }


@register.inclusion_tag("committees/council/_element_amendments.html", takes_context=True)
def element_amendments(context: Context, element: AnyElement) -> dict[str, object]:
    """The amendments that lie with an element, and the way to a further one. No query while no paper is submitted."""
    strategy = context["installation"]
    if not strategy or not strategy.is_submitted:
        return {"strategy": None}
    standing = Amendment.objects.standing().filter(paper__in=Paper.objects.submitted())
    paper = Paper.objects.submitted().only("pk").first()
    kind = ElementKind(element.kind)
    return {
        "strategy": strategy,
        "amendments": standing.filter(element_key=element.pk) | standing.filter(parent_key=element.pk),
        "paper": paper,
        "slug": SLUGS[kind],
        "element": element,
        "can_enter": paper is not None and context["request"].user.has_right(Right.MANAGE_PAPERS),
        "additions": AmendmentKind.ADD,
    }
