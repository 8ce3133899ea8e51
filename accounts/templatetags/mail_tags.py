from django import template
from django.db.models import Model
from django.template import Context
from django.urls import reverse
from django.utils import timezone

from accounts.mail import about
from accounts.models import Delivery, DeliveryQuerySet, User
from accounts.roles import Right

register = template.Library()


@register.inclusion_tag("accounts/_missing_mails.html", takes_context=True)
def missing_mails(context: Context, row: Model | None = None, to: User | None = None) -> dict[str, object]:
    """The mails that did not arrive, with the way to send them again, for who answers for them: about a row, to a
    person, or all.
    """
    mails = _missing(context).select_related("to")
    if row is not None:
        mails = mails.filter(about=about(row))
    if to is not None:
        mails = mails.filter(to=to)
    return {"mails": mails, "page": context["request"].path, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("accounts/_missing_mails_hint.html", takes_context=True)
def missing_mails_hint(context: Context) -> dict[str, object]:
    """How many mails did not arrive that this person answers for, and the page that lists them."""
    manages = context["request"].user.has_right(Right.MANAGE_ACCOUNTS)
    page = reverse("accounts:account-list" if manages else "accounts:profile")
    return {"count": _missing(context).count(), "address": f"{page}#missing-mails"}


def _missing(context: Context) -> DeliveryQuerySet:
    return Delivery.objects.missing(timezone.now()).answered_for_by(context["request"].user)
