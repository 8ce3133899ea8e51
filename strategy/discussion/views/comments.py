"""Comments on elements."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asking import Question, ask
from editing.saving import FormPage
from strategy.choices import ElementKind
from strategy.discussion.actions.comments import add_comment, delete_comment, set_resolved
from strategy.discussion.forms.comments import CommentForm
from strategy.discussion.views.removed_texts import removed_text
from strategy.links import page_of
from strategy.models import Comment
from strategy.models.kinds import ELEMENT_MODELS


@require_http_methods(["GET", "HEAD", "POST"])
def comment_add(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Begin a thread on an element."""
    require_right(request, Right.COMMENT)
    return _comment_page(request, kind, pk, thread=None)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer in a thread."""
    thread = _comment(request, pk, thread__isnull=True)
    return _comment_page(request, ElementKind(thread.element_kind), thread.element_key, thread=thread)


@require_POST
def comment_resolve(request: SignedInRequest, pk: int) -> HttpResponse:
    return _resolve(request, pk, resolved=True)


@require_POST
def comment_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    return _resolve(request, pk, resolved=False)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then delete one's own comment."""
    comment = _comment(request, pk, author=request.user)
    back = f"{page_of(ElementKind(comment.element_kind), comment.element_key)}#kommentare"
    if request.method == "POST":
        with refusal_shown(request):
            delete_comment(comment=comment, by=request.user)
            messages.success(request, _("Ihr Kommentar ist gelöscht."))
        return redirect(back)
    question = Question(
        title=_("Ihren Kommentar löschen?"),
        sentences=[_("Ein gelöschter Kommentar kommt nicht zurück.")],
        texts=[comment.text],
        yes=_("Ja, löschen"),
        back=back,
    )
    return ask(request, question)


def _resolve(request: SignedInRequest, pk: int, *, resolved: bool) -> HttpResponse:
    thread = _comment(request, pk, thread__isnull=True)
    with refusal_shown(request):
        set_resolved(thread=thread, resolved=resolved, by=request.user, at=timezone.now())
    return _to(thread)


def _comment_page(
    request: SignedInRequest, kind: ElementKind, pk: UUID, *, thread: Comment | None
) -> HttpResponse:
    form = CommentForm(request.POST or None, button=_("Antworten") if thread else _("Kommentieren"))
    element = ELEMENT_MODELS[kind].objects.active().with_ancestors().filter(pk=pk).first()
    if element is None:
        return removed_text(request, kind, pk, form)
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving():
            comment = add_comment(
                element=element,
                thread=thread,
                text=page.form.cleaned_data["text"],
                mentions=page.form.cleaned_data["mentions"],
                by=request.user,
                at=timezone.now(),
            )
            spoken_to = ", ".join(person.name for person in comment.mentions.all())
            if spoken_to:
                sentence = _("Angesprochen: %(names)s. Die E-Mail dazu kommt am nächsten Morgen.")
                messages.info(request, sentence % {"names": spoken_to})
            return _to(comment)
    context = {
        "element": element,
        "thread": thread,
        "back_url": f"{page_of(element.kind, element.pk)}#kommentare",
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/discussion/comment_form.html", context)


def _comment(request: SignedInRequest, pk: int, **conditions: object) -> Comment:
    require_right(request, Right.COMMENT)
    comment: Comment = get_object_or_404(Comment.objects.select_related("author"), pk=pk, **conditions)
    return comment


def _to(comment: Comment) -> HttpResponseRedirect:
    page = page_of(ElementKind(comment.element_kind), comment.element_key)
    return redirect(f"{page}#kommentar-{comment.pk}")
