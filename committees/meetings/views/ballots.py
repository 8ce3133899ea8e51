"""Voting. The code of a secret vote stands in a cookie and on the page, and nowhere else."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from committees.meetings.actions.ballots import CodeMissing, answers_of, cast_ballot
from committees.meetings.ballots import remaining_words, rule_sentences
from committees.meetings.choices import PollState, Secrecy
from committees.meetings.codes import new_code, normalised
from committees.meetings.forms.ballots import BallotForm
from committees.meetings.models import Poll, Voter
from committees.meetings.option_meanings import meanings_of
from committees.meetings.result_facts import rules_of
from editing.exceptions import RuleBroken

# How long a browser keeps a code after somebody last opened the ballot.
COOKIE_AGE = timedelta(days=30)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def poll_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ballot of somebody entitled to vote."""
    poll = get_object_or_404(Poll.objects.votable_by(request.user).select_related("committee"), pk=pk)
    now = timezone.now()
    if request.method != "POST" and poll.state(now) != PollState.OPEN:
        return redirect("meetings:poll-detail", pk=pk)
    rules, kept = rules_of(poll), _kept_code(request, poll)
    answers = answers_of(poll=poll, user=request.user, code=kept)
    asks_code = _asks_code(request, poll, knows_code=answers is not None)
    is_secret = poll.secrecy == Secrecy.SECRET
    meanings = meanings_of(poll.options.all())
    form = BallotForm(
        request.POST or None,
        rules=rules,
        answers=answers,
        asks_code=asks_code,
        is_secret=is_secret,
        meanings=meanings,
    )
    code = kept or new_code()
    if request.method == "POST" and form.is_valid():
        code = normalised(form.cleaned_data.get("code", "")) or ("" if asks_code else code)
        try:
            cast_ballot(poll=poll, user=request.user, answers=form.answers, code=code, at=now)
        except CodeMissing as refusal:
            form = BallotForm(
                request.POST, rules=rules, asks_code=True, is_secret=is_secret, meanings=meanings
            )
            form.full_clean()
            form.add_error(None, str(refusal))
            return _ballot_page(request, poll, form, status=409)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
            return _ballot_page(request, poll, form, status=409)
        response: HttpResponse = redirect("meetings:poll-thanks", pk=pk)
    else:
        response = _ballot_page(request, poll, form, status=422 if form.is_bound else 200)
    if is_secret and not (asks_code and response.status_code != 302):
        # Before the vote, too: a click that is sent twice, or again after a lost answer, brings the same code.
        _keep_code(response, request, poll, code)
    return response


@never_cache
@require_safe
def poll_thanks(request: SignedInRequest, pk: int) -> HttpResponse:
    """The vote is counted. In a secret poll, the code to note down."""
    poll = get_object_or_404(Poll.objects.votable_by(request.user), pk=pk)
    code = _kept_code(request, poll)
    if answers_of(poll=poll, user=request.user, code=code) is None:
        return redirect("meetings:poll-detail", pk=pk)
    waiting = Poll.objects.waiting_for(request.user, timezone.now()).exclude(pk=poll.pk)
    context = {"poll": poll, "code": code, "next_poll": waiting.first()}
    return render(request, "committees/meetings/ballot_thanks.html", context)


def _ballot_page(request: SignedInRequest, poll: Poll, form: BallotForm, *, status: int) -> HttpResponse:
    context = {
        "poll": poll,
        "form": form,
        "rules": rule_sentences(form.rules),
        "remaining": remaining_words(form.rules),
    }
    return render(request, "committees/meetings/ballot_form.html", context, status=status)


def _asks_code(request: SignedInRequest, poll: Poll, *, knows_code: bool) -> bool:
    """Say whether somebody must enter their code: they voted in secret, and this browser does not hold it."""
    if poll.secrecy == Secrecy.NAMED or knows_code:
        return False
    return Voter.objects.filter(poll=poll, user=request.user, has_voted=True).exists()


def _cookie_name(request: SignedInRequest, poll: Poll) -> str:
    # With the person in the name, two people at one machine keep a code each.
    return f"stimme-{poll.pk}-{request.user.pk}"


def _kept_code(request: SignedInRequest, poll: Poll) -> str:
    if poll.secrecy == Secrecy.NAMED:
        return ""
    return normalised(request.COOKIES.get(_cookie_name(request, poll), ""))


@sensitive_variables()
def _keep_code(response: HttpResponse, request: SignedInRequest, poll: Poll, code: str) -> None:
    response.set_cookie(
        _cookie_name(request, poll),
        code,
        max_age=COOKIE_AGE,
        path=reverse("meetings:poll-detail", args=[poll.pk]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
