"""Inviting people into a body."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from committees.bodies.actions.members import (
    Invited,
    invite_member,
    invite_members,
    role_for,
    seated_addresses,
)
from committees.bodies.choices import CommitteeKind
from committees.bodies.forms.members import MemberForm, MemberListForm
from committees.bodies.member_list import ListLine, read_member_list
from committees.bodies.models import Committee, SeatGroup
from editing.asking import BACK, CONFIRMED, Question, ask
from editing.saving import FormPage


@require_http_methods(["GET", "HEAD", "POST"])
def member_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Invite one person."""
    committee = _committee(request, pk)
    page = FormPage(request, MemberForm(request.POST or None, committee=committee))
    if page.is_valid():
        with page.saving():
            seat = invite_member(
                committee=committee, **page.form.cleaned_data, by=request.user, at=timezone.now()
            )
            done = _("%(name)s hat jetzt einen Sitz und bekommt eine E-Mail.")
            messages.success(request, done % {"name": seat.user.name})
            return redirect("bodies:committee-detail", pk)
    context = {"committee": committee, "role": role_for(committee).label}
    return page.answer("committees/bodies/member_invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_list_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, saying who gets a mail, then invite all whose line is right; the others come back with their reasons."""
    committee = _committee(request, pk)
    form = MemberListForm(request.POST or None, request.FILES or None)
    invited = None
    if request.method == "POST" and form.is_valid():
        lines = _read(committee, form.text())
        if BACK in request.POST:
            return _answer(request, committee, MemberListForm(initial={"lines": form.text()}))
        if CONFIRMED not in request.POST and not all(line.reason for line in lines):
            return ask(request, _question(committee, lines, form.text()))
        invited = invite_members(committee=committee, lines=lines, by=request.user, at=timezone.now())
        if not invited.wrong:
            messages.success(request, _sentence(invited))
            return redirect("bodies:committee-detail", pk)
        form = MemberListForm(initial={"lines": "\n".join(line.source for line in invited.wrong)})
    return _answer(request, committee, form, invited)


def _answer(
    request: SignedInRequest, committee: Committee, form: MemberListForm, invited: Invited | None = None
) -> HttpResponse:
    """Draw the form of the list, with what became of it so far."""
    groups = [group.name for group in SeatGroup.objects.all()]
    context: dict[str, object] = {
        "form": form,
        "committee": committee,
        "groups": groups,
        "role": role_for(committee).label,
        "wrong": invited.wrong if invited else (),
        "sentence": _sentence(invited) if invited and invited.names else "",
    }
    status = 422 if invited or form.errors else 200
    return render(request, "committees/bodies/member_list_invite.html", context, status=status)


def _read(committee: Committee, text: str) -> tuple[ListLine, ...]:
    return read_member_list(
        text,
        groups=[group.name for group in SeatGroup.objects.all()],
        seated=seated_addresses(committee, timezone.now()),
        group_required=committee.kind == CommitteeKind.STEERING_GROUP,
    )


def _question(committee: Committee, lines: Sequence[ListLine], text: str) -> Question:
    """Who gets a seat and a mail, and how many lines stay behind."""
    right = [line for line in lines if not line.reason]
    count, wrong = len(right), len(lines) - len(right)
    gets_mail = ngettext(
        "%(count)d Person bekommt einen Sitz in „%(body)s“ und sofort eine E-Mail:",
        "%(count)d Personen bekommen einen Sitz in „%(body)s“ und sofort eine E-Mail:",
        count,
    )
    stays = ngettext(
        "%(count)d Zeile ist noch nicht richtig. Sie steht danach wieder im Formular.",
        "%(count)d Zeilen sind noch nicht richtig. Sie stehen danach wieder im Formular.",
        wrong,
    )
    sentences = [stays % {"count": wrong}] if wrong else []
    return Question(
        title=ngettext("%d Person einladen?", "%d Personen einladen?", count) % count,
        sentences=[*sentences, gets_mail % {"count": count, "body": committee.name}],
        texts=[", ".join(filter(None, (line.name, line.email, line.group))) for line in right],
        keeps={"lines": text},
        yes=_("Ja, einladen"),
        back=reverse("bodies:member-list-invite", args=[committee.pk]),
    )


def _sentence(invited: Invited) -> str:
    count = len(invited.names)
    return ngettext(
        "%(count)d Person hat jetzt einen Sitz und bekommt eine E-Mail.",
        "%(count)d Personen haben jetzt einen Sitz und bekommen eine E-Mail.",
        count,
    ) % {"count": count}


def _committee(request: SignedInRequest, pk: int) -> Committee:
    return get_object_or_404(Committee.objects.invitable_by(request.user), pk=pk)
