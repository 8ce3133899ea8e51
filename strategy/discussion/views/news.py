"""Neuigkeiten: what the others did since one's last visit, and the mail about it."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import require_right
from strategy.discussion.actions.news import end_digest, preference_of, remember_seen, set_digest
from strategy.discussion.choices import DigestFrequency
from strategy.discussion.forms.news import DigestForm, Period, PeriodForm, SeenForm
from strategy.discussion.news import AT_FIRST, activity_for
from strategy.models import ActivityPreference
from strategy.views.access import current_strategy


@require_safe
def activity(request: SignedInRequest) -> HttpResponse:
    """The happenings by theme field. Looking changes nothing: a button remembers what was seen."""
    current_strategy(request)
    preference = preference_of(request.user)
    return _page(request, preference, DigestForm(instance=preference), PeriodForm(request.GET))


@require_POST
def activity_seen(request: SignedInRequest) -> HttpResponse:
    """Remember that everything on the page was seen; what happened since it was drawn stays new."""
    require_right(request, Right.READ_WORKSPACE)
    remember_seen(user=request.user, until=SeenForm(request.POST).until_at_most(timezone.now()))
    messages.success(request, _("Gemerkt. Beim nächsten Mal sehen Sie hier, was danach geschehen ist."))
    return redirect("strategy:activity")


@require_POST
def digest_choose(request: SignedInRequest) -> HttpResponse:
    """Save how often the person wants a mail about what happened."""
    current_strategy(request)
    preference = preference_of(request.user)
    form = DigestForm(request.POST, instance=preference)
    if not form.is_valid():
        return _page(request, preference, form, PeriodForm({}), status=422)
    set_digest(user=request.user, frequency=DigestFrequency(form.cleaned_data["digest"]))
    messages.success(request, _("Gespeichert."))
    return redirect("strategy:activity")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def digest_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End the digest from the mail itself: mail programs post without signing in (RFC 8058), people press a button."""
    is_ended = request.method == "POST" and end_digest(token)
    if request.method == "POST" and not is_ended:
        raise Http404
    return render(request, "strategy/discussion/digest_unsubscribe.html", {"is_ended": is_ended})


def _page(
    request: SignedInRequest,
    preference: ActivityPreference,
    form: DigestForm,
    asked: PeriodForm,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    period = asked.period()
    since, until = _begin(period, preference, now), asked.until()
    context = {
        "form": form,
        "period": period,
        "periods": list(Period),
        "is_first_visit": preference.seen_at is None,
        "since": since,
        "until": until or now,
        "is_older_page": until is not None,
        "activity": activity_for(request.user, since=since, until=until or now),
    }
    return render(request, "strategy/discussion/news.html", context, status=status)


def _begin(period: Period, preference: ActivityPreference, now: datetime) -> datetime:
    if period == Period.UNSEEN:
        return preference.seen_at or now - AT_FIRST
    return now - timedelta(days=int(period))
