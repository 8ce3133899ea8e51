"""The form for those outside: complete without scripts, without an account and without a cookie."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from editing.asked import words_in
from publication.actions.feedback import receive_feedback
from publication.choices import FeedbackSubject
from publication.current import published
from publication.feedback.forms import FeedbackForm
from publication.feedback.subjects import PublicPage, public_page
from publication.finished_pages import kept
from publication.models import PATH_AT_MOST

# The limit stands in ACCOUNT_RATE_LIMITS, with those of allauth.
LIMITED_AS = "feedback"


# No token against forgery: it would need a cookie. It protects those who are signed in from sending what they did not
# want, in their name; here nothing is in anybody's name. That the form was opened here says the signed moment in it,
# which no other site can read.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """The form about a page of ours (`?seite=`) or about none, and receiving what it sends."""
    asked = request.POST if request.method == "POST" else request.GET
    about = public_page(words_in(asked, "seite", at_most=PATH_AT_MOST), request)
    form = FeedbackForm(
        request.POST if request.method == "POST" else None,
        path=about.path if about else "",
        subject=_subject(request.GET.get("worum", "")),
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            if ratelimit.consume(request, action=LIMITED_AS):
                return _received(form, about)
            status = 429
            form.add_error(None, _too_many())
    context = {"form": form, "about": about, "days": settings.KEEP_FEEDBACK_DAYS}
    return _page(request, "publication/feedback.html", context, status)


@kept()
@login_not_required
@require_safe
def feedback_sent(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next."""
    return _page(request, "publication/feedback_sent.html", {})


def _received(form: FeedbackForm, about: PublicPage | None) -> HttpResponse:
    receive_feedback(
        feedback=form.instance,
        path=about.path if about else "",
        page_title=about.title if about else "",
        at=timezone.now(),
    )
    return redirect("publication:feedback-sent")


def _subject(asked: str) -> str:
    return asked if asked in FeedbackSubject.values else ""


def _too_many() -> str:
    return _(
        "Von Ihrem Anschluss kamen in der letzten Stunde viele Rückmeldungen. Ihr Text steht noch da. Bitte senden Sie "
        "ihn später noch einmal ab."
    )


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Whoever meets a barrier may write at any time; with a published version the page carries its navigation."""
    current = published()
    document = current.document if current else None
    return render(request, template, {**context, "document": document}, status=status)
