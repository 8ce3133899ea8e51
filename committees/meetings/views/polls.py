"""Surveys: the list, one survey, preparing it, opening and closing it."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.roles import Right
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.meetings.actions.poll_mails import announce_poll, remind_voters
from committees.meetings.actions.polls import (
    close_poll,
    create_poll,
    entitled_seats,
    move_closing,
    open_poll,
    remove_poll,
    save_poll,
    schedule_poll,
    set_options,
)
from committees.meetings.ballots import rule_sentences
from committees.meetings.choices import PollKind, PollState
from committees.meetings.forms.poll_options import options_form
from committees.meetings.forms.polls import ClosingForm, PollForm, ScheduleForm
from committees.meetings.models import Poll, Voter
from committees.meetings.result_facts import recommended, rules_of, standing_of, with_votes
from committees.meetings.result_tables import remark_table, tables_of, vote_table
from committees.meetings.results import Result, rule_of_counting
from editing.access import refusal_shown, require_right
from editing.asked import number_in
from editing.asking import CONFIRMED, Question, ask
from editing.saving import FormPage

FORM = "committees/meetings/poll_form.html"


@require_safe
def poll_list(request: SignedInRequest) -> HttpResponse:
    """One's own open surveys first, then all others by state."""
    require_right(request, Right.READ_WORKSPACE)
    now = timezone.now()
    polls = list(Poll.objects.readable_by(request.user).select_related("committee"))
    mine = {voter.poll_id: voter for voter in Voter.objects.filter(user=request.user)}
    by_state = {state: [poll for poll in polls if poll.state(now) == state] for state in PollState}
    opened = sorted(by_state[PollState.OPEN], key=_deadline)
    context = {
        "mine": [(poll, mine[poll.pk]) for poll in opened if poll.pk in mine],
        "others": [poll for poll in opened if poll.pk not in mine],
        "coming": by_state[PollState.SCHEDULED],
        "prepared": by_state[PollState.PREPARED],
        "closed": by_state[PollState.CLOSED],
    }
    return render(request, "committees/meetings/poll_list.html", context)


