"""The way of a text from draft to agreed and back; consolidation; working groups."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken
from editing.history import history_of
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.choices import TEXT_STATUS_TRANSITIONS, TextStatus
from strategy.discussion.actions.consolidation import begin_consolidation, end_consolidation
from strategy.discussion.actions.text_status import change_text_status, submit_drafts, take_back_text_statuses
from strategy.discussion.text_status import is_step_back
from strategy.models import Measure, OperationalGoal, StrategicGoal, Strategy
from strategy.permissions import can_edit
from tests.builders import NOW, join_working_group, make_measure, make_theme
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

DRAFT, REVIEW, AGREED = TextStatus.DRAFT, TextStatus.IN_REVIEW, TextStatus.AGREED


@pytest.fixture
def colleague(measure: Measure, member: User) -> User:
    """The member of the cast, now in the working group of the theme field."""
    join_working_group(measure.theme_of, member)
    return member


def detail(element: Any) -> str:
    return reverse("strategy:element-detail", args=[element.kind, element.pk])


def step(element: Any, to: TextStatus) -> str:
    return reverse("strategy:text-status-change", args=[element.kind, element.pk, to])


def put(element: Any, status: TextStatus) -> Any:
    type(element).objects.filter(pk=element.pk).update(text_status=status)
    element.refresh_from_db()
    return element


def statuses() -> list[str]:
    return [model.objects.get().text_status for model in (StrategicGoal, OperationalGoal, Measure)]


@pytest.mark.parametrize("to", TextStatus)
@pytest.mark.parametrize("now", TextStatus)
def test_coordination_takes_every_step_that_exists(
    measure: Measure, coordination: User, now: TextStatus, to: TextStatus
) -> None:
    put(measure, now)
    if to in TEXT_STATUS_TRANSITIONS[now]:
        change_text_status(element=measure, to=to, reason="Weil.", by=coordination)
        measure.refresh_from_db()
        assert measure.text_status_reason == ("Weil." if is_step_back(now, to) else "")
        assert measure.text_status == to
    else:
        with pytest.raises(RuleBroken, match="Von dort geht es nicht"):
            change_text_status(element=measure, to=to, reason="Weil.", by=coordination)


@pytest.mark.parametrize("now", TextStatus)
def test_member_of_the_group_hands_drafts_in_and_no_more(
    measure: Measure, colleague: User, member_client: Client, now: TextStatus
) -> None:
    put(measure, now)
    offered = member_client.get(detail(measure)).context["next_statuses"]
    assert offered == ([REVIEW] if now == DRAFT else [])
    for to in TEXT_STATUS_TRANSITIONS[now] - set(offered):
        with pytest.raises(RuleBroken, match="setzen Koordination und Kernteam"):
            change_text_status(element=measure, to=to, reason="Weil.", by=colleague)
    assert Measure.objects.get().text_status == now


def test_step_keeps_the_revision_and_stands_in_the_history(measure: Measure, coordination: User) -> None:
    before = measure.revision
    change_text_status(element=measure, to=REVIEW, reason="", by=coordination)
    change_text_status(element=measure, to=DRAFT, reason="Zahl fehlt.", by=coordination)
    measure.refresh_from_db()
    assert measure.revision == before
    back, forth, _created = history_of(measure)
    assert (back.by, [field.label for field in back.fields]) == (
        coordination.name,
        ["Stand der Abstimmung", "Grund der Rückgabe"],
    )
    assert [field.label for field in forth.fields] == ["Stand der Abstimmung"]


def test_step_does_not_disturb_who_is_writing(
    measure: Measure, colleague: User, coordination: User, member_client: Client
) -> None:
    address = reverse("strategy:element-edit", args=["measure", measure.pk])
    fields = fields_on(member_client.get(address))
    change_text_status(element=measure, to=REVIEW, reason="", by=coordination)
    assert member_client.post(address, {**fields, "title": "Neu"}).status_code == 302


def test_agreed_text_is_locked_for_members_who_may_propose(
    measure: Measure, colleague: User, member_client: Client, coordination_client: Client
) -> None:
    address = reverse("strategy:element-edit", args=["measure", measure.pk])
    fields = fields_on(member_client.get(address))
    put(measure, AGREED)
    assert member_client.get(address).status_code == 404
    response = member_client.post(address, {**fields, "title": "Mein Titel"})
    assert (response.status_code, "Mein Titel" in response.content.decode()) == (409, True)
    assert "Änderung vorschlagen" in text_of(member_client.get(detail(measure)))
    assert coordination_client.post(address, {**fields, "title": "Neu"}).status_code == 302


def test_step_by_click_and_back_with_a_reason(measure: Measure, coordination_client: Client) -> None:
    for to in (REVIEW, AGREED):
        assert goes_to(coordination_client.post(step(measure, to))) == detail(measure)
    page = coordination_client.get(step(measure, DRAFT))
    assert "Zurück zu „Entwurf“" in text_of(page)
    response = coordination_client.post(step(measure, DRAFT), {"reason": " "})
    assert errors_on(response) == {"reason": ["Bitte begründen Sie, warum der Text zurückgegeben wird."]}
    long = coordination_client.post(step(measure, DRAFT), {"reason": "x" * 20_000})
    assert (long.status_code, fields_on(long)["reason"]) == (422, "x" * 20_000)
    coordination_client.post(step(measure, DRAFT), {"reason": "<b>Zahl</b> fehlt."})
    text = text_of(coordination_client.get(detail(measure)))
    assert "Zurückgegeben mit der Begründung: „<b>Zahl</b> fehlt.“" in text


def test_second_click_tells_how_it_stands(measure: Measure, coordination_client: Client) -> None:
    coordination_client.post(step(measure, REVIEW))
    coordination_client.get(detail(measure))
    response = coordination_client.post(step(measure, REVIEW), follow=True)
    assert messages_of(response) == [
        "Der Stand ist inzwischen „in Abstimmung“. Von dort geht es nicht zu „in Abstimmung“."
    ]


def test_status_is_nothing_for_others_and_for_other_kinds(
    measure: Measure, member: User, member_client: Client, reader_client: Client, coordination_client: Client
) -> None:
    theme = measure.theme_of
    assert [client.post(step(measure, REVIEW)).status_code for client in (member_client, reader_client)] == [
        404,
        404,
    ]
    assert coordination_client.post(step(theme, REVIEW)).status_code == 404
    remove_element(element=measure, by=member, at=NOW)
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        change_text_status(element=Measure(pk=measure.pk), to=REVIEW, reason="", by=member)
    assert coordination_client.post(step(theme, AGREED)).status_code == 404


def test_all_drafts_of_a_theme_field_go_in_at_once(
    strategy: Strategy, measure: Measure, coordination: User, colleague: User, member_client: Client
) -> None:
    other = make_theme(strategy, by=coordination)
    put(measure.operational_goal.strategic_goal, AGREED)
    address = reverse("strategy:theme-submit", args=[measure.theme_of.pk])
    assert "Alle 2 Entwürfe in die Abstimmung geben" in text_of(member_client.get(detail(measure.theme_of)))
    response = member_client.post(address, follow=True)
    assert messages_of(response) == ["2 Entwürfe sind jetzt in Abstimmung."]
    assert statuses() == [AGREED, REVIEW, REVIEW]
    assert member_client.post(reverse("strategy:theme-submit", args=[other.pk])).status_code == 404
    assert submit_drafts(theme=measure.theme_of, by=colleague) == 0


def test_status_is_said_in_words(measure: Measure, reader_client: Client) -> None:
    put(measure, AGREED)
    for page in (detail(measure), detail(measure.theme_of)):
        assert "abgestimmt" in text_of(reader_client.get(page))


def test_consolidation_locks_for_everybody_else_and_says_so(
    measure: Measure,
    colleague: User,
    coordination: User,
    core_team: User,
    coordination_client: Client,
    member_client: Client,
) -> None:
    theme = measure.theme_of
    begin = reverse("strategy:consolidation-begin", args=[theme.pk])
    assert goes_to(coordination_client.post(begin)) == detail(theme)
    goal = measure.operational_goal
    for element in (theme, goal.strategic_goal, goal, measure):
        page = member_client.get(detail(element))
        assert "Die Koordination führt diese Texte seit dem" in text_of(page)
        content = page.content.decode()
        assert [
            verb for verb in ("bearbeiten", "vorschlagen", "neu", "vorlegen") if f"/{verb}/" in content
        ] == []
        assert "Kommentieren" in text_of(page)
    current = Measure.objects.get()
    assert [can_edit(user, current) for user in (coordination, core_team, colleague)] == [True, False, False]
    with pytest.raises(RuleBroken, match="gerade zusammengeführt"):
        save_element(element=current, values={"title": "Neu"}, revision=current.revision, by=core_team)
    end = reverse("strategy:consolidation-end", args=[theme.pk])
    assert goes_to(coordination_client.post(end)) == detail(theme)
    assert [can_edit(user, Measure.objects.get()) for user in (core_team, colleague)] == [True, True]


def test_consolidation_begins_and_ends_once(measure: Measure, coordination: User, core_team: User) -> None:
    theme = measure.theme_of
    with pytest.raises(RuleBroken, match="schon wieder offen"):
        end_consolidation(theme=theme, by=coordination)
    begin_consolidation(theme=theme, by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="schon zusammengeführt"):
        begin_consolidation(theme=theme, by=coordination, at=timezone.now())
    theme.refresh_from_db()
    assert (theme.consolidation_since, theme.consolidation_by) == (NOW, coordination)
    with pytest.raises(RuleBroken, match="gerade nichts ändern"):
        submit_drafts(theme=theme, by=core_team)


def test_only_coordination_consolidates(
    measure: Measure, member_client: Client, reader_client: Client, office_client: Client
) -> None:
    for name in ("consolidation-begin", "consolidation-end"):
        address = reverse(f"strategy:{name}", args=[measure.theme_of.pk])
        answers = [
            client.post(address).status_code for client in (member_client, reader_client, office_client)
        ]
        assert answers == [404] * 3
        assert member_client.get(address).status_code == 405


def test_working_group_is_set_and_shown(
    strategy: Strategy,
    measure: Measure,
    coordination: User,
    member: User,
    office_client: Client,
    member_client: Client,
) -> None:
    theme = measure.theme_of
    address = reverse("strategy:working-group", args=[theme.pk])
    assert fields_on(office_client.get(address)) == {}
    assert goes_to(office_client.post(address, {"members": [member.pk, coordination.pk]})) == detail(theme)
    assert sorted(fields_on(office_client.get(address))["members"]) == sorted(
        [str(member.pk), str(coordination.pk)]
    )
    other = make_theme(strategy, by=coordination)
    lists = member_client.get(reverse("strategy:theme-list"))
    assert [
        [figures.theme.key for figures, _review, _group in lists.context[name]] for name in ("mine", "others")
    ] == [
        [theme.pk],
        [other.pk],
    ]
    assert member.name in text_of(member_client.get(detail(theme)))
    assert f"{theme.number} {theme.title} Ihr Themenfeld" in text_of(
        member_client.get(reverse("strategy:guide"))
    )
    office_client.post(address, {})
    assert list(theme.working_group_members.all()) == []


def test_working_group_takes_only_people_who_may_edit(
    measure: Measure, reader: User, office: User, coordination_client: Client
) -> None:
    closed = User.objects.create_user(
        "weg@example.org", name="Weg", role=Role.STEERING_MEMBER, is_active=False
    )
    address = reverse("strategy:working-group", args=[measure.theme_of.pk])
    for person in (reader, office, closed):
        response = coordination_client.post(address, {"members": [person.pk]})
        assert (response.status_code, list(errors_on(response))) == (422, ["members"])


def test_drafts_are_named_before_and_taken_back_after(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    theme = measure.theme_of
    agreed = put(make_measure(measure.operational_goal, by=coordination), AGREED)
    address = reverse("strategy:theme-submit", args=[theme.pk])
    page = text_of(coordination_client.get(address))
    assert "3 Entwürfe in die Abstimmung geben?" in page
    assert measure.title in page
    assert agreed.title not in page
    assert Measure.objects.get(pk=measure.pk).text_status == DRAFT
    shown = coordination_client.post(address, follow=True)
    (message,) = shown.context["messages"]
    assert str(message) == "3 Entwürfe sind jetzt in Abstimmung."
    answer = coordination_client.post(message.extra_tags, follow=True)
    assert messages_of(answer)[-1] == "Zurückgenommen: 3 Texte stehen wieder da wie zuvor."
    assert list(Measure.objects.order_by("position").values_list("text_status", flat=True)) == [DRAFT, AGREED]


def test_step_is_not_taken_back_by_others_or_after_something_else(
    measure: Measure, coordination: User, core_team: User
) -> None:
    since = timezone.now()
    change_text_status(element=measure, to=REVIEW, reason="", by=coordination)
    theme = measure.theme_of
    late = since + timedelta(hours=1, seconds=1)
    for by, at in ((core_team, timezone.now()), (coordination, late)):
        with pytest.raises(RuleBroken, match="Inzwischen ist mehr geschehen"):
            take_back_text_statuses(theme=theme, since=since, by=by, at=at)
    values = {"title": "Neuer Titel"}
    save_element(element=measure, values=values, revision=measure.revision, by=core_team)
    with pytest.raises(RuleBroken, match="Inzwischen ist mehr geschehen"):
        take_back_text_statuses(theme=theme, since=since, by=coordination, at=timezone.now())
    assert Measure.objects.get().text_status == REVIEW
