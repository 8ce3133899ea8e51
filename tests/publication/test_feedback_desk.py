"""Those who answer: a list, an answer by mail, what was published, and what becomes of it in time."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editing.exceptions import RuleBroken
from publication.actions.feedback import (
    AnsweredMeanwhile,
    Wording,
    answer_feedback,
    clear_feedback,
    close_feedback,
    delete_feedback,
    publish_feedback,
    reopen_feedback,
    send_answer_again,
)
from publication.feedback.mails import answer_mail, send_answer
from publication.freshness import sum_of_marks
from publication.models import Feedback, PublishedFeedback, SearchMiss
from strategy.models import Strategy, StrategyVersion
from tests.builders import NOW, make_feedback
from tests.conftest import signed_in

LIST = reverse("publicity:feedback-list")
MEASURE = "/massnahmen/1.1.1.1/"
CONFIRMED = {"bestaetigt": "ja"}


class Refusing(EmailBackend):
    """A mail server that knows no address."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


def page_of(feedback: Feedback, step: str = "detail") -> str:
    return reverse(f"publicity:feedback-{step}", args=[feedback.pk])


def html_of(response: Any) -> str:
    return str(response.content.decode())


def answered(by: User, **fields: Any) -> Feedback:
    feedback = make_feedback(**fields)
    answer_feedback(feedback=feedback, answer="Ab Mai.", by=by, at=NOW)
    feedback.refresh_from_db()
    return feedback


def about_the_measure(by: User) -> Feedback:
    return answered(by, path=MEASURE, page_title="Vorlesen")


