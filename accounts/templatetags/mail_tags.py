from django import template
from django.db.models import Model
from django.template import Context
from django.utils import timezone

from accounts.mail import about
from accounts.models import Delivery

register = template.Library()


@register.inclusion_tag("accounts/_missing_mails.html", takes_context=True)
def missing_mails(context: Context, row: Model | None = None) -> dict[str, object]:
    """The mails that did not arrive, with the way to send them again, for who answers for them; of one row, or all."""
    request = context["request"]
    mails = Delivery.objects.missing(timezone.now()).answered_for_by(request.user).select_related("to")
    return {
        "mails": mails.filter(about=about(row)) if row is not None else mails,
        "page": request.path,
        "csrf_token": context.get("csrf_token"),
    }
