"""What people outside wrote, for those who answer: a list, each one with its answer, and publishing both."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.deliveries import DeliveryState
from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asking import CONFIRMED, Question, ask
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from publication.actions.feedback import (
    Wording,
    answer_feedback,
    close_feedback,
    delete_feedback,
    publish_feedback,
    reopen_feedback,
    send_answer_again,
    withdraw_feedback,
)
from publication.feedback.forms import AnswerForm, PublishForm
from publication.models import Feedback

ROWS_PER_PAGE = 50
EVERYTHING = "alle"


@require_safe
def feedback_list(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, or everything (`?stand=alle`), the newest first."""
    require_right(request, Right.EDIT_CHAPTERS)
    is_everything = request.GET.get("stand") == EVERYTHING
    rows = Feedback.objects.select_related("published")
    shown = rows if is_everything else rows.unanswered()
    page = Paginator(shown, ROWS_PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "publication/feedback_list.html", {"page": page, "is_everything": is_everything})


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What somebody wrote, and answering it; what leaves by mail is asked about first."""
    feedback = _found(request, pk)
    page = FormPage(request, AnswerForm(request.POST or None, email=feedback.email))
    if page.is_valid():
        answer = page.form.cleaned_data["answer"]
        if feedback.email and not feedback.answer and CONFIRMED not in request.POST:
            return ask(request, _question_before_mailing(feedback, answer))
        with page.saving(refused_with=409):
            is_mailed = answer_feedback(feedback=feedback, answer=answer, by=request.user, at=timezone.now())
            done = _("Ihre Antwort ist unterwegs.") if is_mailed else _("Ihre Antwort ist festgehalten.")
            messages.success(request, done)
            return redirect("publicity:feedback-detail", pk)
    context = {
        "feedback": feedback,
        "is_missing": feedback.is_mail_missing(timezone.now()),
        "can_publish": request.user.has_right(Right.PUBLISH_VERSIONS),
    }
    return page.answer("publication/feedback_detail.html", context)


def _question_before_mailing(feedback: Feedback, answer: str) -> Question:
    return Question(
        title=_("Antwort jetzt verschicken?"),
        sentences=[_("Sie geht an %s und lässt sich danach nicht zurückholen.") % feedback.email],
        texts=[answer],
        yes=_("Ja, verschicken"),
        back=reverse("publicity:feedback-detail", args=[feedback.pk]),
        keeps={"answer": answer},
    )


@require_POST
def feedback_resend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send an answer again that did not leave."""
    feedback = _found(request, pk)
    with refusal_shown(request):
        send_answer_again(feedback=feedback, by=request.user, at=timezone.now())
        messages.success(request, _("Ihre Antwort ist wieder unterwegs."))
    return redirect("publicity:feedback-detail", pk)


@require_POST
def feedback_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a feedback away; the message offers the way back."""
    feedback = _found(request, pk)
    with refusal_shown(request):
        close_feedback(feedback=feedback, by=request.user)
        say_with_way_back(request, _("Die Rückmeldung ist erledigt."), "publicity:feedback-reopen", pk)
    return redirect("publicity:feedback-list")


@require_POST
def feedback_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    feedback = _found(request, pk)
    with refusal_shown(request):
        reopen_feedback(feedback=feedback, by=request.user)
        messages.success(request, _("Die Rückmeldung ist wieder da."))
    return redirect("publicity:feedback-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete a feedback with all that belongs to it."""
    feedback = _found(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            delete_feedback(feedback=feedback, by=request.user)
            messages.success(request, _("Die Rückmeldung ist gelöscht."))
        return redirect("publicity:feedback-list")
    sentences = [_("Text, E-Mail-Adresse und Antwort sind danach weg, auch für Sie.")]
    if feedback.is_published:
        sentences.append(_("Auch auf der öffentlichen Website steht sie dann nicht mehr."))
    if feedback.mail_state in (DeliveryState.WAITING, DeliveryState.FAILED):
        sentences.append(_("Ihre Antwort ist noch nicht verschickt und wird es dann auch nicht mehr."))
    question = Question(
        title=_("Rückmeldung löschen?"),
        sentences=sentences,
        texts=[feedback.text],
        yes=_("Ja, löschen"),
        back=reverse("publicity:feedback-detail", args=[pk]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Word what everybody shall read, ask, and show it on the page that the feedback is about."""
    feedback = _found(request, pk, Right.PUBLISH_VERSIONS)
    shown = feedback.published if feedback.is_published else feedback
    initial = {"text": shown.text, "answer": shown.answer}
    page = FormPage(request, PublishForm(request.POST or None, initial=initial))
    if page.is_valid():
        wording = Wording(**page.form.cleaned_data)
        if CONFIRMED not in request.POST:
            return ask(request, _question_before_publishing(feedback, wording))
        with page.saving():
            publish_feedback(feedback=feedback, wording=wording, by=request.user, at=timezone.now())
            messages.success(request, _("Rückmeldung und Antwort sind veröffentlicht."))
            return redirect("publicity:feedback-detail", pk)
    context = {
        "title": _("Rückmeldung und Antwort veröffentlichen"),
        "back_url": reverse("publicity:feedback-detail", args=[pk]),
        "back_label": _("Abbrechen"),
    }
    return page.answer("editing/form.html", context)


def _question_before_publishing(feedback: Feedback, wording: Wording) -> Question:
    return Question(
        title=_("Rückmeldung und Antwort veröffentlichen?"),
        sentences=[
            _("Alle lesen sie dann auf der Seite „%s“.") % feedback.page_title,
            _("Die E-Mail-Adresse steht nicht dabei. Steht im Text, wer geschrieben hat?"),
        ],
        texts=wording,
        yes=_("Ja, veröffentlichen"),
        back=reverse("publicity:feedback-detail", args=[feedback.pk]),
        keeps=wording._asdict(),
    )


@require_POST
def feedback_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a published feedback off the public site."""
    feedback = _found(request, pk, Right.PUBLISH_VERSIONS)
    with refusal_shown(request):
        withdraw_feedback(feedback=feedback, by=request.user)
        messages.success(request, _("Die Rückmeldung steht nicht mehr auf der öffentlichen Website."))
    return redirect("publicity:feedback-detail", pk)


def _found(request: SignedInRequest, pk: int, right: Right = Right.EDIT_CHAPTERS) -> Feedback:
    require_right(request, right)
    return get_object_or_404(Feedback.objects.select_related("answered_by", "published"), pk=pk)