@require_safe
def poll_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One survey: its rules, who may vote, how many have, and the result when it may be seen."""
    now = timezone.now()
    polls = with_votes(
        Poll.objects.readable_by(request.user).select_related(
            "committee", "agenda_item__meeting", "taken_over_by"
        )
    )
    poll = get_object_or_404(polls, pk=pk)
    standing, rules = standing_of(poll, now), rules_of(poll)
    voter = next((voter for voter in poll.voters.all() if voter.user_id == request.user.pk), None)
    context = {
        "poll": poll,
        "standing": standing,
        "rules": rule_sentences(rules),
        "counting": rule_of_counting(rules),
        "options": list(poll.options.all()),
        **_result_parts(poll, standing.result),
        "voter": voter,
        "can_vote": voter is not None and standing.state == PollState.OPEN,
        "can_prepare": standing.state in (PollState.PREPARED, PollState.SCHEDULED),
        "can_take_over": request.user.has_right(Right.CHOOSE_THEMES)
        and poll.kind == PollKind.THEME_SELECTION
        and standing.result is not None
        and standing.state == PollState.CLOSED
        and poll.taken_over_at is None,
    }
    return render(request, "committees/meetings/poll_detail.html", context)


@require_safe
def poll_kinds(request: SignedInRequest) -> HttpResponse:
    """Choose what kind of survey to prepare."""
    require_right(request, Right.MANAGE_POLLS)
    return render(request, "committees/meetings/poll_kinds.html", {"kinds": PollKind})


@require_http_methods(["GET", "HEAD", "POST"])
def poll_add(request: SignedInRequest, kind: PollKind) -> HttpResponse:
    """Prepare a survey; what is voted on comes next."""
    require_right(request, Right.MANAGE_POLLS)
    form = PollForm(request.POST or None, instance=Poll(kind=kind), initial=_initial(request))
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving():
            poll = create_poll(poll=page.form.save(commit=False), by=request.user, at=timezone.now())
            return redirect("meetings:poll-options", pk=poll.pk)
    title = _("Abfrage anlegen: %(kind)s") % {"kind": kind.label}
    return page.answer(FORM, {"title": title, "poll": None})


@require_http_methods(["GET", "HEAD", "POST"])
def poll_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a survey that has not opened."""
    poll = _prepared(request, pk)
    page = FormPage(request, PollForm(request.POST or None, instance=poll))
    if page.is_valid():
        with page.saving(refused_with=409):
            save_poll(
                poll=Poll.objects.get(pk=poll.pk),
                values=page.form.values(),
                revision=page.form.cleaned_data["revision"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Gespeichert."))
            return redirect("meetings:poll-detail", pk=pk)
    return page.answer(FORM, {"title": _("Abfrage bearbeiten"), "poll": poll})


@require_http_methods(["GET", "HEAD", "POST"])
def poll_options(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is voted on."""
    poll = _prepared(request, pk)
    page = FormPage(request, options_form(poll, request.POST or None))
    if page.is_valid():
        with page.saving(refused_with=409):
            set_options(poll=poll, choices=page.form.chosen(), by=request.user, at=timezone.now())
            return redirect("meetings:poll-detail", pk=pk)
    return page.answer(FORM, {"title": _("Worüber wird abgestimmt?"), "poll": poll})


@require_http_methods(["GET", "HEAD", "POST"])
def poll_schedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan opening and closing; while the survey is open, only its closing."""
    poll = get_object_or_404(Poll.objects.manageable_by(request.user), pk=pk)
    now = timezone.now()
    if poll.state(now) == PollState.CLOSED:
        raise Http404
    is_open = poll.state(now) == PollState.OPEN
    form_class = ClosingForm if is_open else ScheduleForm
    planned = {"opens_at": poll.opens_at, "closes_at": poll.closes_at}
    page = FormPage(request, form_class(request.POST or None, initial=planned))
    if page.is_valid():
        opens_at = page.form.cleaned_data.get("opens_at")
        if opens_at is not None and CONFIRMED not in request.POST:
            return ask(request, _scheduling(poll, opens_at, page.form.data))
        change = move_closing if is_open else schedule_poll
        with page.saving(refused_with=409):
            saved = change(poll=poll, **page.form.cleaned_data, by=request.user, at=now)
            if not is_open and saved.opens_at is not None:
                announce_poll(poll=saved, by=request.user, at=now)
            messages.success(request, _("Gespeichert."))
            return redirect("meetings:poll-detail", pk=pk)
    return page.answer(FORM, {"title": _("Zeitplan der Abfrage"), "poll": poll})


@require_http_methods(["GET", "HEAD", "POST"])
def poll_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, saying who gets a mail, then open."""
    poll = _managed(request, pk)
    now = timezone.now()
    if request.method == "POST":
        with refusal_shown(request):
            opened = open_poll(poll=poll, by=request.user, at=now)
            announce_poll(poll=opened, by=request.user, at=now)
            messages.success(
                request,
                _(
                    "Die Abfrage ist offen. Alle Stimmberechtigten bekommen eine E-Mail. Was nicht zugestellt "
                    "wird, steht auf dieser Seite."
                ),
            )
        return redirect("meetings:poll-detail", pk=pk)
    question = Question(
        title=_("„%s“ jetzt öffnen?") % poll.title,
        sentences=[
            _("Alle Stimmberechtigten bekommen sofort eine E-Mail."),
            _("Regeln und Antworten stehen damit fest. Danach lässt sich nur noch das Ende verschieben."),
        ],
        texts=list(poll.options.values_list("label", flat=True)),
        people=[seat.user for seat in entitled_seats(poll, timezone.localdate(now))],
        yes=_("Ja, öffnen"),
        back=reverse("meetings:poll-detail", args=[pk]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, naming those who have not voted, then close."""
    poll = _managed(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            close_poll(poll=poll, by=request.user, at=timezone.now())
            messages.success(request, _("Die Abfrage ist geschlossen."))
        return redirect("meetings:poll-detail", pk=pk)
    missing = _waited_for(poll)
    count = ngettext("%d Stimme fehlt noch.", "%d Stimmen fehlen noch.", len(missing)) % len(missing)
    question = Question(
        title=_("„%s“ jetzt schließen?") % poll.title,
        sentences=[
            _("Danach kann niemand mehr abstimmen, und die Abfrage lässt sich nicht wieder öffnen."),
            count if missing else _("Alle haben abgestimmt."),
        ],
        texts=[user.name for user in missing],
        yes=_("Ja, schließen"),
        back=reverse("meetings:poll-detail", args=[pk]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, saying who gets a mail, then remind those who have not voted."""
    poll = _managed(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            count = remind_voters(poll=poll, by=request.user, at=timezone.now())
            sentence = ngettext(
                "%(count)d Mitglied wird per E-Mail erinnert.",
                "%(count)d Mitglieder werden per E-Mail erinnert.",
                count,
            )
            messages.success(request, sentence % {"count": count})
        return redirect("meetings:poll-detail", pk=pk)
    missing = _waited_for(poll)
    said = (
        _("Wer noch nicht abgestimmt hat, bekommt eine E-Mail.") if missing else _("Es fehlt keine Stimme.")
    )
    question = Question(
        title=_("An „%s“ erinnern?") % poll.title,
        sentences=[said],
        people=missing,
        yes=_("Erinnerung senden"),
        back=reverse("meetings:poll-detail", args=[pk]),
    )
    return ask(request, question)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a survey that never opened."""
    poll = _prepared(request, pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_poll(poll=poll, by=request.user, at=timezone.now())
        return redirect("meetings:poll-list")
    return render(request, "committees/meetings/poll_remove.html", {"poll": poll})


def _scheduling(poll: Poll, opens_at: datetime, sent: Mapping[str, str]) -> Question:
    """What follows from a plan: mails now, and a survey that opens by itself."""
    moment = timezone.localtime(opens_at)
    return Question(
        title=_("„%s“ für später planen?") % poll.title,
        sentences=[
            _("Alle Stimmberechtigten bekommen sofort eine E-Mail mit dem Termin."),
            _(
                "Am %(day)s um %(time)s Uhr öffnet die Abfrage von selbst. Dann stehen Regeln und Antworten "
                "fest; bis dahin können Sie alles noch ändern."
            )
            % {"day": date_format(moment, "j. F Y"), "time": date_format(moment, "H:i")},
        ],
        texts=list(poll.options.values_list("label", flat=True)),
        people=[seat.user for seat in entitled_seats(poll, moment.date())],
        keeps={name: sent.get(name, "") for name in ("opens_at", "closes_at")},
        yes=_("Ja, planen"),
        back=reverse("meetings:poll-schedule", args=[poll.pk]),
    )


def _result_parts(poll: Poll, result: Result | None) -> dict[str, object]:
    if result is None:
        return {}
    return {
        "recommended": recommended(poll, result),
        "tables": tables_of(result),
        "remarks": remark_table(result),
        "votes": vote_table(result) if result.named else None,
    }


def _managed(request: SignedInRequest, pk: int) -> Poll:
    return get_object_or_404(Poll.objects.manageable_by(request.user).select_related("committee"), pk=pk)


def _waited_for(poll: Poll) -> list[User]:
    """Those who have not voted yet, by name."""
    waiting = poll.voters.filter(has_voted=False).select_related("user").order_by("user__name", "pk")
    return [voter.user for voter in waiting]


def _prepared(request: SignedInRequest, pk: int) -> Poll:
    """A survey that can still be changed. To change one that has begun is refused with 404, as there is no way."""
    poll = get_object_or_404(Poll.objects.manageable_by(request.user), pk=pk)
    if request.method != "POST" and poll.state(timezone.now()) in (PollState.OPEN, PollState.CLOSED):
        raise Http404
    return poll


def _initial(request: SignedInRequest) -> dict[str, object]:
    """A link on a meeting's page names the body and the agenda item; otherwise it is the steering group."""
    named = {
        name: number
        for name in ("committee", "agenda_item")
        if (number := number_in(request.GET, name)) is not None
    }
    usual = Committee.objects.filter(kind=CommitteeKind.STEERING_GROUP).order_by("pk").first()
    return {"committee": usual, **named}


def _deadline(poll: Poll) -> tuple[bool, datetime | int]:
    return (poll.closes_at is None, poll.closes_at or poll.pk)
