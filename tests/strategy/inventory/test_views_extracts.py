"""The pages on which somebody evaluates an existing document."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from editing.models import EditingPresence
from editing.presence import subject_of
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.inventory.actions.extracts import create_extract, save_extract
from strategy.models import (
    Concept,
    Contradiction,
    ElementBasis,
    Extract,
    Measure,
    SdgTarget,
    StrategicGoal,
    Strategy,
    ThemeField,
)
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_contradiction,
    make_extract,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_swot_entry,
    make_theme,
    make_user,
)
from tests.conftest import signed_in
from tests.remembered import remembered
from tests.strategy.pages import errors_on, fields_on

SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
@remembered
def theme(strategy: Strategy, coordination: User) -> ThemeField:
    return make_theme(strategy, by=coordination)


@pytest.fixture
def concept(strategy: Strategy) -> Concept:
    return make_concept(strategy, title="Klimakonzept")


@pytest.fixture
def extract(concept: Concept, theme: ThemeField) -> Extract:
    return make_extract(concept, themes=[theme], page="14", quotation="Bäume pflanzen")


@pytest.fixture
def client(coordination: User) -> Client:
    return signed_in(coordination)


def address(name: str, *arguments: Any) -> str:
    return reverse(f"strategy:{name}", args=arguments)


def html_of(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def written(concept: Concept, by: User, **fields: Any) -> Extract:
    """An extract with its first saved state, as the form makes it."""
    values = {"kind": "goal", "quotation": "Alt.", "page": "14", "themes": [], "sdg_targets": [], **fields}
    return create_extract(concept=concept, values=values, by=by)


# The list on the page of a concept.


def test_concept_lists_its_extracts_with_what_became_of_them(
    strategy: Strategy, concept: Concept, theme: ThemeField, coordination: User
) -> None:
    used, aside, left, other = (
        make_extract(concept, quotation=f"Stelle {name}") for name in ("A", "B", "C", "D")
    )
    goal = make_strategic_goal(theme, by=coordination)
    make_basis(used, goal)
    aside.set_aside_reason = "Längst erreicht."
    aside.save()
    make_contradiction(left, other, "2030 oder 2035")
    make_extract(make_concept(strategy), quotation="Fremde Stelle")
    html = html_of(signed_in(make_user(Role.READER)).get(address("concept-detail", concept.pk)))
    parts = {
        name: html.partition(f'id="fundstelle-{each.pk}"')[2].partition("</li>\n")[0]
        for name, each in (("used", used), ("aside", aside), ("left", left))
    }
    assert "verknüpft mit" in parts["used"]
    assert f"Strategisches Ziel {goal.number}</a>" in parts["used"]
    assert "Längst erreicht." in parts["aside"]
    assert "noch nicht aufgenommen" in parts["left"]
    assert "2030 oder 2035" in parts["left"]
    assert "Fremde Stelle" not in html
    assert "Fundstelle eintragen" not in html


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [("", "ABC"), ("measure", "B"), ("offen", "BC"), ("nonsense", "ABC"), ("figure", "")],
)
def test_list_is_narrowed(
    client: Client, concept: Concept, theme: ThemeField, coordination: User, chosen: str, shown: str
) -> None:
    used = make_extract(concept, quotation="Stelle A")
    make_basis(used, make_strategic_goal(theme, by=coordination))
    make_extract(concept, kind="measure", quotation="Stelle B")
    make_extract(concept, quotation="Stelle C")
    html = html_of(client.get(address("concept-detail", concept.pk), {"fundstellen": chosen}))
    assert "".join(name for name in "ABC" if f"Stelle {name}</p>" in html) == shown


# The form.


def test_extracts_are_added_one_after_the_other(client: Client, concept: Concept, theme: ThemeField) -> None:
    page = address("extract-add", concept.pk)
    sent = {
        "kind": "measure",
        "quotation": "Dächer begrünen.",
        "page": "14–15",
        "themes": [theme.pk],
        "sdg_targets": ["13.1"],
    }
    response: Any = client.post(page, {**fields_on(client.get(page)), **sent, "next": "1"})
    following = fields_on(client.get(response.url))
    kept = {name: following.get(name, "") for name in ("kind", "quotation", "page", "themes", "sdg_targets")}
    assert kept == {
        "kind": "measure",
        "quotation": "",
        "page": "14–15",
        "themes": str(theme.pk),
        "sdg_targets": "",
    }
    last: Any = client.post(page, {**following, "quotation": "Fassaden auch."})
    first, second = Extract.objects.order_by("pk")
    assert last.url == f"{address('concept-detail', concept.pk)}#fundstelle-{second.pk}"
    assert (first.page, list(first.themes.all()), list(first.sdg_targets.values_list("pk", flat=True))) == (
        "14–15",
        [theme],
        ["13.1"],
    )


def test_address_of_the_form_may_say_nonsense(client: Client, concept: Concept) -> None:
    form = fields_on(
        client.get(address("extract-add", concept.pk), {"kind": "x", "page": SCRIPT, "themes": "x"})
    )
    assert (form.get("kind", ""), form.get("themes", "")) == ("", "")


def test_long_quotation_is_refused_and_kept(client: Client, concept: Concept) -> None:
    text = "Wort " * 4_000
    response = client.post(address("extract-add", concept.pk), {"kind": "goal", "quotation": text})
    assert response.status_code == 422
    assert errors_on(response) == {
        "quotation": ["Eine Fundstelle hat höchstens 5000 Zeichen, diese hat 19999."]
    }
    assert fields_on(response)["quotation"].strip() == text.strip()
    assert not Extract.objects.exists()


@pytest.mark.parametrize("page", ["vierzehn", "14-15-16", "12345"])
def test_page_is_a_page(client: Client, concept: Concept, page: str) -> None:
    sent = {"kind": "goal", "quotation": "Bäume", "page": page}
    response = client.post(address("extract-add", concept.pk), sent)
    assert (response.status_code, set(errors_on(response))) == (422, {"page"})


def test_empty_form_says_what_is_missing(client: Client, concept: Concept) -> None:
    response = client.post(address("extract-add", concept.pk), {"page": "3"})
    assert (response.status_code, set(errors_on(response))) == (422, {"kind", "quotation"})


def test_before_the_selection_any_candidate_is_offered(client: Client, concept: Concept) -> None:
    candidate: Any = ThemeField.objects.filter(position=None).first()
    sent = {"kind": "goal", "quotation": "Bäume", "themes": [candidate.pk]}
    assert client.post(address("extract-add", concept.pk), sent).status_code == 302
    assert list(Extract.objects.get().themes.all()) == [candidate]


def test_after_the_selection_other_candidates_are_not(
    client: Client, concept: Concept, theme: ThemeField
) -> None:
    candidate: Any = ThemeField.objects.filter(position=None).first()
    sent = {"kind": "goal", "quotation": "Bäume", "themes": [candidate.pk]}
    response = client.post(address("extract-add", concept.pk), sent)
    assert (response.status_code, set(errors_on(response))) == (422, {"themes"})


def test_assignment_to_a_candidate_survives_editing(
    client: Client, concept: Concept, theme: ThemeField, coordination: User
) -> None:
    candidate: Any = ThemeField.objects.filter(position=None).first()
    extract = written(concept, coordination, themes=[candidate])
    page = address("extract-edit", extract.pk)
    client.post(page, {**fields_on(client.get(page)), "quotation": "Neu."})
    extract.refresh_from_db()
    assert (extract.quotation, list(extract.themes.all())) == ("Neu.", [candidate])


def test_conflict_shows_both_texts_and_keeps_mine(
    client: Client, concept: Concept, coordination: User
) -> None:
    extract = written(concept, coordination)
    page = address("extract-edit", extract.pk)
    mine = {**fields_on(client.get(page)), "quotation": "Meins."}
    theirs = {"kind": "goal", "quotation": "Ihres.", "page": "14", "themes": [], "sdg_targets": []}
    save_extract(extract=extract, values=theirs, revision=1, by=make_user(Role.CORE_TEAM))
    response = client.post(page, mine)
    assert response.status_code == 409
    assert "Ihres." in response.content.decode()
    assert fields_on(response)["quotation"] == "Meins."
    again: Any = client.post(page, fields_on(response))
    assert again.url == address("extract-detail", extract.pk)
    extract.refresh_from_db()
    assert (extract.quotation, extract.revision) == ("Meins.", 3)


def test_text_typed_for_a_removed_extract_is_shown_once_more(
    client: Client, concept: Concept, coordination: User
) -> None:
    extract = written(concept, coordination)
    page = address("extract-edit", extract.pk)
    sent = {**fields_on(client.get(page)), "quotation": f"Neu {SCRIPT}"}
    extract.delete()
    response = client.post(page, sent)
    assert response.status_code == 409
    assert f"Neu {ESCAPED}" in response.content.decode()
    assert client.get(page).status_code == 404
    assert signed_in(make_user(Role.STEERING_MEMBER)).post(page, sent).status_code == 404


def test_text_typed_for_a_removed_concept_is_shown_once_more(
    client: Client, concept: Concept, coordination: User
) -> None:
    page = address("extract-add", concept.pk)
    concept.delete()
    response = client.post(page, {"kind": "goal", "quotation": "Nicht verloren."})
    assert response.status_code == 409
    assert "Nicht verloren." in response.content.decode()
    assert client.get(page).status_code == 404


def test_form_reports_that_somebody_edits(client: Client, concept: Concept, coordination: User) -> None:
    extract = written(concept, coordination)
    html = html_of(client.get(address("extract-edit", extract.pk)))
    assert ("data-draft" in html, "data-presence" in html) == (True, True)
    EditingPresence.objects.create(subject=subject_of(extract), user=coordination, since=NOW, seen_at=NOW)
    page = address("extract-edit", extract.pk)
    client.post(page, {**fields_on(client.get(page)), "quotation": "Neu."})
    assert not EditingPresence.objects.exists()


# One extract.


def test_page_escapes_every_text(
    client: Client, strategy: Strategy, theme: ThemeField, coordination: User
) -> None:
    concept = make_concept(strategy, title=SCRIPT)
    extract, other = (make_extract(concept, quotation=SCRIPT) for _ in range(2))
    make_contradiction(extract, other, SCRIPT)
    make_basis(extract, make_strategic_goal(theme, by=coordination, statement=SCRIPT))
    other.set_aside_reason = SCRIPT
    other.save()
    pages = [
        address("concept-detail", concept.pk),
        *(
            address(name, extract.pk)
            for name in ("extract-detail", "extract-link", "extract-take-over", "contradiction-add")
        ),
        f"{address('contradiction-add', extract.pk)}?q=script",
        f"{address('extract-link', extract.pk)}?q={SCRIPT}",
        address("extract-detail", other.pk),
        address("extract-remove", extract.pk),
        address("extract-set-aside", other.pk),
    ]
    for page in pages:
        html = html_of(client.get(page))
        assert (ESCAPED in html, SCRIPT in html) == (True, False), page


def test_reader_sees_an_extract_but_no_button(extract: Extract) -> None:
    make_contradiction(extract, make_extract(extract.concept))
    html = html_of(signed_in(make_user(Role.READER)).get(address("extract-detail", extract.pk)))
    assert "Klimakonzept, S. 14" in html
    assert "Bäume pflanzen" in html
    assert html.partition("<main")[2].count("<form") == 0


def test_history_tells_what_was_changed(client: Client, concept: Concept, coordination: User) -> None:
    extract = written(concept, coordination)
    values = {"kind": "goal", "quotation": "Neu.", "page": "14", "themes": [], "sdg_targets": []}
    save_extract(extract=extract, values=values, revision=1, by=coordination)
    html = html_of(client.get(address("extract-history", extract.pk)))
    assert re.findall(r"<(del|ins)><span[^>]*>[^<]*</span>([^<]*)</", html) == [
        ("del", "Alt."),
        ("ins", "Neu."),
        *(("ins", text) for text in ("Ziel", "Alt.", "14")),
    ]


def test_setting_aside_needs_a_reason(client: Client, extract: Extract) -> None:
    page = address("extract-set-aside", extract.pk)
    response = client.post(page, {"reason": "  "})
    assert (response.status_code, set(errors_on(response))) == (422, {"reason"})
    assert client.post(page, {"reason": "Erreicht."}).status_code == 302
    extract.refresh_from_db()
    assert extract.set_aside_reason == "Erreicht."
    client.post(address("extract-reopen", extract.pk))
    extract.refresh_from_db()
    assert extract.set_aside_reason == ""


def test_setting_aside_what_was_linked_meanwhile_is_refused(
    client: Client, extract: Extract, theme: ThemeField, coordination: User
) -> None:
    make_basis(extract, make_strategic_goal(theme, by=coordination))
    response = client.post(address("extract-set-aside", extract.pk), {"reason": "Erreicht."})
    assert response.status_code == 409
    assert "Lösen Sie zuerst die Verknüpfung" in response.content.decode()
    assert fields_on(response)["reason"] == "Erreicht."


def test_removing_names_what_loses_its_basis(
    client: Client, extract: Extract, theme: ThemeField, coordination: User
) -> None:
    page = address("extract-remove", extract.pk)
    shown = fields_on(client.get(page))
    make_basis(extract, make_strategic_goal(theme, by=coordination))
    make_swot_entry(theme).extracts.add(extract)
    refused = client.post(page, shown)
    assert refused.status_code == 409
    assert "Strategisches Ziel 1.1</a>" in refused.content.decode()
    assert "1 Aussage zu Stärken und Schwächen verliert eine Quelle." in refused.content.decode()
    assert client.post(page, fields_on(refused)).status_code == 302
    assert not Extract.objects.exists()


def test_get_does_not_reopen(client: Client, extract: Extract) -> None:
    assert client.get(address("extract-reopen", extract.pk)).status_code == 405


# Taking over and linking.


def test_places_in_the_theme_fields_of_the_extract_come_first(
    client: Client, strategy: Strategy, extract: Extract, theme: ThemeField
) -> None:
    other = make_theme(strategy, by=make_user(Role.COORDINATION))
    html = html_of(client.get(address("extract-take-over", extract.pk)))
    near, _label, far = html.partition('<optgroup label="Andere Themenfelder">')
    assert (str(theme.pk) in near, str(other.pk) in near) == (True, False)
    assert (str(theme.pk) in far, str(other.pk) in far) == (False, True)


def test_quotation_becomes_a_goal_with_its_sdg_targets(
    client: Client, extract: Extract, theme: ThemeField
) -> None:
    extract.sdg_targets.set(SdgTarget.objects.filter(pk__in=["11.7", "13.1"]))
    page = f"{address('extract-take-over', extract.pk)}?kind=strategic_goal&parent={theme.pk}"
    form = fields_on(client.get(page))
    assert (form["statement"], sorted(form["sdg_targets"])) == ("Bäume pflanzen", ["11.7", "13.1"])
    response: Any = client.post(page, {**form, "statement": "Im Jahr 2030 ist Herne grün."})
    assert response.url == address("extract-detail", extract.pk)
    goal = StrategicGoal.objects.get()
    assert (goal.statement, goal.theme) == ("Im Jahr 2030 ist Herne grün.", theme)
    assert sorted(goal.sdg_targets.values_list("pk", flat=True)) == ["11.7", "13.1"]
    assert "übernommen in" in html_of(client.get(response.url))


def test_long_quotation_becomes_the_description_of_a_measure(
    client: Client, concept: Concept, theme: ThemeField, coordination: User
) -> None:
    goal = make_goal(make_strategic_goal(theme, by=coordination), by=coordination)
    extract = make_extract(concept, kind="measure", quotation="Bäume pflanzen. " * 10)
    page = f"{address('extract-take-over', extract.pk)}?kind=measure&parent={goal.pk}"
    form = fields_on(client.get(page))
    assert (form["title"], form["description"]) == ("", extract.quotation.strip())
    assert client.post(page, form).status_code == 422
    assert (Measure.objects.count(), ElementBasis.objects.count()) == (0, 0)


@pytest.mark.parametrize("kind", ["strategic_goal", "operational_goal"])
def test_nothing_is_taken_over_below_what_is_not_open(
    extract: Extract, theme: ThemeField, coordination: User, kind: str
) -> None:
    begin_consolidation(theme=theme, by=coordination, at=NOW)
    member = signed_in(make_user(Role.CORE_TEAM))
    page = address("extract-take-over", extract.pk)
    assert str(theme.pk) not in html_of(member.get(page))
    assert member.get(page, {"kind": kind, "parent": theme.pk}).status_code == 404
    assert member.post(page).status_code == 404


def test_linking_by_number(client: Client, extract: Extract, theme: ThemeField, coordination: User) -> None:
    goal = make_strategic_goal(theme, by=coordination)
    measure = make_measure(make_goal(goal, by=coordination), by=coordination)
    page = address("extract-link", extract.pk)
    html = html_of(client.get(page, {"q": "1.1.1.1"}))
    assert (str(measure.pk) in html, str(goal.pk) in html) == (True, False)
    response: Any = client.post(page, {"element": f"measure:{measure.pk}"})
    assert response.url == address("extract-detail", extract.pk)
    assert ElementBasis.objects.get().element_key == measure.pk
    assert "schon verknüpft" in html_of(client.get(page, {"q": "1.1.1.1"}))
    client.post(address("extract-unlink", extract.pk, measure.pk))
    assert not ElementBasis.objects.exists()


def test_what_is_alike_is_offered_until_something_is_linked(
    client: Client, extract: Extract, theme: ThemeField, coordination: User
) -> None:
    Extract.objects.filter(pk=extract.pk).update(quotation="Ein Radweg verbindet die Schulhöfe.")
    goal = make_goal(make_strategic_goal(theme, by=coordination), by=coordination)
    wanted = make_measure(goal, by=coordination, title="Sichere Radwege")
    make_measure(goal, by=coordination, title="Gesundes Essen")
    detail, page = address("extract-detail", extract.pk), address("extract-link", extract.pk)
    for html in (html_of(client.get(detail)), html_of(client.get(page))):
        [alike] = re.findall(r'aria-labelledby="alike">.*?</ul>', html, re.DOTALL)
        assert "Sichere Radwege" in alike
        assert "<mark>Radwege</mark>" in alike
        assert "Gesundes Essen" not in alike
    assert "Ähnlich:" not in html_of(client.get(page, {"q": "Essen"}))
    client.post(page, {"element": f"measure:{wanted.pk}"})
    assert "Ähnlich:" not in html_of(client.get(detail))


@pytest.mark.parametrize("sent", ["", "measure:x", "theme:x", f"measure:{'0' * 32}"])
def test_linking_nonsense_is_refused(client: Client, extract: Extract, sent: str) -> None:
    assert client.post(address("extract-link", extract.pk), {"element": sent}).status_code == 404


def test_goal_shows_what_it_is_based_on(extract: Extract, theme: ThemeField, coordination: User) -> None:
    goal = make_strategic_goal(theme, by=coordination)
    make_basis(extract, goal)
    html = html_of(
        signed_in(make_user(Role.READER)).get(address("element-detail", "strategic_goal", goal.pk))
    )
    assert f'href="{address("extract-detail", extract.pk)}">Klimakonzept, S. 14</a>' in html


# Contradictions.


def test_contradiction_is_found_by_words_and_noted(
    client: Client, strategy: Strategy, extract: Extract
) -> None:
    other = make_extract(make_concept(strategy, title="Masterplan"), quotation="Parkplätze bauen")
    page = address("contradiction-add", extract.pk)
    assert "Parkplätze" not in html_of(client.get(page))
    response = client.get(page, {"q": "masterplan PARK"})
    assert "Parkplätze bauen" in html_of(response)
    sent = {**fields_on(response), "other": other.pk, "note": "Bäume oder Parkplätze"}
    assert client.post(f"{page}?q=park", sent).status_code == 302
    contradiction = Contradiction.objects.get()
    assert (contradiction.first, contradiction.second) == (extract, other)
    for each in (extract, other):
        assert "Bäume oder Parkplätze" in html_of(client.get(address("extract-detail", each.pk)))
    removal = f"{address('contradiction-remove', contradiction.pk)}?von={other.pk}"
    assert "Bäume oder Parkplätze" in html_of(client.get(removal))
    assert Contradiction.objects.exists()
    back: Any = client.post(removal)
    assert back.url == address("extract-detail", other.pk)
    assert not Contradiction.objects.exists()


def test_extracts_of_other_concepts_in_the_same_theme_field_are_offered(
    client: Client, strategy: Strategy, extract: Extract, theme: ThemeField
) -> None:
    make_extract(extract.concept, themes=[theme], quotation="Aus demselben Konzept")
    make_extract(make_concept(strategy), themes=[theme], quotation="Aus einem anderen Konzept")
    html = html_of(client.get(address("contradiction-add", extract.pk)))
    assert ("Aus einem anderen Konzept" in html, "Aus demselben Konzept" in html) == (True, False)


def test_contradiction_noted_twice_is_told(client: Client, extract: Extract) -> None:
    other = make_extract(extract.concept)
    make_contradiction(extract, other)
    sent = {"other": other.pk, "note": "Noch einmal"}
    response = client.post(address("contradiction-add", extract.pk), sent)
    assert response.status_code == 409
    assert "schon vermerkt" in response.content.decode()
    assert fields_on(response)["note"] == "Noch einmal"


@pytest.mark.parametrize("sent", [{}, {"other": "x"}, {"other": "999999"}])
def test_contradiction_needs_another_extract(client: Client, extract: Extract, sent: dict[str, str]) -> None:
    response = client.post(address("contradiction-add", extract.pk), {**sent, "note": "2030"})
    assert (response.status_code, set(errors_on(response))) == (422, {"other"})
    assert fields_on(response)["note"] == "2030"


# However long the lists are.


def test_pages_take_the_same_queries_for_one_and_for_many(
    client: Client, strategy: Strategy, theme: ThemeField, coordination: User
) -> None:
    concept = make_concept(strategy)
    extract = make_extract(concept, themes=[theme])
    pages = [
        address("concept-detail", concept.pk),
        *(
            address(name, extract.pk)
            for name in ("extract-detail", "extract-link", "extract-remove", "contradiction-add")
        ),
    ]

    def grow(count: int) -> list[int]:
        for _ in range(count):
            goal = make_strategic_goal(theme, by=coordination)
            below = make_goal(goal, by=coordination)
            other = make_extract(make_concept(strategy), themes=[theme])
            make_contradiction(extract, other)
            for element in (goal, below, make_measure(below, by=coordination)):
                make_basis(extract, element)
                make_basis(make_extract(concept, themes=[theme]), element)
        return [_queries(client, page) for page in pages]

    assert grow(1) == grow(3)


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        html_of(client.get(page))
    return len(queries)
