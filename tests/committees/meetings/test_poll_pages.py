"""The pages of surveys: preparing, voting, results."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Delivery, User
from committees.bodies.models import Committee
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.polls import open_poll
from committees.meetings.choices import PollKind
from committees.meetings.codes import new_code
from committees.meetings.models import AgendaItem, Ballot, Meeting, Poll
from committees.meetings.poll_elements import Choice, choices_for
from strategy.actions.removal import remove_element
from strategy.links import page_of
from strategy.models import Measure, Strategy, ThemeField
from tests.builders import (
    make_goal,
    make_measure,
    make_membership,
    make_poll,
    make_programme,
    make_steering_group,
    make_strategic_goal,
)
from tests.conftest import signed_in

HOUR = timedelta(hours=1)


@pytest.fixture
def group(member: User) -> Committee:
    committee = make_steering_group("Kirchen", "IHK", "Jugend")
    make_membership(committee, member, group="Umwelt")
    return committee


def running(committee: Committee, by: User, **fields: Any) -> Poll:
    """A survey that opened an hour ago by the real clock, which the pages use."""
    return open_poll(poll=make_poll(committee, by=by, **fields), by=by, at=timezone.now() - HOUR)


def closed(poll: Poll) -> Poll:
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    poll.refresh_from_db()
    return poll


def everybody_votes(poll: Poll, answers: Any = None) -> None:
    given = answers or {str(poll.options.first().pk): 1}
    for voter in poll.voters.select_related("user"):
        code = new_code() if poll.secrecy == "secret" else ""
        cast_ballot(poll=poll, user=voter.user, answers=given, code=code, at=timezone.now())


def page(name: str, poll: Poll) -> str:
    return reverse(f"meetings:poll-{name}", args=[poll.pk])


def text_of(response: Any) -> str:
    return response.content.decode()


def stances(poll: Poll, stance: str, comment: str = "") -> dict[str, str]:
    data: dict[str, str] = {}
    for option in poll.options.all():
        data |= {f"option_{option.pk}": stance, f"comment_{option.pk}": comment}
    return data


def goals_poll(strategy: Strategy, committee: Committee, by: User, **fields: Any) -> Poll:
    theme = make_programme(strategy, by=by).operational_goal.strategic_goal.theme
    make_goal(make_strategic_goal(theme, by=by), by=by)
    poll = make_poll(committee, by=by, kind=PollKind.AGREEMENT, choices=(), **fields)
    client = signed_in(by)
    response = client.post(page("options", poll), {"whole": ["1"]})
    assert response.status_code == 302
    return open_poll(poll=poll, by=by, at=timezone.now() - HOUR)


def test_a_theme_selection_is_prepared_opened_and_closed_on_the_pages(
    strategy: Strategy, group: Committee, coordination_client: Client
) -> None:
    add = reverse("meetings:poll-add", args=["theme_selection"])
    data = {"committee": group.pk, "title": "Welche Felder?", "points": "5", "seats": "5", "secrecy": "named"}
    response = coordination_client.post(add, data)
    poll = Poll.objects.get()
    assert response["Location"] == page("options", poll)
    offered = coordination_client.get(response["Location"]).context["form"]["single"]
    # The prescribed theme field is no question.
    assert len(offered.value()) == 9
    coordination_client.post(response["Location"], {"single": offered.value()})
    asked = coordination_client.get(page("open", poll)).content.decode()
    assert "Alle Stimmberechtigten bekommen sofort eine E-Mail." in asked
    assert "An wen? (4 Personen)" in asked
    assert poll.voters.count() == 0
    coordination_client.post(page("open", poll))
    poll.refresh_from_db()
    assert (poll.options.count(), poll.voters.count(), poll.closes_at) == (9, 4, None)
    assert "lässt sich nicht wieder öffnen" in coordination_client.get(page("close", poll)).content.decode()
    coordination_client.post(page("close", poll))
    poll.refresh_from_db()
    assert poll.closes_at is not None


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        (
            {"points": "", "picks": ""},
            "points",
            "Bitte geben Sie eines von beiden an: Punkte je Mitglied, oder bis zu wie viele.",
        ),
        (
            {"picks": "3"},
            "points",
            "Bitte geben Sie eines von beiden an: Punkte je Mitglied, oder bis zu wie viele.",
        ),
        ({"seats": "0"}, "seats", "Bitte geben Sie eine Zahl von 1 bis 100 ein."),
        # Not read as one point.
        ({"points": "1.000"}, "points", "Bitte geben Sie eine Zahl von 1 bis 100 ein."),
        (
            {"points": "12,5"},
            "points",
            "„12,5“ ist keine ganze Zahl, gelesen als 12,5. Zum Beispiel: 12",
        ),
        ({"seats": "31.12.2027"}, "seats", "„31.12.2027“ ist ein Datum, keine Zahl. Zum Beispiel: 12"),
        (
            {"secrecy": "secret", "results_live": "on"},
            "__all__",
            "Eine geheime Abfrage zeigt keinen Zwischenstand: Aus ihm ließe sich ablesen, wer wie stimmt.",
        ),
        (
            {"description": "x" * 20_000},
            "description",
            "Dieser Text hat 20.000 Zeichen, erlaubt sind höchstens 10.000.",
        ),
    ],
)
def test_rules_that_make_no_sense_are_told_and_nothing_is_lost(
    group: Committee, coordination_client: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    data = {"committee": group.pk, "title": "Felder?", "points": "5", "seats": "5", "secrecy": "named"}
    add = reverse("meetings:poll-add", args=["theme_selection"])
    response = coordination_client.post(add, data | changed)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [sentence]}
    assert 'value="Felder?"' in text_of(response)
    assert Poll.objects.count() == 0


def test_two_people_editing_a_survey_meet_the_conflict(
    group: Committee, coordination: User, coordination_client: Client
) -> None:
    poll = make_poll(group, by=coordination, title="Alt")
    data = {"committee": group.pk, "title": "Erste", "picks": "1", "secrecy": "named", "revision": "1"}
    assert coordination_client.post(page("edit", poll), data).status_code == 302
    response = coordination_client.post(page("edit", poll), data | {"title": "Zweite"})
    assert response.status_code == 409
    assert 'value="Zweite"' in text_of(response)
    poll.refresh_from_db()
    assert poll.title == "Erste"


def test_free_answers_stand_one_a_line(
    group: Committee, coordination: User, coordination_client: Client
) -> None:
    poll = make_poll(group, by=coordination)
    url = page("options", poll)
    assert coordination_client.post(url, {"answers": "Ja\r\n\r\n  Nein \r\nVielleicht"}).status_code == 302
    assert [option.label for option in poll.options.all()] == ["Ja", "Nein", "Vielleicht"]
    for answers, sentence in {
        "Ja": "Bitte geben Sie mindestens zwei Antworten an.",
        "Ja\nja": "Eine Antwort steht doppelt da.",
        "Ja\n" + "x" * 301: f"Eine Antwort hat höchstens 300 Zeichen. Zu lang ist: „{'x' * 60} …“",
    }.items():
        response = coordination_client.post(url, {"answers": answers})
        assert (response.status_code, response.context["form"].errors["answers"]) == (422, [sentence])
    assert poll.options.count() == 3


def test_options_can_be_whole_groups_and_single_measures(
    strategy: Strategy, group: Committee, coordination: User, coordination_client: Client
) -> None:
    first = make_programme(strategy, by=coordination)
    second = make_measure(first.operational_goal, by=coordination)
    other = make_goal(make_strategic_goal(first.theme_of, by=coordination), by=coordination)
    third, _left_out = (make_measure(other, by=coordination) for _ in range(2))
    poll = make_poll(group, by=coordination, kind=PollKind.RANKING, choices=())
    assert coordination_client.post(page("options", poll), {"save": "1"}).status_code == 422
    coordination_client.post(page("options", poll), {"whole": ["0"], "single": [str(third.pk)]})
    assert [option.label for option in poll.options.all()] == [
        f"1.1.1.1 {first.title}",
        f"1.1.1.2 {second.title}",
        f"1.2.1.1 {third.title}",
    ]


def test_a_plan_is_kept_and_its_end_can_move(
    group: Committee, coordination: User, coordination_client: Client
) -> None:
    poll = make_poll(group, by=coordination)
    opens = timezone.localtime() + timedelta(days=1)
    data = {"opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": f"{opens + HOUR:%Y-%m-%dT%H:%M}"}
    asked = coordination_client.post(page("schedule", poll), data)
    assert "An wen? (4 Personen)" in text_of(asked)
    assert f'name="opens_at" value="{data["opens_at"]}"' in text_of(asked)
    assert Delivery.objects.count() == 0
    back = coordination_client.post(page("schedule", poll), {**data, "zurueck": "ja"})
    assert (back.status_code, back.context["form"]["opens_at"].value()) == (200, data["opens_at"])
    planned = coordination_client.post(page("schedule", poll), {**data, "bestaetigt": "ja"})
    assert (planned.status_code, Delivery.objects.count()) == (302, 4)
    backwards = {"opens_at": data["closes_at"], "closes_at": data["opens_at"]}
    response = coordination_client.post(page("schedule", poll), backwards)
    assert response.context["form"].errors == {"closes_at": ["Die Abfrage schließt, bevor sie öffnet."]}
    open_poll(poll=poll, by=coordination, at=timezone.now() - HOUR)
    coordination_client.post(page("schedule", poll), {"closes_at": ""})
    poll.refresh_from_db()
    assert (poll.closes_at, poll.voters.count()) == (None, 4)


def test_a_member_votes_and_changes_the_vote(
    strategy: Strategy, group: Committee, coordination: User, member: User, member_client: Client
) -> None:
    poll = goals_poll(strategy, group, coordination)
    response = member_client.post(page("vote", poll), stances(poll, "agree"))
    assert response["Location"] == page("thanks", poll)
    assert "Ihr Code" not in text_of(member_client.get(response["Location"]))
    again = member_client.get(page("vote", poll))
    assert text_of(again).count(" checked") == poll.options.count() == 2
    member_client.post(page("vote", poll), stances(poll, "concerns", "Zu teuer."))
    ballot = Ballot.objects.get()
    assert ballot.voter.user == member
    assert {
        str(option.pk): {"stance": "concerns", "comment": "Zu teuer."} for option in poll.options.all()
    } == (ballot.answers)


def test_a_missing_reason_is_told_at_its_goal_and_nothing_is_lost(
    strategy: Strategy, group: Committee, coordination: User, member_client: Client
) -> None:
    poll = goals_poll(strategy, group, coordination)
    first, second = poll.options.all()
    data = stances(poll, "agree", "Nur ein Wort.") | {
        f"option_{second.pk}": "reject",
        f"comment_{second.pk}": "",
    }
    response = member_client.post(page("vote", poll), data)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        f"comment_{second.pk}": ["Bitte schreiben Sie kurz, warum Sie Bedenken haben oder ablehnen."]
    }
    assert "Nur ein Wort." in text_of(response)
    assert Ballot.objects.count() == 0
    data[f"comment_{second.pk}"] = "y" * 20_000
    response = member_client.post(page("vote", poll), data)
    assert response.context["form"].errors == {
        f"comment_{second.pk}": ["Die Anmerkung hat 20.000 Zeichen, erlaubt sind höchstens 2.000."]
    }
    assert "y" * 20_000 in text_of(response)
    assert first.label in text_of(response).replace("&quot;", '"')


def test_a_vote_after_closing_is_refused_and_stays_on_the_page(
    strategy: Strategy, group: Committee, coordination: User, member_client: Client
) -> None:
    poll = closed(goals_poll(strategy, group, coordination))
    response = member_client.post(page("vote", poll), stances(poll, "reject", "Meine Gründe."))
    assert response.status_code == 409
    assert "Die Abfrage ist inzwischen geschlossen." in text_of(response)
    assert "Meine Gründe." in text_of(response)
    assert Ballot.objects.count() == 0
    assert member_client.get(page("vote", poll))["Location"] == page("detail", poll)


def test_a_second_tab_replaces_the_named_vote(group: Committee, coordination: User, member: User) -> None:
    poll = running(group, coordination)
    first, second = signed_in(member), signed_in(member)
    yes, no = (str(option.pk) for option in poll.options.all())
    first.post(page("vote", poll), {"picks": yes})
    second.post(page("vote", poll), {"picks": no})
    assert Ballot.objects.get().answers == {no: 1}


def test_a_secret_vote_is_changed_in_the_same_browser_and_elsewhere_with_the_code(
    group: Committee, coordination: User, member: User
) -> None:
    poll = running(group, coordination, secrecy="secret")
    yes, no = (str(option.pk) for option in poll.options.all())
    here, elsewhere = signed_in(member), signed_in(member)
    elsewhere.get(page("vote", poll))
    here.get(page("vote", poll))
    here.post(page("vote", poll), {"picks": yes})
    code = here.cookies[f"stimme-{poll.pk}-{member.pk}"].value
    here.post(page("vote", poll), {"picks": no})
    assert Ballot.objects.get().answers == {no: 1}

    refused = elsewhere.post(page("vote", poll), {"picks": yes})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "code": ["Bitte geben Sie den Code ein, den Sie bei Ihrer Stimmabgabe bekommen haben."]
    }
    assert f'value="{yes}"' in text_of(refused)
    assert " checked" in text_of(refused)
    wrong = elsewhere.post(page("vote", poll), {"picks": yes, "code": new_code()})
    assert wrong.status_code == 409
    assert "Ändern können Sie sie nur mit dem Code" in text_of(wrong)
    assert Ballot.objects.get().answers == {no: 1}
    elsewhere.post(page("vote", poll), {"picks": yes, "code": code.lower()})
    assert Ballot.objects.get().answers == {yes: 1}
    assert code in text_of(elsewhere.get(page("thanks", poll)))


def test_another_person_at_the_same_machine_cannot_use_the_code(
    group: Committee, coordination: User, member: User
) -> None:
    poll = running(group, coordination, secrecy="secret")
    yes, no = (str(option.pk) for option in poll.options.all())
    browser = signed_in(member)
    browser.post(page("vote", poll), {"picks": yes})
    code = browser.cookies[f"stimme-{poll.pk}-{member.pk}"].value
    other = poll.voters.exclude(user=member).first().user
    browser.force_login(other)
    browser.cookies[f"stimme-{poll.pk}-{other.pk}"] = code
    assert " checked" not in text_of(browser.get(page("vote", poll)))
    assert browser.get(page("thanks", poll))["Location"] == page("detail", poll)
    browser.post(page("vote", poll), {"picks": no})
    assert sorted(map(str, Ballot.objects.values_list("answers", flat=True))) == sorted(
        [str({yes: 1}), str({no: 1})]
    )


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_a_draft_of_the_ballot_is_kept_only_where_the_vote_is_no_secret(
    group: Committee, coordination: User, member_client: Client, secrecy: str
) -> None:
    poll = running(group, coordination, secrecy=secrecy)
    ballot = text_of(member_client.get(page("vote", poll)))
    assert ("data-draft " in ballot or 'data-draft=""' in ballot) is (secrecy == "named")


def test_ballot_explains_its_options_and_leads_to_their_elements(
    strategy: Strategy, group: Committee, coordination: User, member_client: Client
) -> None:
    measure = make_programme(strategy, by=coordination)
    make_measure(measure.operational_goal, by=coordination)
    Measure.objects.filter(pk=measure.pk).update(description="Erklärt **alles** & <b>mehr</b>.")
    choices = [choice for part in choices_for(PollKind.RANKING) for choice in part.choices]
    poll = running(group, coordination, kind=PollKind.RANKING, choices=choices)
    html = text_of(member_client.get(page("vote", poll)))
    assert "Erklärt <strong>alles</strong> &amp; &lt;b&gt;mehr&lt;/b&gt;." in html
    assert f'href="{page_of(measure.kind, measure.pk)}" target="_blank"' in html
    assert html.count("Was bedeutet") == 2
    remove_element(element=measure, by=coordination, at=timezone.now())
    assert text_of(member_client.get(page("vote", poll))).count("Was bedeutet") == 1


def test_candidates_are_explained_where_they_are_chosen(
    strategy: Strategy, group: Committee, coordination: User, member_client: Client
) -> None:
    choices = [choice for part in choices_for(PollKind.THEME_SELECTION) for choice in part.choices][:3]
    poll = running(group, coordination, kind=PollKind.THEME_SELECTION, choices=choices)
    theme = ThemeField.objects.get(pk=choices[0].key)
    html = text_of(member_client.get(page("vote", poll)))
    assert escape(theme.description) in html
    assert f"{reverse('strategy:theme-selection')}#e-{theme.pk}" in html
    free = running(group, coordination, options=("Ja", "Nein"))
    assert "Was bedeutet das" not in text_of(member_client.get(page("vote", free)))


def test_next_open_survey_is_offered_after_the_vote(
    group: Committee, coordination: User, member_client: Client
) -> None:
    first, second, other = (running(group, coordination, options=("Ja", "Nein")) for _ in range(3))
    closed(other)
    picked = {"picks": str(first.options.first().pk)}
    thanks = member_client.post(page("vote", first), picked, follow=True)
    assert thanks.context["next_poll"] == second
    assert page("vote", second) in text_of(thanks)
    picked = {"picks": str(second.options.first().pk)}
    assert member_client.post(page("vote", second), picked, follow=True).context["next_poll"] is None


def test_who_has_no_vote_finds_no_ballot(group: Committee, coordination: User, reader_client: Client) -> None:
    poll = running(group, coordination)
    for client in (reader_client, signed_in(coordination)):
        assert client.post(page("vote", poll), {"picks": "1"}).status_code == 404
        assert client.get(page("thanks", poll)).status_code == 404


def test_readers_see_no_survey_in_preparation(
    group: Committee, coordination: User, reader_client: Client
) -> None:
    poll = make_poll(group, by=coordination, title="Noch nicht fertig")
    assert reader_client.get(page("detail", poll)).status_code == 404
    assert "Noch nicht fertig" not in text_of(reader_client.get(reverse("meetings:poll-list")))


@pytest.mark.parametrize("name", ["detail", "csv", "xlsx", "screen"])
def test_nobody_sees_a_result_before_its_time(
    group: Committee, coordination: User, coordination_client: Client, name: str
) -> None:
    poll = running(group, coordination, options=("Alpha", "Beta"))
    everybody_votes(poll)
    response = coordination_client.get(page(name, poll))
    if name in ("csv", "xlsx"):
        assert response.status_code == 404
    else:
        assert "4 von 4 haben abgestimmt." in text_of(response)
        assert "poll-bars" not in text_of(response)


def test_html_in_texts_is_text(
    strategy: Strategy, group: Committee, coordination: User, reader_client: Client, member_client: Client
) -> None:
    evil = "<script>alert(1)</script>{{ request.user.password }}{% now %}"
    poll = running(group, coordination, title=evil, options=(evil, "Nein"), results_live=True)
    everybody_votes(poll)
    pages = [
        text_of(reader_client.get(page("detail", poll))),
        text_of(reader_client.get(page("screen", poll))),
        text_of(member_client.get(page("vote", poll))),
    ]
    goals = goals_poll(strategy, group, coordination, results_live=True)
    goals.options.update(label=evil)
    member_client.post(page("vote", goals), stances(goals, "reject", evil))
    pages += [
        text_of(reader_client.get(page("detail", goals))),
        text_of(member_client.get(page("vote", goals))),
    ]
    for html in pages:
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ request.user.password }}{% now %}" in html


@pytest.mark.parametrize("count", [1, 3])
def test_results_and_the_shared_screen_take_the_same_queries(
    strategy: Strategy, coordination: User, reader_client: Client, count: int
) -> None:
    committee = make_steering_group(*[f"Gruppe {number}" for number in range(count)])
    poll = running(
        committee, coordination, options=[f"Antwort {n}" for n in range(count + 1)], results_live=True
    )
    everybody_votes(poll)
    queries = {}
    for name in ("screen", "detail", "csv", "xlsx"):
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get(page(name, poll)).status_code == 200
        queries[name] = len(captured)
    assert queries == {"screen": 6, "detail": 8, "csv": 6, "xlsx": 6}


def test_the_guide_names_the_deadline_until_one_has_voted(
    strategy: Strategy, group: Committee, coordination: User, member: User, member_client: Client
) -> None:
    poll = running(group, coordination, title="Welcher Tag?")
    guide = reverse("strategy:guide")
    assert "Die Abfrage „Welcher Tag?“ läuft, bis die Koordination sie schließt." in text_of(
        member_client.get(guide)
    )
    member_client.post(page("vote", poll), {"picks": str(poll.options.first().pk)})
    assert "Welcher Tag?" not in text_of(member_client.get(guide))


def test_core_team_prepares_no_surveys(group: Committee, coordination: User, core_team: User) -> None:
    poll = make_poll(group, by=coordination)
    client = signed_in(core_team)
    assert client.post(page("open", poll)).status_code == 404
    assert client.get(reverse("meetings:poll-kinds")).status_code == 404
    assert client.get(page("detail", poll)).status_code == 404


def test_a_tie_at_the_last_seat_is_shown_and_not_broken(
    strategy: Strategy, coordination: User, reader_client: Client
) -> None:
    themes = ThemeField.objects.candidates().filter(prescribed=False)[:3]
    choices = [Choice(kind=theme.kind, key=theme.pk, label=theme.title) for theme in themes]
    body = make_steering_group("Kirchen")
    poll = running(body, coordination, kind=PollKind.THEME_SELECTION, choices=choices, seats=1, picks=2)
    first, second, _third = (str(option.pk) for option in poll.options.all())
    everybody_votes(poll, {first: 1, second: 1})
    closed(poll)
    html = text_of(reader_client.get(page("detail", poll)))
    tied = "; ".join(escape(choice.label) for choice in choices[:2])
    assert f"Gleich viele Stimmen, aber nicht genug Plätze für alle: <strong>{tied}</strong>." in html
    assert "Damit empfohlen" not in html


def rendered(template: str, user: User, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user
    source = "{% load poll_tags %}" + template
    return Template(source).render(RequestContext(request, {"request": request, **context}))


def test_a_body_lists_its_surveys(group: Committee, coordination: User, reader: User) -> None:
    make_poll(group, by=coordination, title="In Arbeit")
    running(group, coordination, title="Läuft")
    running(make_steering_group("IHK"), coordination, title="Anderswo")
    template = "{% body_polls committee %}"
    seen = [rendered(template, user, committee=group) for user in (reader, coordination)]
    titles = ("In Arbeit", "Läuft", "Anderswo")
    assert [[title in html for title in titles] for html in seen] == [
        [False, True, False],
        [True, True, False],
    ]


def test_the_shared_screen_shows_the_surveys_of_an_item_and_refreshes_until_the_end(
    group: Committee, coordination: User, reader: User
) -> None:
    start = timezone.now()
    meeting = Meeting.objects.create(
        committee=group, title="Sitzung", starts_at=start, ends_at=start + HOUR, place="Rathaus"
    )
    items = [AgendaItem.objects.create(meeting=meeting, position=n, title=f"TOP {n}") for n in (1, 2)]
    poll = running(group, coordination, title="Läuft", agenda_item=items[0])
    everybody_votes(poll)
    html = rendered("{% screen_poll item %}", reader, item=items[0])
    assert f'hx-get="{page("screen", poll)}"' in html
    assert "4 von 4 haben abgestimmt." in html
    assert "poll-bars" not in html
    closed(poll)
    html = rendered("{% screen_poll item %}", reader, item=items[0])
    assert "hx-get" not in html
    assert "poll-bars" in html
    assert rendered("{% screen_poll item %}", reader, item=items[1]).strip() == ""
