"""Reading, editing, ordering and removing the elements; one set of views for all kinds."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from editing.access import refusal_shown
from editing.asked import keys_in
from editing.former_states import Saving, former_state_page
from editing.history import history_of
from editing.saving import FormPage
from editing.ways_back import say_with_way_back
from strategy.actions.elements import create_element, move_before, move_element, save_element
from strategy.actions.removal import remove_element
from strategy.choices import TEXT_STATUS_TRANSITIONS, ElementKind, TextStatus
from strategy.completeness import Finding, review_theme, smart_of
from strategy.discussion.marks import marks_of
from strategy.discussion.proposal_lines import by_place, lines_of
from strategy.discussion.threads import discussion_of
from strategy.document.document import ElementEntry, OperationalGoalEntry, ThemeSection
from strategy.document.drafting import theme_section
from strategy.document.tree import KINDS_BELOW_THEMES, TREE, parent_kind
from strategy.forms.element import GO_ON, ElementForm
from strategy.forms.elements import FORMS
from strategy.forms.measures import UNUSUAL
from strategy.inventory.alike import doubles_of
from strategy.links import finding_page, place_of
from strategy.models import Attachment, Proposal, ThemeField
from strategy.models.kinds import (
    ELEMENT_MODELS,
    MODELS_BELOW_THEMES,
    AnyElement,
    GoalOrMeasure,
    elements_of,
    goals_or_measures,
)
from strategy.next_finding import next_finding
from strategy.permissions import (
    can_attach,
    can_change_text_status,
    can_edit,
    can_evaluate,
    can_propose,
    can_propose_move,
    can_propose_removal,
    can_remove,
    is_open_to,
    work_keys,
)
from strategy.reviewing import reviewed
from strategy.views.kept_text import kept_text
from strategy.views.resting import explains_rest


@require_safe
def element_detail(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """One element. A theme field shows its whole tree."""
    element = get_object_or_404(elements_of(kind).readable_by(request.user).active().with_ancestors(), pk=pk)
    context: dict[str, object] = {
        "element": element,
        "can_edit": can_edit(request.user, element),
        "discussion": discussion_of(element, request.user),
    }
    if kind == ElementKind.CHAPTER:
        return render(request, "strategy/chapter_detail.html", context)
    theme = element.theme_of
    if theme is None or theme.position is None:
        raise Http404
    is_open = is_open_to(request.user, element)
    section = theme_section(theme)
    context |= {
        "theme": section,
        "can_add": is_open,
        "attachments": list(Attachment.objects.about(element).select_related("uploaded_by")),
        "can_attach": can_attach(request.user, element),
        # The draft of an adopted strategy is still edited, but its order is fixed.
        "can_move": is_open and not theme.strategy.has_fixed_numbers,
    }
    if isinstance(element, ThemeField):
        context |= _theme_parts(request.user, element, section)
        context["has_ways"] = is_open or can_propose(request.user, element)
    else:
        context |= _goal_parts(request.user, element, section)
    return render(request, f"strategy/{kind}_detail.html", context)


def _theme_parts(user: User, theme: ThemeField, section: ThemeSection) -> dict[str, object]:
    """The page of a theme field: the whole tree with its marks, and who works on it."""
    marks = marks_of(theme, user)
    editable = {key for key, mark in marks.items() if mark.can_edit}
    waiting = Proposal.objects.waiting_at([theme.pk, *marks]).filter(parent_key__isnull=False)
    return {
        # Of a row that was changed in its place.
        "said": (),
        "proposed": by_place(lines_of(waiting.select_related("author"))),
        "review": review_theme(section),
        "marks": marks,
        "editable": editable | ({theme.pk} if can_edit(user, theme) else set()),
        "drafts": sum(mark.status == TextStatus.DRAFT for mark in marks.values()),
        "working_group": theme.working_group_members.select_related("user"),
    }


def _goal_parts(user: User, element: AnyElement, section: ThemeSection) -> dict[str, object]:
    """The page of a goal or measure."""
    entry = _entry(section, element.pk)
    return {
        "entry": entry,
        "smart": smart_of(entry) if isinstance(entry, OperationalGoalEntry) else (),
        "dns_codes": getattr(entry, "dns_codes", ()),
        "nhs_codes": getattr(entry, "nhs_codes", ()),
        "alike": doubles_of(cast("GoalOrMeasure", element)),
        "findings": _findings(element, section),
        "editable": {element.pk} if can_edit(user, element) else set(),
        "can_remove": can_remove(user, element),
        "can_propose_removal": can_propose_removal(user, element),
        "can_propose_move": can_propose_move(user, element),
        "steps_below": _steps_below(element),
        "next_statuses": [to for to in TextStatus if can_change_text_status(user, element, to)],
        **_ends(section, entry),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def element_edit(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """The form of an element. After saving one is back where one read it."""

    def draw(page: FormPage[ElementForm], element: AnyElement) -> HttpResponse:
        context = {
            "element": element,
            "findings": _findings(element),
            "editable": {element.pk},
            "discussion": discussion_of(element, request.user),
            **_back(element),
        }
        return page.answer("strategy/element_edit.html", context)

    return edit(
        request,
        kind,
        pk,
        form=lambda element: FORMS[kind](request.POST or None, instance=element).with_way_on().with_beside(),
        saved=lambda element: _saved(request, element, _("Gespeichert.")),
        draw=draw,
    )


def edit(
    request: SignedInRequest,
    kind: ElementKind,
    pk: UUID,
    *,
    form: Callable[[AnyElement], ElementForm],
    saved: Callable[[AnyElement], HttpResponse],
    draw: Callable[[FormPage[ElementForm], AnyElement], HttpResponse],
) -> HttpResponse:
    """Save a form of an element or draw it; who may no longer edit it sees once more what was typed."""
    element = ELEMENT_MODELS[kind].objects.editable_by(request.user).with_ancestors().filter(pk=pk).first()
    if element is None and request.method == "POST":
        return kept_text(request, kind, pk)
    if element is None or (isinstance(element, ThemeField) and element.position is None):
        raise Http404
    page = FormPage(request, form(element))
    if page.is_valid():
        with page.saving():
            save_element(
                element=element,
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
            )
            return saved(element)
    if page.refusal:
        return kept_text(request, kind, pk)
    if page.form.is_bound:
        # The form has put what was typed into the row.
        element = ELEMENT_MODELS[kind].objects.with_ancestors().get(pk=pk)
    return draw(page, element)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def element_add(request: SignedInRequest, kind: ElementKind, parent: UUID) -> HttpResponse:
    """The form of a new goal or measure below another element."""
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    above = get_object_or_404(
        elements_of(parent_kind(kind)).open_to(request.user).with_ancestors(), pk=parent
    )
    if isinstance(above, ThemeField) and above.position is None:
        raise Http404
    page = FormPage(request, FORMS[kind](request.POST or None).with_way_on().with_beside())
    if page.is_valid():
        with page.saving():
            element = create_element(
                model=MODELS_BELOW_THEMES[kind], parent=above, values=page.form.values(), by=request.user
            )
            return _saved(request, element, _("%(kind)s angelegt.") % {"kind": kind.label})
    context = {"kind": kind, "parent": above, "findings": (), "element": None, **_back(above)}
    return page.answer("strategy/element_add.html", context)


@require_safe
def element_history(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """The changes, with who made them and when."""
    element = get_object_or_404(elements_of(kind).readable_by(request.user).with_ancestors(), pk=pk)
    context = {
        "element": element,
        "entries": history_of(element),
        "can_restore": can_edit(request.user, element),
        **_back(element),
    }
    return render(request, "strategy/element_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def element_former(request: SignedInRequest, kind: ElementKind, pk: UUID, record: int) -> HttpResponse:
    """Go back to a former state of an element, or of some of its fields."""
    rows = ELEMENT_MODELS[kind].objects.editable_by(request.user).with_ancestors().filter(pk=pk)
    element = rows.first()
    if element is None or (isinstance(element, ThemeField) and element.position is None):
        raise Http404

    def form(data: QueryDict | None) -> ElementForm:
        found = FORMS[kind](data, instance=get_object_or_404(rows))
        if data is None or found.is_valid() or UNUSUAL not in found.fields:
            return found
        # What was saved then was meant then.
        confirmed = data.copy()
        confirmed.setlist(UNUSUAL, [str(box.data["value"]) for box in found[UNUSUAL].subwidgets])
        return FORMS[kind](confirmed, instance=get_object_or_404(rows))

    def save(values: dict[str, object], revision: int, note: str) -> None:
        save_element(element=element, values=values, revision=revision, by=request.user, note=note)

    return former_state_page(
        request,
        row=element,
        key=record,
        saving=Saving(form=form, save=save),
        context={"name": f"{kind.label} {element.number}: {Truncator(str(element)).chars(120)}"},
        back=reverse("strategy:element-history", args=[kind, pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def element_remove(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Ask, saying what goes with it, then remove."""
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    element = get_object_or_404(goals_or_measures(kind).removable_by(request.user).with_ancestors(), pk=pk)
    if request.method == "POST":
        place = place_of(element.parent)
        with refusal_shown(request):
            remove_element(element=element, by=request.user, at=timezone.now())
            said = _("%(kind)s entfernt.") % {"kind": kind.label}
            say_with_way_back(request, said, "strategy:bin-element", kind, pk)
        return redirect(place)
    entry = _entry(theme_section(element.theme_of), element.pk)
    return render(
        request, "strategy/element_remove.html", {"element": element, "entry": entry, **_back(element)}
    )


