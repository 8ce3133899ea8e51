"""The pages of reporting rounds: asking before many read it, the table of a department, decisions."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delivery
from accounts.roles import Role
from monitoring.actions.handover import hand_over
from monitoring.actions.rounds import answer_round, close_round
from monitoring.choices import ReportStatus
from monitoring.models import (
    DepartmentAnswer,
    Indicator,
    IndicatorValue,
    MeasureExecution,
    MeasureReport,
    ReportingRound,
)
from tests.builders import (
    NOW,
    answer_for,
    make_department,
    make_indicator,
    make_report,
    make_round,
    make_user,
    make_value,
)
from tests.conftest import signed_in


class Table(SimpleNamespace):
    """A department at its table."""

    client: Client
    answer: DepartmentAnswer
    world: SimpleNamespace
    indicator: Indicator

    def address(self, page: str = "round-table", *args: Any) -> str:
        return reverse(f"monitoring:{page}", args=[self.answer.pk, *args])

    def row(self, **typed: Any) -> Any:
        return self.client.post(self.address("round-measure", self.world.measure.pk), typed)

    def value(self, **typed: Any) -> Any:
        return self.client.post(self.address("round-indicator", self.indicator.pk), typed)


@pytest.fixture
def table(adopted: SimpleNamespace) -> Table:
    indicator = make_indicator(adopted.strategy, by=adopted.by, responsible=adopted.department)
    make_report(adopted.measure, by=adopted.by, progress=40, next_step="Weiter so")
    answer = make_round(adopted.strategy, adopted.department, by=adopted.by).answers.get()
    return Table(client=signed_in(adopted.reporter), answer=answer, world=adopted, indicator=indicator)


def opening(adopted: SimpleNamespace, **typed: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "title": "Bericht 2025",
        "period_start": "01.01.2025",
        "period_end": "31.12.2025",
        "deadline": f"{today + timedelta(days=20):%d.%m.%Y}",
        "departments": [adopted.department.pk],
        **typed,
    }


def test_a_round_is_opened_behind_a_question_that_names_who_gets_a_mail(adopted: SimpleNamespace) -> None:
    client, page = signed_in(adopted.by), reverse("monitoring:round-open")
    form = client.get(page)
    assert list(form.context["form"].fields["departments"].queryset) == [adopted.department]
    asked = client.post(page, opening(adopted))
    assert (asked.context["people"], ReportingRound.objects.count()) == ([adopted.reporter], 0)
    assert f'name="departments" value="{adopted.department.pk}"' in asked.content.decode()
    back = client.post(page, opening(adopted, zurueck="ja"))
    assert (back.status_code, back.context["form"]["title"].value()) == (200, "Bericht 2025")
    done = client.post(page, opening(adopted, bestaetigt="ja"))
    round = ReportingRound.objects.get()
    assert done.headers["Location"] == reverse("monitoring:round-detail", args=[round.pk])
    assert [answer.department for answer in round.answers.all()] == [adopted.department]
    assert Delivery.objects.get().to == adopted.reporter
    # A second round in the same week is told of in the next.
    again = client.post(page, opening(adopted, title="Noch einer"))
    assert again.context["people"] == []
    assert adopted.reporter.name in again.content.decode()


def test_a_deadline_that_is_over_is_refused_where_it_stands(adopted: SimpleNamespace) -> None:
    page = reverse("monitoring:round-open")
    response = signed_in(adopted.by).post(page, opening(adopted, deadline="01.02.2020"))
    assert response.context["form"].errors == {"deadline": ["Dieser Tag ist schon vorbei."]}


def test_a_deadline_that_is_over_is_not_asked_for(table: Table) -> None:
    pages = (table.address(), reverse("monitoring:own-rows"))
    over = [table.client.get(page).content.decode() for page in pages]
    assert ["ist am 11. August 2021 abgelaufen" in text for text in over] == [True, True]
    ReportingRound.objects.update(deadline=timezone.localdate())
    in_time = [table.client.get(page).content.decode() for page in pages]
    assert [("bis zum" in text, "abgelaufen" in text) for text in in_time] == [(True, False)] * 2


def test_nobody_sees_the_table_of_another_department(table: Table) -> None:
    other, deputy = make_user(Role.DEPARTMENT), make_user(Role.DEPARTMENT)
    answer_for(make_department("FB 34"), other)
    member = answer_for(table.world.department, deputy)
    type(member).objects.filter(pk=member.pk).update(is_deputy=True)
    pages = [signed_in(person).get(table.address()).status_code for person in (other, table.world.by, deputy)]
    assert pages == [404, 404, 200]
    foreign = table.address("round-measure", table.world.other.pk)
    assert table.client.post(foreign, {"state": "completed"}).status_code == 404
    assert table.world.other.title not in table.client.get(table.address()).content.decode()


def test_a_cell_that_nobody_else_touched_is_saved_whatever_was_written_beside_it(table: Table) -> None:
    """Two members open a row that nobody has saved yet."""
    table.row(revision="1", zellen="done", done="Von der einen")
    second = table.row(revision="1", zellen=["next_step", "done"], next_step="Vom anderen", done="Auch")
    facts = second.json()
    assert facts["saved"] == {"next_step": "Vom anderen"}
    assert facts["overtaken"]["done"]["text"] == "Von der einen"
    report = MeasureReport.objects.get(status=ReportStatus.DRAFT)
    assert (report.done, report.next_step) == ("Von der einen", "Vom anderen")


def test_a_row_without_javascript_is_a_form_that_saves(table: Table) -> None:
    refused = table.row(revision="1", state="in_progress", progress="viel", done="Neuer Weg")
    assert refused.status_code == 422
    assert "„viel“ ist keine Zahl." in refused.content.decode()
    assert refused.context["form"]["done"].value() == "Neuer Weg"
    assert MeasureReport.objects.filter(status=ReportStatus.DRAFT).count() == 0
    saved = table.row(revision="1", state="in_progress", progress="60", done="Neuer Weg", spent="1.200,50")
    assert saved.headers["Location"] == f"{table.address()}#zeile-{table.world.measure.pk}"
    report = MeasureReport.objects.get(status=ReportStatus.DRAFT)
    assert (report.progress, str(report.spent), report.spent_year) == (60, "1200.50", NOW.year)
    stale = table.row(revision="1", state="in_progress", done="Alter Weg")
    assert (stale.status_code, "Neuer Weg" in stale.content.decode()) == (409, True)


def test_a_cell_is_saved_by_itself_or_says_why_not(table: Table) -> None:
    sent = table.row(revision="1", zellen=["progress", "spent", "done"], progress="150", spent="x", done="Ja")
    facts = sent.json()
    assert sent.status_code == 422
    assert set(facts["errors"]) == {"progress", "spent"}
    assert (facts["revision"], facts["saved"], facts["overtaken"]) == (2, {"done": "Ja"}, {})
    again = table.row(revision="2", zellen="spent", spent="1.200,50").json()
    # What is saved comes back as it was read.
    assert again["saved"] == {"spent": "1.200,50"}
    report = MeasureReport.objects.get(status=ReportStatus.DRAFT)
    # The other cells are those of the last report.
    assert (report.done, report.progress, report.next_step) == ("Ja", 40, "Weiter so")
    assert table.row(revision="3", zellen="geheim", geheim="x").json()["saved"] == {}


def colleague_of(table: Table) -> Client:
    person = make_user(Role.DEPARTMENT, name="Kim Kolleg")
    answer_for(table.world.department, person)
    return signed_in(person)


def test_what_a_colleague_wrote_is_named_at_each_cell_also_where_nothing_could_be_read(table: Table) -> None:
    row = table.address("round-measure", table.world.measure.pk)
    theirs = {"state": "blocked", "progress": "70", "done": "Der „gute“ Weg", "next_step": ""}
    first = colleague_of(table).post(row, {"revision": "1", "zellen": [*theirs], **theirs}).json()
    mine = {"progress": "viel", "obstacle": "Geld", "state": "completed", "next_step": "Morgen"}
    late = table.row(revision="1", zellen=[*mine], **mine)
    facts = late.json()
    assert (late.status_code, first["revision"], facts["revision"], facts["saved"]) == (
        422,
        2,
        3,
        {"obstacle": "Geld"},
    )
    assert facts["errors"] == {"progress": "„viel“ ist keine Zahl. Zum Beispiel: 12"}
    said = {name: cell["said"].split(" Ihr Text")[0] for name, cell in facts["overtaken"].items()}
    assert said == {
        "state": "Kim Kolleg hat hier inzwischen geschrieben: „blockiert“.",
        "progress": "Kim Kolleg hat hier inzwischen geschrieben: „70“.",
        "done": "Kim Kolleg hat hier inzwischen geschrieben: „Der ‚gute‘ Weg“.",
        "next_step": "Kim Kolleg hat diese Zelle inzwischen geleert.",
    }
    assert facts["overtaken"]["state"]["text"] == "blocked"
    report = MeasureReport.objects.get(status=ReportStatus.DRAFT)
    assert (report.state, report.progress, report.obstacle) == ("blocked", 70, "Geld")
    # From then on nobody has written since.
    assert table.row(revision="3", zellen="progress", progress="x").json()["overtaken"] == {}


def test_no_change_loses_nothing_that_was_typed(table: Table) -> None:
    stands = {"revision": "1", "state": "in_progress", "progress": "40", "next_step": "Weiter so"}
    typed = table.row(**stands, unveraendert="1", obstacle="Das Geld")
    assert (typed.status_code, typed.context["form"]["obstacle"].value()) == (422, "Das Geld")
    assert "Wählen Sie „Speichern“" in typed.content.decode()
    assert table.row(**stands, unveraendert="1").status_code == 302
    assert MeasureReport.objects.get(status=ReportStatus.DRAFT).done.startswith("Keine Änderung seit dem ")


def test_no_change_fills_the_cells(table: Table) -> None:
    facts = table.row(revision="1", zellen="", unveraendert="1").json()
    assert (facts["saved"]["state"], facts["saved"]["progress"]) == ("in_progress", "40")
    assert facts["saved"]["done"].startswith("Keine Änderung seit dem ")
    again = table.row(zellen="", unveraendert="1")
    assert (again.status_code, again.json()["errors"]) == (
        422,
        {"state": "In dieser Zeile steht schon etwas. Es bleibt stehen."},
    )


def test_a_value_is_read_or_refused_at_its_cell(table: Table) -> None:
    refused = table.value(zellen="value", value="12,5,1", quality="final")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["value"])
    saved = table.value(zellen="value", value="12,5", quality="estimated", note="Aus der Kurve").json()
    value = IndicatorValue.objects.waiting().get()
    assert (str(value.value), value.quality, value.note) == ("12.500", "estimated", "Aus der Kurve")
    assert saved["saved"] == {"value": "12,5", "quality": "estimated", "note": "Aus der Kurve"}
    assert table.value(value="13", quality="final", seen=value.pk).status_code == 302
    assert table.value(value="", quality="final", note="bleibt").context["form"]["note"].value() == "bleibt"


def test_a_value_of_a_colleague_is_shown_before_it_is_replaced(table: Table) -> None:
    present = table.value(zellen="value", value="12,5", quality="estimated", note="Aus der Kurve").json()
    unseen = table.value(zellen="value", value="13", quality="final", seen="0")
    facts = unseen.json()
    assert (unseen.status_code, facts["seen"]) == (422, present["seen"])
    assert {name: cell["text"] for name, cell in facts["overtaken"].items()} == present["saved"]
    assert "hier inzwischen geschrieben: „12,5“" in facts["overtaken"]["value"]["said"]
    page = table.value(value="13", quality="final", seen="0")
    assert "hier 12,5 (geschätzt) eingetragen" in page.content.decode()
    assert page.context["form"]["seen"].value() == str(present["seen"])
    assert IndicatorValue.objects.get().pk == present["seen"]


def test_another_refusal_hides_no_value_of_a_colleague(table: Table) -> None:
    """The figure that counts already is refused; meanwhile somebody has corrected it."""
    counts = make_value(table.indicator, NOW.year, 5, by=table.world.by)
    correction = table.value(zellen="value", value="6", quality="final", seen=counts.pk).json()
    for typed in ({"value": "6,1,2"}, {"value": "7"}):
        facts = table.value(zellen="value", quality="final", seen=counts.pk, **typed).json()
    assert facts["overtaken"]["value"]["text"] == "6"
    same = table.value(zellen="value", value="5", quality="final", seen=correction["seen"])
    assert ("overtaken" in same.json(), "seen" in same.json()) == (False, False)
    page = table.value(value="5", quality="final", seen=correction["seen"])
    assert page.context["form"]["seen"].value() == str(correction["seen"])
    assert IndicatorValue.objects.waiting().get().pk == correction["seen"]


def test_a_value_sent_twice_is_entered_once(table: Table) -> None:
    typed = {"zellen": "value", "value": "12,5", "quality": "final", "seen": "0"}
    assert table.value(**typed).json()["seen"] == table.value(**typed).json()["seen"]
    assert IndicatorValue.objects.count() == 1


def test_the_answer_is_handed_in_and_says_what_is_empty(table: Table) -> None:
    table.row(revision="1", state="blocked", done="x")
    refused = table.client.post(table.address("round-answer"), follow=True)
    assert "Zu diesem Stand gehört ein Grund" in refused.content.decode()
    table.row(revision="2", state="blocked", done="x", reason="Geld fehlt")
    done = table.client.post(table.address("round-answer"), follow=True).content.decode()
    assert "1 Zeile ist noch leer" in done
    assert MeasureReport.objects.waiting().count() == 1
    close_round(round=table.answer.round, by=table.world.by, at=NOW)
    page = table.client.get(table.address()).content.decode()
    assert ("Diese Runde ist geschlossen" in page, "data-cell" in page) == (True, False)
    # A block that is pasted counts rows that nobody can write into as well.
    assert page.count('data-grid-row="locked"') == 2


def test_coordination_accepts_one_or_all_and_asks_back(table: Table) -> None:
    table.row(revision="1", state="in_progress", done="Ein Weg")
    value = make_value(table.indicator, NOW.year, 5, by=table.world.reporter)
    answer_round(answer=table.answer, by=table.world.reporter, at=NOW)
    report = MeasureReport.objects.waiting().get()
    client = signed_in(table.world.by)
    page = reverse("monitoring:answer-detail", args=[table.answer.pk])
    assert "Ein Weg" in client.get(page).content.decode()
    asking = f"{reverse('monitoring:report-return', args=[report.pk])}?antwort={table.answer.pk}"
    assert client.post(asking, {"remark": "Welcher?"}).headers["Location"] == page
    assert "Rückfrage: Welcher?" in table.client.get(table.address()).content.decode()
    table.row(
        revision=MeasureReport.objects.get(pk=report.pk).revision, state="in_progress", done="Der Radweg"
    )
    answer_round(answer=table.answer, by=table.world.reporter, at=NOW)
    all_of_it = reverse("monitoring:round-accept", args=[table.answer.round_id])
    question = client.get(all_of_it)
    assert question.context["question"].texts == [table.world.measure.title, table.indicator.name]
    # What the question did not name is not accepted unseen.
    client.post(all_of_it, {"bestaetigt": "ja", "wert": [value.pk]})
    assert (MeasureReport.objects.waiting().count(), IndicatorValue.objects.waiting().count()) == (1, 0)
    client.post(reverse("monitoring:answer-accept", args=[table.answer.pk]), {"meldung": [report.pk]})
    assert MeasureReport.objects.get(pk=report.pk).is_accepted


def test_the_page_of_a_round_says_who_has_answered(table: Table) -> None:
    other = make_department("FB 34")
    DepartmentAnswer.objects.create(round=table.answer.round, department=other, asked_at=NOW)
    answer_round(answer=table.answer, by=table.world.reporter, at=NOW)
    page = reverse("monitoring:round-detail", args=[table.answer.round_id])
    response = signed_in(table.world.by).get(page)
    assert response.context["progress"].sentence == "1 von 2 Fachbereichen haben geantwortet."
    assert response.context["nobody"] == [other]
    closing = signed_in(table.world.by).get(page + "schliessen/")
    assert closing.context["question"].texts == ["FB 34"]


def test_the_page_of_a_round_says_what_lies_before_coordination_when(table: Table) -> None:
    """A department that has written a row and a value, and handed in nothing."""
    table.row(revision="1", state="in_progress", done="Ein Weg")
    table.value(value="12", quality="final")
    page = reverse("monitoring:round-detail", args=[table.answer.round_id])
    response = signed_in(table.world.by).get(page)
    assert [table.waiting for table in response.context["tables"]] == [1]
    assert "Werte von Indikatoren, sobald sie eingetragen sind." in response.content.decode()


def test_dissolved_departments_are_not_offered(adopted: SimpleNamespace) -> None:
    gone = make_department("FB 99", active_until=timezone.localdate())
    client = signed_in(adopted.by)
    pages = (
        reverse("monitoring:member-list"),
        reverse("monitoring:hand-over", args=[adopted.measure.pk]),
    )
    for page in pages:
        assert gone not in client.get(page).context["form"].fields["department"].queryset


def test_a_measure_is_handed_over_and_leaves_the_table(table: Table) -> None:
    other = make_department("FB 34")
    page = reverse("monitoring:hand-over", args=[table.world.measure.pk])
    done = table.client.post(page, {"department": other.pk, "note": "Neuer Zuschnitt"})
    assert done.headers["Location"] == reverse("monitoring:own-rows")
    assert table.client.get(page).status_code == 404
    detail = reverse("monitoring:measure-detail", args=[table.world.measure.pk])
    assert "Neuer Zuschnitt" in signed_in(table.world.by).get(detail).content.decode()


def test_dates_leave_the_department_that_a_round_asks(table: Table) -> None:
    """Who carries a measure out is no field of its dates: only handing it over changes that, and asks the other one."""
    other = make_department("FB 34")
    hand_over(measure=table.world.other, to=table.world.department, note="x", by=table.world.by, at=NOW)
    page = reverse("monitoring:execution-edit", args=[table.world.other.pk])
    client = signed_in(table.world.by)
    assert "department" not in client.get(page).context["form"].fields
    typed = {"revision": "1", "planned_start": "01.03.2021", "department": str(other.pk)}
    assert client.post(page, typed).status_code == 302
    execution = MeasureExecution.objects.get(measure=table.world.other)
    assert (execution.planned_start, execution.department) == (date(2021, 3, 1), table.world.department)
    rows = [row.measure for row in table.client.get(table.address()).context["table"].measures]
    assert rows == [table.world.measure, table.world.other]
    assert list(table.answer.round.answers.all()) == [table.answer]


def test_decisions_name_measures_as_the_council_adopted_them(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter)
    title = adopted.measure.title
    type(adopted.measure).objects.filter(pk=adopted.measure.pk).update(title="Umbenannter Entwurf")
    client = signed_in(adopted.by)
    pages = [
        reverse("monitoring:waiting"),
        reverse("monitoring:report-return", args=[report.pk]),
        reverse("monitoring:milestone-add", args=[adopted.measure.pk]),
    ]
    texts = [client.get(page).content.decode() for page in pages]
    assert [(title in text, "Umbenannter" in text) for text in texts] == [(True, False)] * 3


def test_a_returned_value_of_a_round_asks_its_department_again(table: Table) -> None:
    table.value(value="12", quality="final")
    answer_round(answer=table.answer, by=table.world.reporter, at=NOW)
    value = IndicatorValue.objects.waiting().get()
    page = f"{reverse('monitoring:value-return', args=[value.pk])}?antwort={table.answer.pk}"
    signed_in(table.world.by).post(page, {"remark": "Quelle?"})
    table.answer.refresh_from_db()
    assert (table.answer.answered_at, table.answer.state.value) == (None, "asked_back")
