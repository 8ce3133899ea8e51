from datetime import datetime

from django import template
from django.db.models import Model
from django.template import Context
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from editing.models import EditingPresence
from editing.presence import subject_of, token_for

register = template.Library()


@register.inclusion_tag("editing/_presence.html", takes_context=True)
def presence(context: Context, element: Model) -> dict[str, object]:
    """Others who have the form of this text open: {% presence paper %}. Nothing for a text that is not saved yet."""
    if element.pk is None or element._state.adding:
        return {}
    user, subject, now = context["request"].user, subject_of(element), timezone.now()
    others = EditingPresence.objects.others_editing(subject, user, now)
    return {
        "token": token_for(subject, user),
        "csrf_token": context.get("csrf_token"),
        "others": others,
        "now": now,
    }


@register.filter
def since_words(since: datetime, now: datetime) -> str:
    """Since when somebody has been writing, in few words."""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 1:
        return _("seit eben")
    if minutes < 60:
        return _("seit %(minutes)d Min.") % {"minutes": minutes}
    return _("seit %(time)s Uhr") % {"time": time_format(timezone.localtime(since), "H:i")}