@require_POST
@explains_rest
def element_up(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    return _move(request, kind, pk, up=True)


@require_POST
@explains_rest
def element_down(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    return _move(request, kind, pk, up=False)


@require_POST
@explains_rest
def element_order(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Put an element before the sibling that it was dragged to, or at the end."""
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    element = get_object_or_404(goals_or_measures(kind).open_to(request.user).with_ancestors(), pk=pk)
    before = next(iter(keys_in(request.POST, "before")), None)
    with refusal_shown(request):
        move_before(element=element, before=before, by=request.user)
    return redirect(place_of(element))


def _move(request: SignedInRequest, kind: ElementKind, pk: UUID, *, up: bool) -> HttpResponse:
    if kind not in KINDS_BELOW_THEMES:
        raise Http404
    element = get_object_or_404(goals_or_measures(kind).open_to(request.user).with_ancestors(), pk=pk)
    with refusal_shown(request):
        move_element(element=element, up=up, by=request.user)
    return redirect(place_of(element))


def _saved(request: SignedInRequest, element: AnyElement, sentence: str) -> HttpResponse:
    """Say that it is saved and what is open next, and go there if that is wanted, otherwise back to where one read."""
    found = reviewed(element.strategy_of)
    doable = found.review.doable(work_keys(request.user), evaluates=can_evaluate(request.user))
    finding = next_finding(doable.findings, found.document, saved=element.pk, kind=element.kind)
    if finding is None:
        messages.success(request, sentence)
        return redirect(place_of(element))
    if GO_ON in request.POST:
        messages.success(
            request, _("%(saved)s Weiter: %(finding)s") % {"saved": sentence, "finding": finding.sentence}
        )
        return redirect(finding_page(finding))
    link = format_html('<a class="kern-link" href="{}">{}</a>', finding_page(finding), finding.sentence)
    messages.success(request, format_html(_("{} Weiter: {}"), sentence, link))
    return redirect(place_of(element))


def _steps_below(element: AnyElement) -> set[str]:
    """Whereto the texts directly below can go; what is adopted goes nowhere together."""
    child = TREE[ElementKind(element.kind)].child
    if child is None:
        return set()
    children = goals_or_measures(child).active()
    stands = children.filter(**{children.model.parent_field: element}).values_list("text_status", flat=True)
    return {to for now in set(stands) for to in TEXT_STATUS_TRANSITIONS[now]}


def _findings(element: AnyElement, section: ThemeSection | None = None) -> list[Finding]:
    """What is missing at an element itself; nothing for a chapter, which is reviewed with the whole document."""
    theme = element.theme_of
    if theme is None:
        return []
    return [
        found for found in review_theme(section or theme_section(theme)).findings if found.key == element.pk
    ]


def _back(element: AnyElement) -> dict[str, str]:
    return {"back_url": place_of(element), "back_label": _("Abbrechen")}


def _ends(section: ThemeSection, entry: ElementEntry) -> dict[str, bool]:
    """Tell whether an entry is the first or the last among its siblings, where it cannot be moved further."""
    siblings = [other for other in _entries(section) if _parent_number(other) == _parent_number(entry)]
    return {"first": siblings[0] is entry, "last": siblings[-1] is entry}


def _parent_number(entry: ElementEntry) -> str:
    return entry.number.rpartition(".")[0]


def _entry(section: ThemeSection, key: UUID) -> ElementEntry:
    return next(entry for entry in _entries(section) if entry.key == key)


def _entries(section: ThemeSection) -> list[ElementEntry]:
    return [visit.entry for visit in section.walk()]
