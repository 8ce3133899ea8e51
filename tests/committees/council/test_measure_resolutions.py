"""The measures' own resolutions, and what the status of a measure makes of them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.council.actions.measure_resolutions import remove_measure_resolution, save_measure_resolution
from committees.council.choices import Outcome
from committees.council.models import MeasureResolution
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.removal import remove_element
from strategy.choices import ResolutionStatus
from strategy.models import Measure, Strategy
from tests.builders import (
    make_adopted_version,
    make_committee,
    make_measure,
    make_measure_resolution,
    make_programme,
    make_submitted_paper,
    make_version,
)
from tests.conftest import signed_in

PROPOSED, RESERVED, OWN, REJECTED = ResolutionStatus
LATER = datetime(2023, 1, 9, 9, tzinfo=UTC)


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    """A measure of the version that the council has adopted."""
    measure = make_programme(strategy, by=coordination)
    make_adopted_version(strategy, by=coordination)
    return measure


def status_of(measure: Measure) -> str:
    return Measure.objects.get(pk=measure.pk).resolution_status


def test_resolution_changes_the_status_of_its_measure(measure: Measure, office: User) -> None:
    assert status_of(measure) == RESERVED
    make_measure_resolution(measure, by=office)
    assert status_of(measure) == OWN
    last = measure.history.first()
    assert (last.resolution_status, last.history_user) == (OWN, office)


def test_rejection_is_the_status_as_well(measure: Measure, office: User) -> None:
    make_measure_resolution(measure, by=office, outcome=Outcome.REJECTED)
    assert status_of(measure) == REJECTED


def test_removal_restores_what_the_rest_says(measure: Measure, office: User) -> None:
    first = make_measure_resolution(measure, by=office, outcome=Outcome.REJECTED)
    second = make_measure_resolution(measure, by=office, decided_on=date(2022, 9, 1))
    assert status_of(measure) == OWN
    remove_measure_resolution(resolution=second, by=office)
    assert status_of(measure) == REJECTED
    remove_measure_resolution(resolution=first, by=office)
    assert status_of(measure) == RESERVED


def test_removal_restores_a_status_from_before_the_adoption(
    strategy: Strategy, coordination: User, office: User
) -> None:
    measure = make_programme(strategy, by=coordination)
    Measure.objects.filter(pk=measure.pk).update(resolution_status=OWN)
    make_adopted_version(strategy, by=coordination)
    resolution = make_measure_resolution(measure, by=office, outcome=Outcome.REJECTED)
    make_version(strategy, by=coordination)
    remove_measure_resolution(resolution=resolution, by=office)
    assert status_of(measure) == OWN


def test_day_decides_which_resolution_is_the_last(measure: Measure, office: User) -> None:
    make_measure_resolution(measure, by=office, decided_on=date(2022, 9, 1))
    make_measure_resolution(measure, by=office, decided_on=date(2022, 3, 1), outcome=Outcome.REJECTED)
    assert status_of(measure) == OWN


def test_correction_moves_the_status_and_is_kept_in_the_history(measure: Measure, office: User) -> None:
    resolution = make_measure_resolution(measure, by=office)
    values = {"outcome": Outcome.REJECTED}
    saved = save_measure_resolution(resolution=resolution, values=values, revision=1, by=office, at=LATER)
    assert (saved.revision, status_of(measure)) == (2, REJECTED)
    assert [state.outcome for state in saved.history.all()] == [Outcome.REJECTED, Outcome.ADOPTED]
    with pytest.raises(StaleRevision):
        save_measure_resolution(resolution=resolution, values=values, revision=1, by=office, at=LATER)


def test_removed_measure_of_an_adopted_version_can_still_be_decided(
    measure: Measure, coordination: User, office: User
) -> None:
    remove_element(element=measure, by=coordination, at=LATER)
    make_measure_resolution(Measure.objects.get(pk=measure.pk), by=office, outcome=Outcome.REJECTED)
    assert status_of(measure) == REJECTED
    page = signed_in(office).get(reverse("council:measure-resolution-list")).content.decode()
    assert "(in der Bearbeitung entfernt)" in page


def test_measure_of_no_adopted_version_is_refused(
    strategy: Strategy, measure: Measure, coordination: User, office: User
) -> None:
    added = make_measure(measure.operational_goal, by=coordination, title="Neu")
    with pytest.raises(RuleBroken, match="„Neu“ steht in keiner beschlossenen Fassung"):
        make_measure_resolution(added, by=office)
    assert status_of(added) == PROPOSED


def test_resolution_before_its_day_is_refused(measure: Measure, office: User) -> None:
    with pytest.raises(RuleBroken, match="Die Sitzung hat noch nicht stattgefunden"):
        make_measure_resolution(measure, by=office, decided_on=date(2030, 1, 1))
    assert status_of(measure) == RESERVED


def test_second_resolution_under_the_same_paper_is_refused(measure: Measure, office: User) -> None:
    make_measure_resolution(measure, by=office, reference="2022/0118")
    with pytest.raises(RuleBroken, match="Zu dieser Vorlage ist schon ein Beschluss eingetragen"):
        make_measure_resolution(measure, by=office, reference="2022/0118", outcome=Outcome.REJECTED)
    assert status_of(measure) == OWN


def test_statuses_rest_while_a_paper_lies_before_the_committees(
    strategy: Strategy, measure: Measure, coordination: User, office: User
) -> None:
    resolution = make_measure_resolution(measure, by=office)
    make_submitted_paper(make_version(strategy, by=coordination), by=office, reference="2024/0001")
    with pytest.raises(RuleBroken, match="Vorlage 2024/0001 den Gremien vor"):
        make_measure_resolution(measure, by=office, outcome=Outcome.REJECTED)
    with pytest.raises(RuleBroken, match="Vorlage 2024/0001 den Gremien vor"):
        remove_measure_resolution(resolution=resolution, by=office)
    assert status_of(measure) == OWN


def test_status_cannot_be_set_by_hand_once_the_strategy_is_adopted(
    measure: Measure, coordination_client: Client
) -> None:
    address = reverse("strategy:element-edit", args=["measure", measure.pk])
    form = coordination_client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "sdg_targets"}
    data |= {"title": "Neuer Titel", "resolution_status": OWN}
    assert coordination_client.post(address, data).status_code == 302
    saved = Measure.objects.get(pk=measure.pk)
    assert (saved.title, saved.resolution_status) == ("Neuer Titel", RESERVED)


def form_values(measure: Measure, **values: Any) -> dict[str, Any]:
    return {
        "revision": 1,
        "reference": "2022/0118",
        "committee": make_committee().pk,
        "decided_on": "2022-03-01",
        "outcome": Outcome.ADOPTED,
        "note": "",
        **values,
    }


def test_form_records_and_leads_back_to_the_filtered_list(measure: Measure, office_client: Client) -> None:
    address = reverse("council:measure-resolution-add", args=[measure.pk])
    assert office_client.get(address).status_code == 200
    response = office_client.post(f"{address}?ohne=ja&themenfeld=1&fremd=x", form_values(measure))
    assert response.status_code == 302
    assert (
        response.headers["Location"] == reverse("council:measure-resolution-list") + "?ohne=ja&themenfeld=1"
    )
    assert status_of(measure) == OWN


def test_form_shows_a_broken_rule_and_keeps_what_was_typed(measure: Measure, office_client: Client) -> None:
    address = reverse("council:measure-resolution-add", args=[measure.pk])
    response = office_client.post(address, form_values(measure, decided_on="2099-01-01", note="Getippt"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Die Sitzung hat noch nicht stattgefunden." in page
    assert 'value="Getippt"' in page


def test_form_offers_decisions_only(measure: Measure, office_client: Client) -> None:
    response = office_client.post(
        reverse("council:measure-resolution-add", args=[measure.pk]),
        form_values(measure, outcome=Outcome.NOTED),
    )
    assert list(response.context["form"].errors) == ["outcome"]


def test_stale_form_shows_the_conflict(measure: Measure, office: User, office_client: Client) -> None:
    resolution = make_measure_resolution(measure, by=office)
    values = {"note": "Anderes"}
    save_measure_resolution(resolution=resolution, values=values, revision=1, by=office, at=LATER)
    response = office_client.post(
        reverse("council:measure-resolution-edit", args=[resolution.pk]),
        form_values(measure, note="Meins", reference=resolution.reference),
    )
    assert response.status_code == 409
    assert MeasureResolution.objects.get().note == "Anderes"


def test_list_filters_measures_without_a_resolution(
    strategy: Strategy, coordination: User, office: User, office_client: Client
) -> None:
    decided = make_programme(strategy, by=coordination)
    other = make_measure(decided.operational_goal, by=coordination)
    make_adopted_version(strategy, by=coordination)
    make_measure_resolution(decided, by=office)
    address = reverse("council:measure-resolution-list")

    def shown(query: str) -> list[str]:
        return [line.title for line in office_client.get(address + query).context["page"]]

    assert shown("") == [decided.title, other.title]
    assert shown("?ohne=ja") == [other.title]
    assert shown("?themenfeld=7") == []
    page = office_client.get(address).content.decode()
    number = decided.theme_of.number
    assert f'<option value="{number}">{number} {decided.theme_of.title}</option>' in page
    assert shown(f"?themenfeld={number}") == [decided.title, other.title]
    assert "1 von 2 Maßnahmen ist noch ohne eigenen Beschluss" in office_client.get(address).content.decode()
    table = office_client.get(reverse("council:measure-resolution-csv") + "?ohne=ja").content.decode()
    assert [row.split(";")[1] for row in table.splitlines()[1:]] == [other.title]
    assert office_client.get(reverse("council:measure-resolution-xlsx")).content[:2] == b"PK"


def test_list_before_any_adoption_says_so(strategy: Strategy, office_client: Client) -> None:
    page = office_client.get(reverse("council:measure-resolution-list")).content.decode()
    assert "Der Rat hat noch keine Fassung beschlossen." in page


def test_entry_is_removed_after_a_question(measure: Measure, office: User, office_client: Client) -> None:
    resolution = make_measure_resolution(measure, by=office)
    address = reverse("council:measure-resolution-remove", args=[resolution.pk])
    assert resolution.reference in office_client.get(address).content.decode()
    assert MeasureResolution.objects.count() == 1
    assert office_client.post(address).status_code == 302
    assert (MeasureResolution.objects.count(), status_of(measure)) == (0, RESERVED)


def test_reader_sees_the_list_but_cannot_record(measure: Measure, office: User, reader: User) -> None:
    resolution = make_measure_resolution(measure, by=office)
    client = signed_in(reader)
    page = client.get(reverse("council:measure-resolution-list")).content.decode()
    assert resolution.reference in page
    assert "berichtigen" not in page
    for name, key in (("add", measure.pk), ("edit", resolution.pk), ("remove", resolution.pk)):
        assert client.post(reverse(f"council:measure-resolution-{name}", args=[key])).status_code == 404
