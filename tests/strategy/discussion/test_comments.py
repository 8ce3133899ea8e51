"""Comments on elements: threads, replies, mentions, resolving and deleting."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken
from strategy.actions.removal import remove_element
from strategy.discussion.actions.comments import delete_comment, set_resolved
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.discussion.actions.digests import send_digest, send_digests
from strategy.models import Chapter, Comment, Measure
from tests.builders import NOW, make_comment, make_user, make_version
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

MailsOf = Callable[[Callable[[], Any]], list[EmailMessage]]


def detail(element: Any) -> str:
    return reverse("strategy:element-detail", args=[element.kind, element.pk])


def add_page(element: Any) -> str:
    return reverse("strategy:comment-add", args=[element.kind, element.pk])


def page(name: str, comment: Comment) -> str:
    return reverse(f"strategy:comment-{name}", args=[comment.pk])


def threads_on(client: Client, element: Any) -> tuple[list[str], list[str]]:
    """The texts of open and of resolved threads, each with its replies."""
    discussion = client.get(detail(element)).context["discussion"]
    return tuple(  # type: ignore[return-value]
        [each.comment.text + "".join(f" / {reply.text}" for reply in each.replies) for each in part]
        for part in (discussion.threads, discussion.resolved)
    )


def test_every_kind_is_commented_on(measure: Measure, member: User, member_client: Client) -> None:
    goal = measure.operational_goal
    chapter = Chapter.objects.get(chapter_kind="preface")
    for element in (goal.strategic_goal.theme, goal.strategic_goal, goal, measure, chapter):
        response = member_client.post(add_page(element), {"text": f"Zu {element.kind}"})
        comment = Comment.objects.latest("pk")
        assert goes_to(response) == f"{detail(element)}#kommentar-{comment.pk}"
        assert (comment.element_kind, comment.theme, comment.author) == (
            element.kind,
            element.theme_of,
            member,
        )
        assert threads_on(member_client, element) == ([f"Zu {element.kind}"], [])


def test_replies_stand_below_their_thread(
    measure: Measure, member: User, member_client: Client, office_client: Client
) -> None:
    first = make_comment(measure, by=member, text="Erste Frage")
    make_comment(measure, by=member, text="Zweite Frage", at=NOW + timedelta(hours=1))
    office_client.post(page("reply", first), {"text": "Antwort"})
    assert threads_on(member_client, measure) == (["Erste Frage / Antwort", "Zweite Frage"], [])
    reply = Comment.objects.get(text="Antwort")
    assert member_client.get(page("reply", reply)).status_code == 404


def test_tree_counts_comments_and_proposals(measure: Measure, member: User, member_client: Client) -> None:
    thread = make_comment(measure, by=member)
    make_comment(measure, by=member, thread=thread)
    marks = member_client.get(detail(measure.theme_of)).context["marks"]
    assert {key: mark.comments for key, mark in marks.items()} == {
        measure.operational_goal.strategic_goal.pk: 0,
        measure.operational_goal.pk: 0,
        measure.pk: 2,
    }
    assert "2 Kommentare" in text_of(member_client.get(detail(measure.theme_of)))


def test_mentioned_people_read_the_text_in_the_next_mail_of_news(
    measure: Measure, coordination: User, member: User, member_client: Client, mails_of: MailsOf
) -> None:
    sent = {"text": "Wer zahlt <b>das</b> & wann?", "mentions": [coordination.pk, member.pk]}
    assert mails_of(lambda: member_client.post(add_page(measure), sent)) == []
    comment = Comment.objects.get()
    assert list(comment.mentions.all()) == [coordination]
    later = timezone.now() + timedelta(hours=1)
    (mail,) = mails_of(lambda: send_digest(user=coordination, at=later))
    assert (mail.to, mail.subject) == (
        [coordination.email],
        "[Nachhaltigkeit Musterstadt] 1 Nachricht an Sie",
    )
    assert f"{member.name} hat kommentiert" in mail.body
    assert "Wer zahlt <b>das</b> & wann?" in mail.body
    (address,) = re.findall(rf"https?://[^/\s]+(/\S+)#kommentar-{comment.pk}\b", mail.body)
    assert signed_in(coordination).get(address).headers["Location"] == detail(measure)


def test_only_people_with_an_account_that_may_read_are_spoken_to(
    measure: Measure, member_client: Client
) -> None:
    closed = make_user(Role.CORE_TEAM, is_active=False)
    response = member_client.post(add_page(measure), {"text": "Hallo", "mentions": [closed.pk]})
    assert (response.status_code, list(errors_on(response))) == (422, ["mentions"])
    assert fields_on(response)["text"] == "Hallo"


def test_people_named_in_the_text_are_spoken_to(
    measure: Measure, member_client: Client, mails_of: MailsOf
) -> None:
    ada, longer, other = (
        make_user(Role.CORE_TEAM, name=name) for name in ("Ada Kaya", "Ada Kaya-Öz", "Mia Öz")
    )
    sent = {"text": "@Ada Kaya-Öz, und (@mia öz)? Nicht an x@ada kaya.", "mentions": [other.pk]}
    member_client.post(add_page(measure), sent)
    mails = mails_of(lambda: send_digests(at=timezone.now() + timedelta(hours=1)))
    addressed = [mail.to[0] for mail in mails if mail.subject.endswith("1 Nachricht an Sie")]
    assert sorted(addressed) == sorted([longer.email, other.email])
    assert set(Comment.objects.get().mentions.all()) == {longer, other}
    shown = member_client.get(detail(measure))
    assert messages_of(shown)[0].startswith("Angesprochen: ")
    assert ada not in Comment.objects.get().mentions.all()


def test_endless_comment_is_refused_with_a_sentence_and_kept(measure: Measure, member_client: Client) -> None:
    long = "x" * 20_000
    response = member_client.post(add_page(measure), {"text": long})
    assert (response.status_code, errors_on(response)) == (
        422,
        {"text": ["Ein Kommentar hat höchstens 5000 Zeichen, dieser hat 20000."]},
    )
    assert fields_on(response)["text"] == long
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("text", ["", "  \n "])
def test_empty_comment_is_refused(measure: Measure, member_client: Client, text: str) -> None:
    response = member_client.post(add_page(measure), {"text": text})
    assert errors_on(response) == {"text": ["Bitte schreiben Sie einen Kommentar."]}


def test_html_is_shown_as_text_and_addresses_become_links(measure: Measure, member_client: Client) -> None:
    text = "<script>alert(1)</script>\nSiehe https://www.herne.de/bericht?a=1&b=2"
    member_client.post(add_page(measure), {"text": text})
    comment = Comment.objects.get()
    for address in (detail(measure), page("reply", comment)):
        content = member_client.get(address).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>" in content
    assert (
        'href="https://www.herne.de/bericht?a=1&amp;b=2"'
        in member_client.get(detail(measure)).content.decode()
    )


def test_thread_is_resolved_and_reopened(
    measure: Measure, member: User, member_client: Client, office_client: Client
) -> None:
    thread = make_comment(measure, by=member, text="Frage")
    response = office_client.post(page("resolve", thread), follow=True)
    assert messages_of(response) == ["Erledigen kann das, wer es begonnen hat, oder die Koordination."]
    assert threads_on(member_client, measure) == (["Frage"], [])
    member_client.post(page("resolve", thread))
    member_client.post(page("resolve", thread))
    assert threads_on(member_client, measure) == ([], ["Frage"])
    office_client.post(page("reopen", thread))
    assert threads_on(member_client, measure) == (["Frage"], [])


def test_coordination_and_core_team_resolve_threads_of_others(
    measure: Measure, member: User, coordination: User, core_team: User
) -> None:
    for by in (coordination, core_team):
        thread = make_comment(measure, by=member)
        assert set_resolved(thread=thread, resolved=True, by=by, at=NOW).resolved_by == by


def test_reply_opens_a_resolved_thread_again(measure: Measure, member: User, office: User) -> None:
    thread = make_comment(measure, by=member)
    set_resolved(thread=thread, resolved=True, by=member, at=NOW)
    make_comment(measure, by=office, thread=thread)
    thread.refresh_from_db()
    assert (thread.resolved_at, thread.resolved_by) == (None, None)


def test_own_comment_without_replies_is_deleted(
    measure: Measure, member: User, office: User, member_client: Client, office_client: Client
) -> None:
    thread = make_comment(measure, by=member)
    assert office_client.post(page("delete", thread)).status_code == 404
    reply = make_comment(measure, by=office, thread=thread)
    response = member_client.post(page("delete", thread), follow=True)
    assert messages_of(response) == ["Dieser Kommentar hat schon eine Antwort und bleibt deshalb stehen."]
    office_client.post(page("delete", reply))
    member_client.post(page("delete", thread))
    assert Comment.objects.count() == 0
    with pytest.raises(RuleBroken, match="inzwischen gelöscht"):
        delete_comment(comment=Comment(pk=4711), by=member)


def test_comments_stay_possible_while_texts_are_consolidated(
    measure: Measure, coordination: User, member_client: Client
) -> None:
    begin_consolidation(theme=measure.theme_of, by=coordination, at=NOW)
    assert member_client.post(add_page(measure), {"text": "Trotzdem"}).status_code == 302


def test_comment_on_a_removed_element_is_refused(
    measure: Measure, coordination: User, member: User, member_client: Client
) -> None:
    make_version(measure.strategy_of, by=coordination)
    thread = make_comment(measure, by=member)
    remove_element(element=measure, by=coordination, at=NOW)
    for address in (add_page(measure), page("reply", thread)):
        response = member_client.post(address, {"text": "Zu spät"})
        assert (response.status_code, "Zu spät" in text_of(response)) == (409, True)
        assert member_client.get(address).status_code == 404
    with pytest.raises(RuleBroken, match="Hier kann nicht mehr kommentiert werden"):
        make_comment(measure, by=member)


def test_reader_reads_but_does_not_write(measure: Measure, member: User, reader_client: Client) -> None:
    thread = make_comment(measure, by=member, text="Frage")
    assert threads_on(reader_client, measure) == (["Frage"], [])
    answers = [reader_client.post(add_page(measure), {"text": "Nein"})]
    answers += [
        reader_client.post(page(name, thread), {"text": "Nein"})
        for name in ("reply", "resolve", "reopen", "delete")
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert [comment.text for comment in Comment.objects.all()] == ["Frage"]


def test_wrong_method_is_refused(measure: Measure, member: User, member_client: Client) -> None:
    thread = make_comment(measure, by=member)
    answers = [member_client.get(page(name, thread)) for name in ("resolve", "reopen")]
    assert [answer.status_code for answer in answers] == [405] * 2


def test_deleting_asks_first(measure: Measure, member: User, member_client: Client) -> None:
    thread = make_comment(measure, by=member, text="Meine Frage")
    asked = text_of(member_client.get(page("delete", thread)))
    assert "Ein gelöschter Kommentar kommt nicht zurück. Meine Frage" in asked
    assert Comment.objects.exists()
