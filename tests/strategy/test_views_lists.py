"""The pages that list all measures and all operational goals."""

import re

from django.urls import reverse

from accounts.models import User
from strategy.models import Strategy
from tests.builders import make_goal, make_measure, make_programme, make_strategic_goal
from tests.conftest import signed_in


def numbers_in(page: str) -> list[str]:
    return re.findall(r'<td class="table__number">([\d.]+)</td>', page)


def test_measures_are_listed_with_their_sums_before_any_adoption(
    strategy: Strategy, coordination: User, member: User
) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    for cost in (1000, 500):
        make_measure(goal, by=coordination, annual_cost=cost, measure_kind="idea", department="Bauamt")
    address = reverse("strategy:measure-list")
    page = signed_in(member).get(f"{address}?art=idea").content.decode()
    assert numbers_in(page) == ["1.1.1.2", "1.1.1.3"]
    assert "Diese Auswahl: 2 Maßnahmen" in page
    assert "Insgesamt: 3 Maßnahmen" in page
    assert re.search(r"1\.500\s€", page)


def test_page_keeps_what_was_chosen(strategy: Strategy, coordination: User, member: User) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    for _ in range(55):
        make_measure(goal, by=coordination, measure_kind="idea")
    page = signed_in(member).get(reverse("strategy:measure-list") + "?art=idea&sortierung=titel")
    text = page.content.decode()
    assert len(numbers_in(text)) == 50
    assert 'href="?art=idea&amp;sortierung=titel&amp;seite=2"' in text
    assert '<option value="idea" selected>' in text
    assert f'{reverse("tables:table-workbook", args=["massnahmen"])}?art=idea"' in text


def test_nothing_found_says_what_to_do(strategy: Strategy, coordination: User, member: User) -> None:
    make_programme(strategy, by=coordination)
    page = signed_in(member).get(reverse("strategy:measure-list") + "?q=Einhorn").content.decode()
    assert "Wählen Sie weniger Merkmale oder andere Wörter." in page


def test_operational_goals_are_listed_by_theme_field(
    strategy: Strategy, coordination: User, member: User
) -> None:
    first = make_programme(strategy, by=coordination).theme_of
    make_goal(make_strategic_goal(first, by=coordination), by=coordination)
    other = make_programme(strategy, by=coordination).theme_of
    client, address = signed_in(member), reverse("strategy:operational-goal-list")
    assert numbers_in(client.get(address).content.decode()) == ["1.1.1", "1.2.1", "2.1.1"]
    page = client.get(f"{address}?themenfeld={other.pk}").content.decode()
    assert numbers_in(page) == ["2.1.1"]
