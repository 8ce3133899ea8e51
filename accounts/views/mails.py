"""Mails that did not arrive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.actions import send_again
from accounts.http import SignedInRequest


@require_POST
def mail_resend(request: SignedInRequest) -> HttpResponse:
    """Send the chosen mails again, and lead back to the page that listed them."""
    chosen = [
        int(text)
        for text in request.POST.getlist("mail")
        if text.isascii() and text.isdecimal() and len(text) < 19
    ]
    count = send_again(deliveries=chosen, by=request.user, at=timezone.now())
    if count:
        sentence = ngettext(
            "%(count)d E-Mail ist noch einmal unterwegs. Scheitert sie wieder, steht sie gleich wieder hier.",
            "%(count)d E-Mails sind noch einmal unterwegs. Was wieder scheitert, steht gleich wieder hier.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    elif chosen:
        messages.info(request, _("Diese E-Mails sind inzwischen verschickt oder wieder unterwegs."))
    else:
        messages.error(request, _("Sie haben keine E-Mail ausgewählt. Es ist nichts verschickt."))
    page = request.POST.get("next", "")
    allowed = page.startswith("/") and url_has_allowed_host_and_scheme(page, request.get_host())
    return redirect(page if allowed else "accounts:profile")
