"""Every page with a list asks the database the same number of questions for one item and for three."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from committees.choices import ConsultationRole
from strategy.actions.elements import save_element
from strategy.models import Strategy
from tests.builders import (
    make_consultation,
    make_goal,
    make_measure,
    make_paper,
    make_strategic_goal,
    make_theme,
    make_user,
    make_version,
)
from tests.conftest import signed_in

# Page -> the number of queries it takes, whatever the size of its lists.
PAGES: dict[str, int] = {
    "strategy:guide": 19,
    "strategy:finding-list": 15,
    "strategy:organisation": 5,
    "strategy:inventory": 5,
    "strategy:implementation": 15,
    "strategy:theme-selection": 16,
    "strategy:theme-list": 11,
    "strategy:chapter-list": 5,
    "strategy:version-list": 5,
    "strategy:version-freeze": 15,
    "strategy:element-detail": 10,
    "strategy:element-history": 6,
    "strategy:version-detail": 7,
    "committees:committee-list": 4,
    "committees:paper-list": 5,
    "committees:paper-detail": 5,
}


def fill(strategy: Strategy, count: int, by: User) -> dict[str, list[Any]]:
    """Make `count` of everything that a page lists; return the arguments of the pages."""
    for _ in range(count):
        theme = make_theme(strategy, by=by)
        for _ in range(count):
            strategic = make_strategic_goal(theme, by=by)
            for _ in range(count):
                goal = make_goal(strategic, by=by)
                for _ in range(count):
                    measure = make_measure(goal, by=by)
        version = make_version(strategy, by=by)
        paper = make_paper(version, by=by)
        make_user(Role.READER)
    for _ in range(count):
        make_consultation(paper, role=ConsultationRole.HEARING)
        save_element(
            element=measure,
            values={"title": f"Titel {measure.revision}"},
            revision=measure.revision,
            by=by,
        )
        measure.refresh_from_db()
    return {
        "strategy:element-detail": ["theme", theme.pk],
        "strategy:element-history": ["measure", measure.pk],
        "strategy:version-detail": [version.number],
        "committees:paper-detail": [paper.pk],
    }


def queries_of(client: Client, page: str, arguments: dict[str, list[Any]]) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse(page, args=arguments.get(page, [])))
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_number_of_queries(strategy: Strategy, coordination: User, count: int) -> None:
    arguments = fill(strategy, count, coordination)
    client = signed_in(coordination)
    assert {page: queries_of(client, page, arguments) for page in PAGES} == PAGES
