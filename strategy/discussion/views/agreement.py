"""Bringing texts from draft to agreed: their status, consolidation, and the working group of a theme field."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown, require_right
from editing.asked import moment_of
from editing.asking import Question, ask
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from strategy.choices import SETTLED_STATUSES, TEXT_STATUS_TRANSITIONS, ElementKind, TextStatus
from strategy.discussion.actions.consolidation import begin_consolidation, end_consolidation
from strategy.discussion.actions.text_status import (
    change_text_status,
    drafts_of,
    submit_drafts,
    take_back_text_statuses,
)
from strategy.discussion.actions.working_groups import set_working_group
from strategy.discussion.forms.text_status import StatusReasonForm
from strategy.discussion.forms.working_groups import WorkingGroupForm
from strategy.discussion.text_status import is_step_back
from strategy.document.tree import KINDS_BELOW_THEMES
from strategy.links import page_of
from strategy.models import ThemeField
from strategy.models.kinds import goals_or_measures
from strategy.views.endings import ending_asked
from strategy.views.resting import explains_rest

# A longer text is no line of a list.
TITLE_AT_MOST = 120
# The page that takes steps in a theme field back.
TAKE_BACK = "strategy:text-status-take-back"


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def text_status_change(request: SignedInRequest, kind: ElementKind, pk: UUID, to: TextStatus) -> HttpResponse:
    """Bring a goal or measure to another status. A step back asks for the reason first."""
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    element = get_object_or_404(goals_or_measures(kind).open_to(request.user).with_ancestors(), pk=pk)
    back = is_step_back(TextStatus(element.text_status), to)
    if back and not request.user.has_right(Right.SETTLE_TEXTS):
        raise Http404
    page = FormPage(request, StatusReasonForm(request.POST or None)) if back else None
    if request.method == "POST" and (page is None or page.is_valid()):
        reason = page.form.cleaned_data["reason"] if page else ""
        question = ending_asked(request, [pk], back=page_of(kind, pk)) if to in SETTLED_STATUSES else None
        if question:
            return question
        with refusal_shown(request):
            since = timezone.now()
            change_text_status(element=element, to=to, reason=reason, by=request.user)
            said = _("Der Stand ist jetzt „%(status)s“.") % {"status": to.label}
            say_with_way_back(request, said, TAKE_BACK, element.theme_of.pk, since=[since.isoformat()])
        return redirect(page_of(kind, pk))
    if page is None or to not in TEXT_STATUS_TRANSITIONS[element.text_status]:
        return redirect(page_of(kind, pk))
    context = {
        "element": element,
        "to": to,
        "back_url": page_of(kind, pk),
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/discussion/text_status_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def theme_submit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, naming all drafts of a theme field, then bring them to "in Abstimmung"."""
    theme = get_object_or_404(ThemeField.objects.open_to(request.user).selected().with_ancestors(), pk=pk)
    if request.method == "POST":
        with refusal_shown(request):
            since = timezone.now()
            count = submit_drafts(theme=theme, by=request.user)
            sentence = ngettext(
                "%d Entwurf ist jetzt in Abstimmung.", "%d Entwürfe sind jetzt in Abstimmung.", count
            )
            say_with_way_back(request, sentence % count, TAKE_BACK, pk, since=[since.isoformat()])
        return redirect(page_of(ElementKind.THEME, pk))
    drafts = [
        f"{element.number} {Truncator(str(element)).chars(TITLE_AT_MOST)}" for element in drafts_of(theme)
    ]
    count = len(drafts)
    title = ngettext("%d Entwurf in die Abstimmung geben?", "%d Entwürfe in die Abstimmung geben?", count)
    question = Question(
        title=title % count,
        sentences=[
            _("Die Steuerungsgruppe sieht sie danach als Texte, über die sie sich einig werden soll.")
        ],
        texts=drafts,
        yes=_("Ja, in die Abstimmung geben"),
        back=page_of(ElementKind.THEME, pk),
    )
    return ask(request, question)


@require_POST
@explains_rest
def text_status_take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back the steps that this person has made in a theme field since a moment."""
    theme = get_object_or_404(ThemeField.objects.open_to(request.user).selected(), pk=pk)
    since = moment_of(request.GET.get("since", ""), needs_zone=True)
    if since is None:
        raise Http404
    with refusal_shown(request):
        count = take_back_text_statuses(theme=theme, since=since, by=request.user, at=timezone.now())
        sentence = ngettext(
            "Zurückgenommen: %d Text steht wieder da wie zuvor.",
            "Zurückgenommen: %d Texte stehen wieder da wie zuvor.",
            count,
        )
        messages.success(request, sentence % count)
    return redirect(page_of(ElementKind.THEME, pk))


@require_POST
def consolidation_begin(request: SignedInRequest, pk: UUID) -> HttpResponse:
    theme = _consolidated_theme(request, pk)
    with refusal_shown(request):
        begin_consolidation(theme=theme, by=request.user, at=timezone.now())
        messages.success(request, _("Bis Sie fertig sind, kann nur die Koordination hier etwas ändern."))
    return redirect(page_of(ElementKind.THEME, pk))


@require_POST
def consolidation_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    theme = _consolidated_theme(request, pk)
    with refusal_shown(request):
        end_consolidation(theme=theme, by=request.user)
        messages.success(request, _("Das Themenfeld ist wieder für alle offen."))
    return redirect(page_of(ElementKind.THEME, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def working_group(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The form of those who work on a theme field."""
    require_right(request, Right.MANAGE_BODIES)
    theme = get_object_or_404(ThemeField.objects.readable_by(request.user).selected(), pk=pk)
    members = theme.working_group_members.values_list("user_id", flat=True)
    # Nobody ticked is an answer, too.
    data = request.POST if request.method == "POST" else None
    page = FormPage(request, WorkingGroupForm(data, initial={"members": members}))
    if page.is_valid():
        with page.saving():
            set_working_group(
                theme=theme, users=page.form.cleaned_data["members"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Die Arbeitsgruppe ist gespeichert."))
            return redirect(page_of(ElementKind.THEME, pk))
    context = {
        "theme": theme,
        "back_url": page_of(ElementKind.THEME, pk),
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/discussion/working_group_form.html", context)


def _consolidated_theme(request: SignedInRequest, pk: UUID) -> ThemeField:
    require_right(request, Right.CONSOLIDATE_THEMES)
    theme: ThemeField = get_object_or_404(ThemeField.objects.readable_by(request.user).selected(), pk=pk)
    return theme
