"""Every address x every role x anonymous.

The list comes from the URL patterns, so that a new address without an entry fails. Each cell says what a GET
(or, for addresses that only take POST, a POST) answers: "ok" a page or a redirect inside the working area,
"login" the way to the login page, "hidden" 404.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.roles import Role
from exports.models import ExportJob
from strategy.actions.versions import adopt_version, publish_version
from strategy.choices import ElementKind, Phase
from strategy.models import Chapter, ThemeField
from tests.builders import (
    NOW,
    make_consultation,
    make_measure,
    make_paper,
    make_programme,
    make_strategy,
    make_user,
    make_version,
)

ALL = frozenset(Role)
COORDINATION = frozenset({Role.COORDINATION})
EDITORS = frozenset({Role.COORDINATION, Role.CORE_TEAM, Role.STEERING_MEMBER})
WRITERS = frozenset({Role.COORDINATION, Role.CORE_TEAM})
OFFICE = frozenset({Role.COORDINATION, Role.COMMITTEE_OFFICE})
PUBLIC = None  # everybody, without login

# Address name -> (method, who may). Names with arguments are filled in by `arguments`.
MATRIX: dict[str, tuple[str, frozenset[Role] | None]] = {
    "accounts:login": ("get", PUBLIC),
    "accounts:logout": ("post", ALL),
    "accounts:password": ("get", ALL),
    "accounts:password-changed": ("get", ALL),
    "exports:job-status": ("get", ALL),
    "exports:job-file": ("get", ALL),
    "strategy:guide": ("get", ALL),
    "strategy:finding-list": ("get", ALL),
    "strategy:setup": ("get", frozenset()),
    "strategy:settings": ("get", COORDINATION),
    "strategy:organisation": ("get", ALL),
    "strategy:inventory": ("get", ALL),
    "strategy:implementation": ("get", ALL),
    "strategy:phase-close": ("get", COORDINATION),
    "strategy:phase-reopen": ("post", COORDINATION),
    "strategy:theme-selection": ("get", ALL),
    "strategy:candidate-add": ("get", COORDINATION),
    "strategy:candidate-merge": ("get", COORDINATION),
    "strategy:theme-select": ("post", COORDINATION),
    "strategy:theme-leave-out": ("get", COORDINATION),
    "strategy:theme-reopen": ("post", COORDINATION),
    "strategy:theme-up": ("post", COORDINATION),
    "strategy:theme-down": ("post", COORDINATION),
    "strategy:candidate-remove": ("post", COORDINATION),
    "strategy:theme-list": ("get", ALL),
    "strategy:chapter-list": ("get", ALL),
    "strategy:markdown-preview": ("post", ALL),
    "strategy:smart-check": ("post", EDITORS),
    "strategy:version-list": ("get", ALL),
    "strategy:version-freeze": ("get", COORDINATION),
    "strategy:version-detail": ("get", ALL),
    "strategy:version-json": ("get", ALL),
    "strategy:version-pdf": ("post", COORDINATION),
    "strategy:version-publish": ("post", COORDINATION),
    "strategy:version-withdraw": ("post", COORDINATION),
    "strategy:element-add:strategic_goal": ("get", EDITORS),
    "strategy:element-add:operational_goal": ("get", EDITORS),
    "strategy:element-add:measure": ("get", EDITORS),
    "strategy:element-detail:theme": ("get", ALL),
    "strategy:element-detail:strategic_goal": ("get", ALL),
    "strategy:element-detail:operational_goal": ("get", ALL),
    "strategy:element-detail:measure": ("get", ALL),
    "strategy:element-detail:chapter": ("get", ALL),
    "strategy:element-edit:theme": ("get", EDITORS),
    "strategy:element-edit:strategic_goal": ("get", EDITORS),
    "strategy:element-edit:operational_goal": ("get", EDITORS),
    "strategy:element-edit:measure": ("get", EDITORS),
    "strategy:element-edit:chapter": ("get", WRITERS),
    "strategy:element-history:theme": ("get", ALL),
    "strategy:element-history:strategic_goal": ("get", ALL),
    "strategy:element-history:operational_goal": ("get", ALL),
    "strategy:element-history:measure": ("get", ALL),
    "strategy:element-history:chapter": ("get", ALL),
    "strategy:element-remove:theme": ("get", frozenset()),
    "strategy:element-remove:strategic_goal": ("get", WRITERS),
    "strategy:element-remove:operational_goal": ("get", WRITERS),
    "strategy:element-remove:measure": ("get", WRITERS),
    "strategy:element-remove:chapter": ("get", frozenset()),
    "strategy:element-up:theme": ("post", frozenset()),
    "strategy:element-up:strategic_goal": ("post", EDITORS),
    "strategy:element-up:operational_goal": ("post", EDITORS),
    "strategy:element-up:measure": ("post", EDITORS),
    "strategy:element-up:chapter": ("post", frozenset()),
    "strategy:element-down:theme": ("post", frozenset()),
    "strategy:element-down:strategic_goal": ("post", EDITORS),
    "strategy:element-down:operational_goal": ("post", EDITORS),
    "strategy:element-down:measure": ("post", EDITORS),
    "strategy:element-down:chapter": ("post", frozenset()),
    "committees:committee-list": ("get", ALL),
    "committees:committee-add": ("get", OFFICE),
    "committees:paper-list": ("get", ALL),
    "committees:paper-add": ("get", OFFICE),
    "committees:paper-detail": ("get", ALL),
    "committees:paper-edit": ("get", OFFICE),
    "committees:consultation-add": ("get", OFFICE),
    "committees:consultation-edit": ("get", OFFICE),
    "committees:consultation-remove": ("get", OFFICE),
    "committees:consultation-outcome": ("get", OFFICE),
    "publication:home": ("get", PUBLIC),
    "publication:theme": ("get", PUBLIC),
    "publication:goal": ("get", PUBLIC),
    "publication:measure": ("get", PUBLIC),
    "publication:measures": ("get", PUBLIC),
    "publication:agenda": ("get", PUBLIC),
    "publication:sdg": ("get", PUBLIC),
    "publication:search": ("get", PUBLIC),
    "publication:strategy-pdf": ("get", PUBLIC),
    "publication:strategy-json": ("get", PUBLIC),
    "publication:strategy-schema": ("get", PUBLIC),
    "publication:imprint": ("get", PUBLIC),
    "publication:privacy": ("get", PUBLIC),
    "publication:accessibility": ("get", PUBLIC),
}
KINDS_OF = {
    "strategy:element-add": (
        ElementKind.STRATEGIC_GOAL,
        ElementKind.OPERATIONAL_GOAL,
        ElementKind.MEASURE,
    ),
    **dict.fromkeys(
        (
            "strategy:element-detail",
            "strategy:element-edit",
            "strategy:element-history",
            "strategy:element-remove",
            "strategy:element-up",
            "strategy:element-down",
        ),
        tuple(ElementKind),
    ),
}


def names_in(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names_in(pattern, namespace + inner)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}"
            kinds = KINDS_OF.get(name)
            yield from (f"{name}:{kind}" for kind in kinds) if kinds else (name,)


def test_every_address_stands_in_the_matrix() -> None:
    assert sorted(set(names_in(get_resolver()))) == sorted(MATRIX)


@pytest.fixture
def arguments(db: None) -> dict[str, list[Any]]:
    """An installation with one of everything; version 1 is published, version 2 is a draft with a paper."""
    by = make_user(Role.COORDINATION)
    strategy = make_strategy()
    measure = make_programme(strategy, by=by)
    make_measure(measure.operational_goal, by=by)
    version = make_version(strategy, by=by)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=by, at=NOW)
    job = publish_version(version=version, by=by, at=NOW).pdf_job
    ExportJob.objects.filter(pk=job.pk).update(status="done", file="x.pdf")
    draft = make_version(strategy, by=by)
    paper = make_paper(draft, by=by)
    consultation = make_consultation(paper)
    goal = measure.operational_goal
    strategic, theme = goal.strategic_goal, goal.strategic_goal.theme
    candidate = ThemeField.objects.filter(decision="open").first()
    chapter = Chapter.objects.filter(chapter_kind="preface").get()
    elements = {
        "theme": theme.pk,
        "strategic_goal": strategic.pk,
        "operational_goal": goal.pk,
        "measure": measure.pk,
        "chapter": chapter.pk,
    }
    parents = {"strategic_goal": theme.pk, "operational_goal": strategic.pk, "measure": goal.pk}
    return {
        **{
            f"{name}:{kind}": [kind, (parents if name == "strategy:element-add" else elements)[kind]]
            for name, kinds in KINDS_OF.items()
            for kind in kinds
        },
        **{name: [candidate.pk] for name in MATRIX if name.startswith("strategy:theme-")},
        "strategy:theme-selection": [],
        "strategy:theme-list": [],
        "strategy:candidate-remove": [candidate.pk],
        "strategy:phase-close": [Phase.THEMES],
        "strategy:phase-reopen": [Phase.THEMES],
        **{f"strategy:version-{name}": [1] for name in ("detail", "json", "pdf", "publish", "withdraw")},
        "exports:job-status": [job.pk],
        "exports:job-file": [job.pk],
        "committees:paper-add": [2],
        **{f"committees:paper-{name}": [paper.pk] for name in ("detail", "edit")},
        "committees:consultation-add": [paper.pk],
        **{f"committees:consultation-{name}": [consultation.pk] for name in ("edit", "remove", "outcome")},
        "publication:theme": ["1"],
        "publication:goal": ["1.1"],
        "publication:measure": ["1.1.1.1"],
        "publication:sdg": [4],
    }


def answer(client: Client, name: str, arguments: dict[str, list[Any]]) -> str:
    method, _roles = MATRIX[name]
    address_name = ":".join(name.split(":")[:2])
    response = getattr(client, method)(reverse(address_name, args=arguments.get(name, [])))
    # Close files, but not with response.close(), which closes the connection to the database, too.
    for close in response._resource_closers:
        close()
    if response.status_code == 302 and response.url.startswith(reverse("accounts:login")):
        return "login"
    return "hidden" if response.status_code == 404 else "ok" if response.status_code < 500 else "broken"


def answers_to(user: User | None, arguments: dict[str, list[Any]]) -> dict[str, str]:
    """What every address answers to one person. Each request is undone, so that the order does not matter."""
    answers = {}
    for name in MATRIX:
        client = Client()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            answers[name] = answer(client, name, arguments)
            transaction.set_rollback(True)
    return answers


def test_anonymous_people_reach_the_public_site_only(
    arguments: dict[str, list[Any]], media_file: None
) -> None:
    assert answers_to(None, arguments) == {
        name: "ok" if roles is PUBLIC else "login" for name, (_method, roles) in MATRIX.items()
    }


@pytest.mark.parametrize("role", Role)
def test_role_reaches_what_the_matrix_says(
    role: Role, arguments: dict[str, list[Any]], media_file: None
) -> None:
    assert answers_to(make_user(role), arguments) == {
        name: "ok" if roles is PUBLIC or role in roles else "hidden"
        for name, (_method, roles) in MATRIX.items()
    }


def test_closed_account_is_asked_to_sign_in(arguments: dict[str, list[Any]], media_file: None) -> None:
    user = make_user(Role.COORDINATION)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert answers_to(user, arguments) == {
        name: "ok" if roles is PUBLIC else "login" for name, (_method, roles) in MATRIX.items()
    }


@pytest.fixture
def media_file(settings: Any) -> None:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "x.pdf").write_bytes(b"%PDF-1.7")
