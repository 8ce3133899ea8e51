"""Reading the Beratungsfolge of a foreign paper in: who may, the preview, taking over, refusals."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.council.choices import ConsultationRole, Outcome, PaperState
from committees.council.models import Paper
from jobs.runner import run
from oparl.choices import ReadingState
from oparl.models import PaperReading
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_committee,
    make_consultation,
    make_paper,
    make_reading,
    make_submitted_paper,
    make_version,
)
from tests.oparl.foreign_paper import tell, tell_paper
from tests.oparl.foreign_server import ForeignServer, Reply, foreign_server
from tests.remembered import remembered

ROUTE = (
    {"body": "Umweltausschuss", "day": "2021-08-25", "result": "zur Kenntnis genommen", "role": "Anhörung"},
    {
        "body": "Rat der Stadt Musterstadt",
        "day": "2021-10-05",
        "result": "mehrheitlich beschlossen",
        "wording": "Der Rat beschließt.",
        "authoritative": True,
    },
)


@pytest.fixture
def server(settings: Any) -> Iterator[ForeignServer]:
    settings.OPARL_TRUSTED_HOSTS = ["127.0.0.1"]
    with foreign_server() as running:
        yield running


@pytest.fixture
@remembered
def paper(strategy: Strategy, coordination: User) -> Paper:
    """Submitted; the committee has another day, the council none."""
    paper = make_submitted_paper(make_version(strategy, by=coordination), by=coordination)
    council = paper.consultations.get()
    council.committee.name = "Rat"
    council.committee.save()
    council.position = 2
    council.save()
    committee = make_committee(CommitteeKind.COMMITTEE, "Umweltausschuss")
    make_consultation(
        paper, role=ConsultationRole.HEARING, committee=committee, position=1, date=date(2021, 8, 18)
    )
    return paper


@pytest.fixture
def clerk(office: User, client: Client) -> Client:
    client.force_login(office)
    return client


def read(paper: Paper, url: str) -> PaperReading:
    reading = make_reading(paper, url=url)
    run(reading.job_id)
    reading.refresh_from_db()
    return reading


def page(client: Client, reading: PaperReading, **query: Any) -> Any:
    return client.get(reverse("readings:reading-detail", args=[reading.pk]), query)


def ticks(response: Any, *indexes: int, confirmed: bool = True) -> dict[str, Any]:
    """What a form sends in which these proposals are ticked, with their warnings."""
    proposals = {row["proposal"].index: row["proposal"] for row in response.context["rows"]}
    data: dict[str, Any] = {f"take-{index}": proposals[index].token for index in indexes}
    for index in indexes if confirmed else ():
        data[f"confirm-{index}"] = [remark.tick for remark in proposals[index].remarks]
    return data


def findings(response: Any) -> list[tuple[str, ...]]:
    return [tuple(row["proposal"].findings) for row in response.context["rows"]]


def apply(client: Client, reading: PaperReading, data: dict[str, Any]) -> Any:
    return client.post(reverse("readings:reading-apply", args=[reading.pk]), data)


def route(paper: Paper) -> list[tuple[str, date | None, str]]:
    return list(paper.consultations.values_list("committee__name", "date", "outcome"))


def test_the_address_is_asked_for_and_the_reading_starts(clerk: Client, paper: Paper) -> None:
    address = reverse("readings:reading-add", args=[paper.pk])
    assert clerk.get(address).status_code == 200

    response = clerk.post(address, {"url": "https://ris.example/paper/1"})

    reading = PaperReading.objects.get()
    assert response["Location"] == reverse("readings:reading-detail", args=[reading.pk])
    assert (reading.url, reading.state, reading.paper) == (
        "https://ris.example/paper/1",
        ReadingState.WAITING,
        paper,
    )
    assert "Die Vorlage wird gelesen" in page(clerk, reading).content.decode()


@pytest.mark.parametrize("url", ["", "ftp://ris.example/1", "https://name:secret@ris.example/", "nichts"])
def test_what_is_no_web_address_is_refused_in_the_form(clerk: Client, paper: Paper, url: str) -> None:
    response = clerk.post(reverse("readings:reading-add", args=[paper.pk]), {"url": url})

    assert response.status_code == 422
    assert not PaperReading.objects.exists()


def test_an_ended_paper_reads_nothing_any_more(clerk: Client, paper: Paper) -> None:
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.WITHDRAWN)

    response = clerk.post(
        reverse("readings:reading-add", args=[paper.pk]), {"url": "https://ris.example/paper/1"}
    )

    assert response.status_code == 422
    assert "abgeschlossen" in response.content.decode()


def test_days_and_results_are_previewed_and_taken_over(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    reading = read(paper, tell_paper(server, *ROUTE))
    preview = page(clerk, reading)

    assert findings(preview) == [("date", "result"), ("date", "result")]
    before = [("Umweltausschuss", date(2021, 8, 18), "open"), ("Rat", None, "open")]
    assert route(paper) == before

    response = apply(clerk, reading, ticks(preview, 0, 1))

    assert response["Location"] == reverse("council:paper-detail", args=[paper.pk])
    assert route(paper) == [
        ("Umweltausschuss", date(2021, 8, 25), Outcome.NOTED),
        ("Rat", date(2021, 10, 5), Outcome.ADOPTED),
    ]
    resolution = paper.consultations.get(role=ConsultationRole.DECISION).resolutions.get()
    assert (resolution.majority, resolution.wording) == ("majority", "Der Rat beschließt.")
    paper.refresh_from_db()
    reading.refresh_from_db()
    assert (paper.state, reading.state) == (PaperState.ADOPTED, ReadingState.APPLIED)
    assert apply(clerk, reading, ticks(preview, 0)).status_code == 422


def test_a_second_look_finds_nothing_new(clerk: Client, paper: Paper, server: ForeignServer) -> None:
    url = tell_paper(server, ROUTE[0])
    first = read(paper, url)
    apply(clerk, first, ticks(page(clerk, first), 0))

    again = page(clerk, read(paper, url))

    assert findings(again) == [("unchanged",)]
    assert "nichts zu übernehmen" in again.content.decode()


def test_a_warning_must_be_ticked_and_nothing_half_is_taken_over(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    steps = (ROUTE[0], {**ROUTE[1], "result": "zur Kenntnis genommen"})
    reading = read(paper, tell_paper(server, *steps))
    preview = page(clerk, reading)
    assert "Dieses Gremium soll entscheiden." in preview.content.decode()
    before = route(paper)

    response = apply(clerk, reading, ticks(preview, 1, 0, confirmed=False))

    assert response.status_code == 422
    assert "Nichts ist übernommen." in response.content.decode()
    assert [row["is_taken"] for row in response.context["rows"]] == [True, True]
    assert route(paper) == before
    apply(clerk, reading, ticks(preview, 0, 1))
    assert [outcome for *_, outcome in route(paper)] == [Outcome.NOTED, Outcome.NOTED]


def test_texts_that_nobody_can_decide_here_are_left_to_the_clerk(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    steps = ({**ROUTE[0], "result": "siehe Protokoll"}, {**ROUTE[1], "result": "geändert beschlossen"})
    reading = read(paper, tell_paper(server, *steps))
    preview = page(clerk, reading)

    assert findings(preview) == [("date", "unreadable"), ("date", "for_the_clerk")]
    assert "siehe Protokoll" in preview.content.decode()
    apply(clerk, reading, ticks(preview, 0, 1))
    assert route(paper) == [
        ("Umweltausschuss", date(2021, 8, 25), "open"),
        ("Rat", date(2021, 10, 5), "open"),
    ]


def test_an_unknown_body_is_assigned_by_hand(clerk: Client, paper: Paper, server: ForeignServer) -> None:
    other = make_committee(CommitteeKind.DISTRICT_COUNCIL, "Bezirksvertretung Mitte")
    reading = read(paper, tell_paper(server, {"body": "BV Herne-Mitte", "day": "2021-08-30"}))
    assert findings(page(clerk, reading)) == [("unknown_body",)]

    preview = page(clerk, reading, **{"body-0": other.pk})
    assert findings(preview) == [("new",)]
    apply(clerk, reading, {**ticks(preview, 0), "body-0": other.pk})

    assert route(paper) == [
        ("Umweltausschuss", date(2021, 8, 18), "open"),
        ("Bezirksvertretung Mitte", date(2021, 8, 30), "open"),
        ("Rat", None, "open"),
    ]
    assert paper.consultations.get(committee=other).agenda_number == "Ö 1"


def test_an_adjournment_and_its_follow_up_become_two_steps_not_three(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    steps = ({**ROUTE[0], "result": "vertagt"}, {**ROUTE[0], "day": "2021-09-15"})
    reading = read(paper, tell_paper(server, *steps))
    preview = page(clerk, reading)
    assert findings(preview) == [("date", "result"), ("new", "result")]

    apply(clerk, reading, ticks(preview, 0, 1))

    assert route(paper)[:2] == [
        ("Umweltausschuss", date(2021, 8, 25), Outcome.ADJOURNED),
        ("Umweltausschuss", date(2021, 9, 15), Outcome.NOTED),
    ]
    assert paper.consultations.count() == 3


def test_a_preview_that_is_not_true_any_more_is_refused(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    reading = read(paper, tell_paper(server, *ROUTE))
    data = ticks(page(clerk, reading), 0)
    paper.consultations.filter(position=1).update(date=date(2021, 8, 25))

    response = apply(clerk, reading, data)

    assert response.status_code == 422
    assert "inzwischen geändert" in response.content.decode()


def test_another_result_here_is_never_overwritten(clerk: Client, paper: Paper, server: ForeignServer) -> None:
    paper.consultations.filter(position=1).update(
        outcome=Outcome.REJECTED, recorded_at=NOW, date=date(2021, 8, 25)
    )

    preview = page(clerk, read(paper, tell_paper(server, ROUTE[0])))

    assert findings(preview) == [("different",)]


def test_results_wait_until_the_paper_is_submitted(
    clerk: Client, strategy: Strategy, coordination: User, server: ForeignServer
) -> None:
    paper = make_paper(make_version(strategy, by=coordination), by=coordination)
    make_consultation(paper, committee=make_committee(CommitteeKind.COUNCIL, "Rat"))

    reading = read(paper, tell_paper(server, ROUTE[1]))

    assert findings(page(clerk, reading)) == [("date", "not_submitted")]


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply({"type": "https://schema.oparl.org/1.1/Meeting"}), "ein Objekt der Art „Meeting“"),
        (Reply({"name": "x"}), "kein OParl-Objekt"),
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "ist kein JSON"),
        (Reply({"type": "https://schema.oparl.org/1.1/Paper"}), "keine Beratungsfolge"),
        (Reply({"type": "https://schema.oparl.org/1.1/Paper", "deleted": True}), "dort gelöscht"),
        (Reply(status=302, headers={"Location": "http://10.0.0.1/"}), "in einem internen Netz"),
        (Reply(b" " * 3_000_000), "ist zu groß"),
        (Reply({}, status=500), "Fehler 500"),
    ],
)
def test_a_refusal_says_why(
    clerk: Client, paper: Paper, server: ForeignServer, reply: Reply, sentence: str
) -> None:
    server.pages["/paper/1"] = reply

    reading = read(paper, server.url("/paper/1"))

    assert (reading.state, sentence in reading.job.failure) == (ReadingState.FAILED, True)
    assert sentence in page(clerk, reading).content.decode()
    assert clerk.post(reverse("readings:reading-retry", args=[reading.pk])).status_code == 302
    reading.refresh_from_db()
    assert (reading.state, reading.job.failure) == (ReadingState.WAITING, "")


def test_an_address_in_an_inner_network_is_not_asked(clerk: Client, paper: Paper) -> None:
    with foreign_server() as hidden:
        reading = read(paper, tell_paper(hidden, *ROUTE))

    assert (reading.state, hidden.asked) == (ReadingState.FAILED, [])


def test_too_many_requests_end_the_reading(paper: Paper, server: ForeignServer) -> None:
    url = tell_paper(server, *({**ROUTE[0], "day": f"2021-09-{day:02d}"} for day in range(1, 31)))

    assert read(paper, url).state == ReadingState.FAILED
    assert len(server.asked) == 80


def test_hostile_texts_are_cut_and_the_page_opens_and_is_discarded(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    hostile = "<script>\x00\ud800" + "x" * 1_000_000
    url = tell_paper(
        server,
        {"body": hostile, "day": "99999-13-45", "result": hostile, "role": hostile, "wording": hostile},
    )
    reading = read(paper, url)

    steps: Any = reading.steps
    assert {name: len(value) for name, value in steps[0].items() if isinstance(value, str)} == {
        "body": 150,
        "role": 150,
        "agenda_number": 3,
        "result": 150,
        "wording": 10_000,
    }
    text = page(clerk, reading).content.decode()
    assert "<script>\ufffd" not in text
    assert "&lt;script&gt;\ufffd\ufffdxxx" in text
    assert clerk.post(reverse("readings:reading-discard", args=[reading.pk])).status_code == 302
    assert not PaperReading.objects.exists()


def test_a_type_without_end_is_told_in_short(clerk: Client, paper: Paper, server: ForeignServer) -> None:
    server.pages["/paper/1"] = Reply({"type": "https://schema.oparl.org/1.1/" + "x" * 1_500_000})
    reading = read(paper, server.url("/paper/1"))
    assert (reading.state, len(reading.job.failure) < 400) == (ReadingState.FAILED, True)
    assert "xxx" in page(clerk, reading).content.decode()
    assert clerk.post(reverse("readings:reading-discard", args=[reading.pk])).status_code == 302


def test_an_object_that_several_steps_name_is_asked_for_once(paper: Paper, server: ForeignServer) -> None:
    url = tell_paper(server, *ROUTE, ROUTE[0])
    gone = [f"/organization/{number}" for number in range(3)]
    consultations = json.loads(server.pages["/paper/1"].body)["consultation"]
    for each in consultations:
        each["organization"] = [server.url(gone[0])]
    tell(server, "/paper/1", "Paper", consultation=consultations)
    for path in gone:
        del server.pages[path]
    assert [step["body"] for step in cast("list[Any]", read(paper, url).steps)] == ["", "", ""]
    assert server.asked.count(gone[0]) == 1


@pytest.mark.parametrize(
    ("own", "day", "told", "kept", "said"),
    [
        # On another day the number of the former meeting says nothing any more.
        ("Ö 4", "2021-08-25", "Ö 7.1", "Ö 7.1", "Tagesordnungspunkt: Ö 7.1"),
        ("Ö 4", "2021-08-25", "", "", "Der Tagesordnungspunkt Ö 4 des bisherigen Tages entfällt."),
        ("Ö 4", "2021-08-25", "TOP 7", "", "Der Tagesordnungspunkt Ö 4 des bisherigen Tages entfällt."),
        ("Ö 4", "2021-08-25", "Ö 1.1.1.1.1.1.1.1", "", "Der Tagesordnungspunkt Ö 4 des bisherigen"),
        # What is not public does not become so because nobody says so.
        ("N 2", "2021-08-25", "", "N 2", "Neuer Tag: 25.08.2021"),
        ("N 2", "2021-08-25", "Ö 3", "Ö 3", "Tagesordnungspunkt: Ö 3"),
        # On the same day only another number is news.
        ("Ö 4", "2021-08-18", "Ö 5", "Ö 5", "Tagesordnungspunkt: Ö 5"),
    ],
)
def test_agenda_number_is_what_the_other_side_says_now(
    clerk: Client, paper: Paper, server: ForeignServer, own: str, day: str, told: str, kept: str, said: str
) -> None:
    step = paper.consultations.get(role=ConsultationRole.HEARING)
    step.agenda_number = own
    step.save()
    url = tell_paper(server, {"body": "Umweltausschuss", "day": day})
    tell(server, "/agendaitem/0", "AgendaItem", number=told, meeting=server.url("/meeting/0"))
    reading = read(paper, url)
    preview = page(clerk, reading)
    assert said in preview.content.decode()
    assert apply(clerk, reading, ticks(preview, 0)).status_code == 302
    step.refresh_from_db()
    assert (step.agenda_number, str(step.date)) == (kept, day)


def test_a_missing_agenda_number_on_the_same_day_changes_nothing(
    clerk: Client, paper: Paper, server: ForeignServer
) -> None:
    paper.consultations.filter(role=ConsultationRole.HEARING).update(agenda_number="Ö 4")
    url = tell_paper(server, {"body": "Umweltausschuss", "day": "2021-08-18"})
    tell(server, "/agendaitem/0", "AgendaItem", meeting=server.url("/meeting/0"))
    assert findings(page(clerk, read(paper, url))) == [("unchanged",)]


def test_parts_that_are_not_public_there_are_left_open(paper: Paper, server: ForeignServer) -> None:
    url = tell_paper(server, *ROUTE)
    del server.pages["/agendaitem/0"]
    tell(server, "/organization/0", "Organization", name="Umweltausschuss", shortName=None)

    reading = read(paper, url)

    steps: Any = reading.steps
    assert [(step["body"], step["held_on"], step["result"]) for step in steps] == [
        ("Rat der Stadt Musterstadt", "2021-10-05", "mehrheitlich beschlossen"),
        ("Umweltausschuss", None, ""),
    ]


def test_readers_do_not_reach_it(client: Client, member: User, paper: Paper, server: ForeignServer) -> None:
    reading = read(paper, tell_paper(server, *ROUTE))
    client.force_login(member)

    answers = [
        client.get(reverse("readings:reading-add", args=[paper.pk])),
        page(client, reading),
        client.get(reverse("jobs:job-status", args=[reading.job_id])),
        apply(client, reading, {}),
        client.post(reverse("readings:reading-retry", args=[reading.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_wrong_methods_are_refused(clerk: Client, paper: Paper, server: ForeignServer) -> None:
    reading = read(paper, tell_paper(server, *ROUTE))

    assert clerk.get(reverse("readings:reading-apply", args=[reading.pk])).status_code == 405
    assert clerk.post(reverse("readings:reading-detail", args=[reading.pk])).status_code == 405


def test_nothing_ticked_says_so(clerk: Client, paper: Paper, server: ForeignServer) -> None:
    response = apply(clerk, read(paper, tell_paper(server, *ROUTE)), {})

    assert response.status_code == 422
    assert "Bitte wählen Sie, was übernommen werden soll." in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_database_as_often_for_three_steps_as_for_one(
    clerk: Client, paper: Paper, server: ForeignServer, django_assert_num_queries: Any, count: int
) -> None:
    steps = [{**ROUTE[0], "day": f"2021-09-0{number}"} for number in range(1, count + 1)]
    reading = read(paper, tell_paper(server, *steps))

    with django_assert_num_queries(6):
        page(clerk, reading)