def test_the_list_shows_what_waits_and_on_demand_the_rest(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    make_feedback(text="Wann fährt sie?")
    answered(coordination, text="Wer liest vor?")
    waiting, everything = (html_of(coordination_client.get(LIST, asked)) for asked in ({}, {"stand": "alle"}))
    assert ("Wann fährt sie?" in waiting, "Wer liest vor?" in waiting) == (True, False)
    assert ("Wann fährt sie?" in everything, "Wer liest vor?" in everything) == (True, True)


def test_the_overview_says_how_many_wait_to_those_who_answer(
    strategy: Strategy, coordination: User, coordination_client: Client, reader_client: Client
) -> None:
    make_feedback()
    answered(coordination)
    overview = reverse("strategy:guide")
    assert "1 Rückmeldung wartet auf eine Antwort" in html_of(coordination_client.get(overview))
    assert "Rückmeldung wartet" not in html_of(reader_client.get(overview))


def test_an_answer_is_asked_about_before_it_is_mailed(strategy: Strategy, core_team: User) -> None:
    feedback, client = make_feedback(), signed_in(core_team)
    question = html_of(client.post(page_of(feedback), {"answer": "Ab Mai."}))
    assert "Sie geht an ada@buerger.example und lässt sich danach nicht zurückholen." in question
    feedback.refresh_from_db()
    assert feedback.answer == ""
    changed = html_of(client.post(page_of(feedback), {"answer": "Ab Mai.", "zurueck": "ja"}))
    assert "Ab Mai.</textarea>" in changed
    client.post(page_of(feedback), {"answer": "Ab Mai.", **CONFIRMED})
    feedback.refresh_from_db()
    assert (feedback.answer, feedback.answered_by, feedback.state) == ("Ab Mai.", core_team, "answered")
    assert feedback.mail_state == "waiting"


def test_without_an_address_the_answer_is_a_note(strategy: Strategy, coordination_client: Client) -> None:
    feedback = make_feedback(email="")
    response = coordination_client.post(page_of(feedback), {"answer": "Ist geändert."}, follow=True)
    assert "Ihre Antwort ist festgehalten." in html_of(response)
    feedback.refresh_from_db()
    assert (feedback.state, feedback.mail_state) == ("answered", "")


def test_an_empty_answer_is_refused_in_german(strategy: Strategy, coordination_client: Client) -> None:
    response = coordination_client.post(page_of(make_feedback()), {"answer": " "})
    assert response.status_code == 422
    assert "Bitte schreiben Sie eine Antwort." in html_of(response)


def test_the_second_of_two_answers_is_refused_and_still_stands_there(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    feedback = answered(coordination)
    response = coordination_client.post(page_of(feedback), {"answer": "Ab Juni.", **CONFIRMED})
    html = html_of(response)
    assert response.status_code == 409
    assert f"Inzwischen hat {coordination.name} geantwortet." in html
    assert "Ab Juni.</textarea>" in html
    feedback.refresh_from_db()
    assert feedback.answer == "Ab Mai."
    with pytest.raises(AnsweredMeanwhile):
        answer_feedback(feedback=feedback, answer="Ab Juni.", by=coordination, at=NOW)


def test_the_mail_holds_the_answer_and_what_was_asked(coordination: User, strategy: Strategy) -> None:
    feedback = answered(coordination, text="Wann fährt sie?", path=MEASURE, page_title="Vorlesen")
    send_answer.call(feedback.pk)
    (message,) = mail.outbox
    assert message.to == ["ada@buerger.example"]
    assert message.subject.endswith("Antwort auf Ihre Rückmeldung")
    body = str(message.body)
    assert body.index("Ab Mai.") < body.index(MEASURE) < body.index("Wann fährt sie?")
    assert "löschen wir spätestens 365 Tage nach dem Eingang" in body
    assert "nicht mehr mitarbeiten" not in body
    feedback.refresh_from_db()
    assert feedback.mail_state == "sent"
    send_answer.call(feedback.pk)
    assert len(mail.outbox) == 1


def test_a_refused_mail_says_why_and_is_sent_again(
    coordination: User, strategy: Strategy, coordination_client: Client, settings: Any
) -> None:
    feedback = answered(coordination)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refusing"
    with pytest.raises(SMTPRecipientsRefused):
        send_answer.call(feedback.pk)
    assert "Der Mailserver kennt die Adresse nicht" in html_of(coordination_client.get(page_of(feedback)))
    settings.EMAIL_BACKEND = working
    coordination_client.post(page_of(feedback, "resend"))
    send_answer.call(feedback.pk)
    assert [message.to for message in mail.outbox] == [["ada@buerger.example"]]


def test_what_is_under_way_is_not_sent_twice(coordination: User, strategy: Strategy) -> None:
    feedback = answered(coordination)
    with pytest.raises(RuleBroken):
        send_answer_again(feedback=feedback, by=coordination, at=NOW + timedelta(minutes=9))
    send_answer_again(feedback=feedback, by=coordination, at=NOW + timedelta(minutes=11))


def test_what_is_deleted_is_mailed_to_nobody(coordination: User, strategy: Strategy) -> None:
    feedback = answered(coordination)
    delete_feedback(feedback=feedback, by=coordination)
    send_answer.call(feedback.pk)
    assert mail.outbox == []


def test_closing_offers_the_way_back(strategy: Strategy, coordination_client: Client) -> None:
    feedback = make_feedback()
    response = coordination_client.post(page_of(feedback, "close"), follow=True)
    assert f'action="{page_of(feedback, "reopen")}"' in html_of(response)
    feedback.refresh_from_db()
    assert feedback.state == "closed"
    coordination_client.post(page_of(feedback, "reopen"))
    feedback.refresh_from_db()
    assert feedback.state == "new"


def test_what_had_an_answer_has_it_when_it_is_taken_up_again(coordination: User, strategy: Strategy) -> None:
    feedback = answered(coordination)
    close_feedback(feedback=feedback, by=coordination)
    reopen_feedback(feedback=feedback, by=coordination)
    feedback.refresh_from_db()
    assert feedback.state == "answered"


def test_deleting_asks_first_and_leaves_nothing(
    coordination: User, version: StrategyVersion, coordination_client: Client
) -> None:
    feedback = about_the_measure(coordination)
    publish_feedback(feedback=feedback, wording=Wording("Wann?", "Mai."), by=coordination, at=NOW)
    question = html_of(coordination_client.get(page_of(feedback, "delete")))
    assert "Auch auf der öffentlichen Website steht sie dann nicht mehr." in question
    assert "Ihre Antwort ist noch nicht verschickt" in question
    coordination_client.post(page_of(feedback, "delete"))
    assert (Feedback.objects.count(), PublishedFeedback.objects.count()) == (0, 0)


def test_what_somebody_deleted_meanwhile_is_a_sentence(coordination: User, strategy: Strategy) -> None:
    feedback = make_feedback()
    Feedback.objects.all().delete()
    with pytest.raises(RuleBroken, match="inzwischen gelöscht"):
        close_feedback(feedback=feedback, by=coordination)


def test_publishing_shows_the_wording_on_the_page_after_asking(
    coordination: User, version: StrategyVersion, coordination_client: Client, client: Client
) -> None:
    feedback, page = about_the_measure(coordination), MEASURE
    address, wording = page_of(feedback, "publish"), {"text": "Wann geht es los?", "answer": "Im Mai."}
    assert feedback.text in html_of(coordination_client.get(address))
    question = html_of(coordination_client.post(address, wording))
    assert "Alle lesen sie dann auf der Seite „Vorlesen“." in question
    assert "Gefragt und beantwortet" not in html_of(client.get(page))
    coordination_client.post(address, {**wording, **CONFIRMED})
    html = html_of(client.get(page))
    assert "Wann geht es los?" in html.partition("Gefragt und beantwortet")[2]
    assert "Im Mai." in html
    assert "buerger.example" not in html
    assert feedback.text not in html
    assert "Gefragt und beantwortet" not in html_of(client.get("/massnahmen/"))
    coordination_client.post(page_of(feedback, "withdraw"))
    assert "Gefragt und beantwortet" not in html_of(client.get(page))


def test_publishing_and_withdrawing_make_public_pages_anew(
    coordination: User, version: StrategyVersion, coordination_client: Client
) -> None:
    feedback, before = about_the_measure(coordination), sum_of_marks()
    publish_feedback(feedback=feedback, wording=Wording("Wann?", "Mai."), by=coordination, at=NOW)
    between = sum_of_marks()
    coordination_client.post(page_of(feedback, "withdraw"))
    assert len({before, between, sum_of_marks()}) == 3


def test_only_what_has_a_page_and_an_answer_is_published(coordination: User, strategy: Strategy) -> None:
    for feedback in (answered(coordination), make_feedback(path=MEASURE, page_title="Vorlesen")):
        with pytest.raises(RuleBroken):
            publish_feedback(feedback=feedback, wording=Wording("Wann?", "Mai."), by=coordination, at=NOW)


def test_the_clearing_keeps_feedback_for_the_days_of_the_setting(
    coordination: User, strategy: Strategy, settings: Any
) -> None:
    settings.KEEP_FEEDBACK_DAYS = 30
    feedback = about_the_measure(coordination)
    publish_feedback(feedback=feedback, wording=Wording("Wann?", "Mai."), by=coordination, at=NOW)
    assert clear_feedback(at=NOW + timedelta(days=30)) == 0
    assert clear_feedback(at=NOW + timedelta(days=30, seconds=1)) == 1
    assert not PublishedFeedback.objects.exists()


def test_one_command_clears_feedback_and_words_sought_in_vain(strategy: Strategy, capsys: Any) -> None:
    make_feedback()
    Feedback.objects.update(received_at=timezone.now() - timedelta(days=366))
    SearchMiss.objects.create(
        word="zeppelin", month=timezone.localdate().replace(day=1) - timedelta(days=400)
    )
    call_command("clear_feedback")
    assert capsys.readouterr().out == "1 feedback, 1 words\n"


def test_a_page_without_text_about_it_is_named_by_what_it_is_about(strategy: Strategy) -> None:
    assert str(make_feedback(subject="barrier")) == "Barriere auf der Website"
    assert "Sie hatten uns geschrieben:" in answer_mail(make_feedback())[1]
