"""The pages of the implementation: what a department sees, and that nothing typed is lost."""

from decimal import Decimal
from types import SimpleNamespace

from django.urls import reverse

from accounts.roles import Role
from monitoring.actions.indicators import set_formula
from monitoring.actions.reports import return_report
from monitoring.choices import ReportStatus
from monitoring.forms.indicators import IndicatorForm
from monitoring.models import IndicatorValue, MeasureReport
from strategy.models import Measure, OperationalGoal
from tests.builders import (
    NOW,
    make_department,
    make_indicator,
    make_measure,
    make_report,
    make_round,
    make_user,
    make_value,
)
from tests.conftest import signed_in


def test_a_department_sees_its_own_rows_only(adopted: SimpleNamespace) -> None:
    client = signed_in(adopted.reporter)
    make_report(adopted.other, by=adopted.by, done="Geheimes Vorhaben")
    foreign = make_indicator(adopted.strategy, by=adopted.by, name="Fremder Indikator")
    page = client.get(reverse("monitoring:own-rows")).content.decode()
    assert adopted.measure.title in page
    assert adopted.other.title not in page
    assert "Fremder Indikator" not in page
    Measure.objects.filter(pk=adopted.measure.pk).update(title="Umbenannter Entwurf", department=None)
    make_measure(adopted.goal, by=adopted.by, title="Neuer Entwurf", department=adopted.department)
    form = client.get(reverse("monitoring:report-add", args=[adopted.measure.pk])).content.decode()
    assert adopted.measure.title in form
    assert adopted.other.title in form
    assert "Entwurf" not in form
    hidden = [
        reverse("monitoring:measure-detail", args=[adopted.other.pk]),
        reverse("monitoring:report-add", args=[adopted.other.pk]),
        reverse("monitoring:indicator-detail", args=[foreign.pk]),
        reverse("monitoring:value-add", args=[foreign.pk]),
        reverse("monitoring:value-correct", args=[make_value(foreign, 2020, 3, by=adopted.by).pk]),
    ]
    assert [client.get(address).status_code for address in hidden] == [404] * 5


def test_a_department_begins_with_its_rows(adopted: SimpleNamespace) -> None:
    response = signed_in(adopted.reporter).get(reverse("strategy:guide"))
    assert response.headers["Location"] == reverse("monitoring:own-rows")


def test_a_report_without_its_reason_keeps_what_was_typed(adopted: SimpleNamespace) -> None:
    page = reverse("monitoring:report-add", args=[adopted.measure.pk])
    sent = {"state": "blocked", "done": "Alles vorbereitet", "progress": "40"}
    response = signed_in(adopted.reporter).post(page, sent)
    assert response.status_code == 422
    assert "Zu diesem Stand gehört ein Grund." in response.content.decode()
    assert "Alles vorbereitet" in response.content.decode()
    assert not MeasureReport.objects.exists()


def test_a_report_given_back_is_taken_up_whole_with_the_question(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter, done="Gebaut", spent=5, spent_year=2020)
    return_report(report=report, remark="Welches Stück?", by=adopted.by, at=NOW)
    page = signed_in(adopted.reporter).get(reverse("monitoring:report-add", args=[adopted.measure.pk]))
    begun = page.context["form"].instance
    assert (begun.done, begun.spent, begun.spent_year) == ("Gebaut", 5, 2020)
    assert "Welches Stück?" in page.content.decode()


def test_a_form_of_an_indicator_keeps_what_was_removed_since(adopted: SimpleNamespace) -> None:
    dissolved = make_department("FB 99", active_until=NOW.date())
    related = {"goals": [adopted.goal]}
    indicator = make_indicator(
        adopted.strategy, by=adopted.by, related=related, responsible=adopted.department
    )
    OperationalGoal.objects.update(retired_at=NOW)
    adopted.department.active_until = NOW.date()
    adopted.department.save()
    form = IndicatorForm(instance=indicator)
    assert str(adopted.goal.pk) in str(form["goals"])
    offered = str(form["responsible"])
    assert str(adopted.department.pk) in offered
    assert str(dissolved.pk) not in offered


def test_a_draft_of_a_report_is_seen_by_those_who_can_report(adopted: SimpleNamespace) -> None:
    MeasureReport.objects.create(
        measure=adopted.measure,
        round=make_round(adopted.strategy, adopted.department, by=adopted.by),
        status=ReportStatus.DRAFT,
        done="Halb geschrieben",
        reported_at=NOW,
    )
    page = reverse("monitoring:measure-detail", args=[adopted.measure.pk])
    readers = (adopted.reporter, make_user(Role.READER))
    pages = [signed_in(reader).get(page).content.decode() for reader in readers]
    assert ["Halb geschrieben" in page for page in pages] == [True, False]


def test_a_value_that_is_no_number_is_told_at_its_field(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by, responsible=adopted.department)
    page = reverse("monitoring:value-add", args=[indicator.pk])
    series = indicator.series.get().pk
    sent = {"period": "2020", "value": "viel", "series": series, "quality": "final"}
    response = signed_in(adopted.reporter).post(page, sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["value"]
    sent |= {"period": "im Sommer", "value": "4,5"}
    assert list(signed_in(adopted.reporter).post(page, sent).context["form"].errors) == ["period"]
    signed_in(adopted.reporter).post(page, sent | {"period": "30.06.2020"})
    assert [(str(row.period), row.value, row.status) for row in IndicatorValue.objects.all()] == [
        ("2020-06-30", 4.5, "reported")
    ]


def test_coordination_accepts_what_a_department_reported(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter, done="Fertig gebaut")
    client = signed_in(adopted.by)
    assert "Fertig gebaut" in client.get(reverse("monitoring:waiting")).content.decode()
    client.post(reverse("monitoring:report-accept", args=[report.pk]))
    report.refresh_from_db()
    assert (report.is_accepted, report.accepted_by) == (True, adopted.by)


def test_a_computed_indicator_names_what_is_missing(adopted: SimpleNamespace) -> None:
    waste, people, each = (make_indicator(adopted.strategy, by=adopted.by) for _ in range(3))
    make_value(waste, 2020, 30, by=adopted.by)
    set_formula(indicator=each, terms=[waste], divisors=[people], factor=Decimal(1), by=adopted.by)
    page = signed_in(adopted.by).get(reverse("monitoring:indicator-detail", args=[each.pk]))
    assert f"es fehlt: {people.name}" in page.content.decode()
