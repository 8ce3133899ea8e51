from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from editing.models import EditingPresence
from editing.presence import subject_of
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.inventory.actions.swot import save_swot_entry
from strategy.inventory.choices import SwotKind
from strategy.models import Extract, Strategy, SwotEntry, ThemeField
from tests.builders import (
    NOW,
    join_working_group,
    make_concept,
    make_extract,
    make_swot_entry,
    make_theme,
    make_user,
)
from tests.conftest import signed_in
from tests.remembered import remembered
from tests.strategy.pages import errors_on, fields_on

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
@remembered
def theme(strategy: Strategy, coordination: User) -> ThemeField:
    return make_theme(strategy, by=coordination)


@pytest.fixture
def member(theme: ThemeField) -> User:
    user = make_user(Role.STEERING_MEMBER)
    join_working_group(theme, user)
    return user


@pytest.fixture
def extract(strategy: Strategy, theme: ThemeField) -> Extract:
    concept = make_concept(strategy, title="Klimakonzept")
    return make_extract(concept, themes=[theme], page="14", quotation="Bäume pflanzen")


def entry_in(theme: ThemeField, by: User, **fields: Any) -> SwotEntry:
    """An entry with its first saved state, as the form makes it."""
    entry = make_swot_entry(theme, **fields)
    assert entry.history.count() == 1
    return entry


def page_of(theme: ThemeField) -> str:
    return reverse("strategy:swot", args=[theme.pk])


def sent(**fields: Any) -> dict[str, Any]:
    return {"kind": "strength", "text": "Viele Ehrenamtliche.", "other_source": "", **fields}


def test_page_shows_entries_in_their_field_with_their_sources(theme: ThemeField, extract: Extract) -> None:
    entry = make_swot_entry(theme, SwotKind.WEAKNESS, text=SCRIPT, other_source="Workshop")
    entry.extracts.add(extract)
    html = signed_in(make_user(Role.READER)).get(page_of(theme)).content.decode()
    weaknesses = html.partition('id="weakness"')[2].partition("</section>")[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in weaknesses
    assert SCRIPT not in html
    link = reverse("strategy:extract-detail", args=[extract.pk])
    assert f'<a class="kern-link" href="{link}">Klimakonzept, S. 14</a>; Workshop' in weaknesses
    assert html.count("Noch nichts eingetragen.") == 3


def test_page_of_a_candidate_is_hidden(strategy: Strategy, coordination: User) -> None:
    candidate: Any = ThemeField.objects.filter(position=None).first()
    assert signed_in(coordination).get(reverse("strategy:swot", args=[candidate.pk])).status_code == 404


def test_theme_page_counts_the_entries(theme: ThemeField, coordination: User) -> None:
    make_swot_entry(theme)
    html = signed_in(coordination).get(reverse("strategy:element-detail", args=["theme", theme.pk]))
    assert "Stärken, Schwächen, Chancen, Risiken (1 Eintrag)" in html.content.decode()


def test_buttons_are_only_for_those_who_edit(theme: ThemeField, member: User) -> None:
    entry = make_swot_entry(theme)
    add, edit = (
        reverse("strategy:swot-add", args=[theme.pk]),
        reverse("strategy:swot-edit", args=[entry.pk]),
    )
    for user, count in ((member, 4), (make_user(Role.STEERING_MEMBER), 0), (make_user(Role.READER), 0)):
        html = signed_in(user).get(page_of(theme)).content.decode()
        assert (html.count(f'href="{add}'), html.count(f'href="{edit}"')) == (count, count // 4)


def test_member_adds_an_entry(theme: ThemeField, member: User, extract: Extract) -> None:
    client = signed_in(member)
    address = reverse("strategy:swot-add", args=[theme.pk])
    form = fields_on(client.get(f"{address}?kind=threat"))
    assert form["kind"] == "threat"
    response: Any = client.post(address, {**form, "text": "Hitze.", "extracts": [extract.pk]})
    entry = SwotEntry.objects.get()
    assert response.url == f"{page_of(theme)}#eintrag-{entry.pk}"
    assert (entry.kind, entry.text, list(entry.extracts.all())) == ("threat", "Hitze.", [extract])
    assert entry.history.get().history_user == member


@pytest.mark.parametrize("kind", ["", "nonsense"])
def test_form_begins_without_a_field_that_is_none(theme: ThemeField, member: User, kind: str) -> None:
    form = fields_on(signed_in(member).get(reverse("strategy:swot-add", args=[theme.pk]), {"kind": kind}))
    assert form.get("kind", "") == ""


def test_empty_form_says_what_is_missing(theme: ThemeField, member: User) -> None:
    response = signed_in(member).post(reverse("strategy:swot-add", args=[theme.pk]), {"other_source": "Buch"})
    assert response.status_code == 422
    assert set(errors_on(response)) == {"kind", "text"}
    assert fields_on(response)["other_source"] == "Buch"


@pytest.mark.parametrize(("length", "status"), [(1000, 302), (1001, 422)])
def test_entry_has_a_limit(theme: ThemeField, member: User, length: int, status: int) -> None:
    text = ("Wort " * 300)[: length - 1] + "."
    address = reverse("strategy:swot-add", args=[theme.pk])
    assert signed_in(member).post(address, sent(text=text)).status_code == status


def test_form_offers_the_extracts_of_the_theme_field_by_concept(
    strategy: Strategy, theme: ThemeField, member: User, extract: Extract
) -> None:
    make_extract(make_concept(strategy, title="Fremdes Konzept"))
    merged: Any = ThemeField.objects.filter(position=None).first()
    ThemeField.objects.filter(pk=merged.pk).update(decision="merged", merged_into=theme)
    make_extract(make_concept(strategy, title="Konzept des Teils"), themes=[merged])
    html = signed_in(member).get(reverse("strategy:swot-add", args=[theme.pk])).content.decode()
    offered = [name for name in ("Klimakonzept", "Konzept des Teils", "Fremdes Konzept") if name in html]
    assert offered == ["Klimakonzept", "Konzept des Teils"]
    assert "S. 14 · Ziel: Bäume pflanzen" in html


def test_search_offers_others_and_loses_nothing(strategy: Strategy, theme: ThemeField, member: User) -> None:
    found = make_extract(make_concept(strategy, title="Verkehrskonzept"), quotation="Radwege bauen", page="3")
    client, address = signed_in(member), reverse("strategy:swot-add", args=[theme.pk])
    response = client.post(address, sent(text="Gute Wege.", search="radwege verkehr", find="Suchen"))
    form = fields_on(response)
    assert (response.status_code, SwotEntry.objects.count()) == (200, 0)
    assert (form["text"], form["kind"]) == ("Gute Wege.", "strength")
    assert "Verkehrskonzept, S. 3: Radwege bauen" in response.content.decode()
    client.post(address, {**form, "extracts": [found.pk], "save": "Speichern"})
    assert list(SwotEntry.objects.get().extracts.all()) == [found]


def test_search_without_a_hit_says_so(theme: ThemeField, member: User) -> None:
    address = reverse("strategy:swot-add", args=[theme.pk])
    response = signed_in(member).post(address, {"search": "Mondlandung", "find": "Suchen"})
    html = response.content.decode()
    assert "Dazu gibt es keine Fundstelle." in html
    assert "Bitte schreiben Sie die Aussage auf." not in html


def test_first_button_saves_when_nothing_is_searched(theme: ThemeField, member: User) -> None:
    signed_in(member).post(reverse("strategy:swot-add", args=[theme.pk]), sent(search="", find="Suchen"))
    assert SwotEntry.objects.get().text == "Viele Ehrenamtliche."


def test_member_edits_an_entry(theme: ThemeField, member: User, extract: Extract) -> None:
    entry = entry_in(theme, member)
    entry.extracts.add(extract)
    EditingPresence.objects.create(subject=subject_of(entry), user=member, since=NOW, seen_at=NOW)
    client, address = signed_in(member), reverse("strategy:swot-edit", args=[entry.pk])
    form = fields_on(client.get(address))
    assert (form["text"], form["extracts"], form["revision"]) == (entry.text, str(extract.pk), "1")
    place = client.post(address, {**form, "text": "Neu."}).headers["Location"]
    assert place == f"{page_of(theme)}#eintrag-{entry.pk}"
    entry.refresh_from_db()
    assert (entry.text, entry.revision, list(entry.extracts.all())) == ("Neu.", 2, [extract])
    assert not EditingPresence.objects.exists()


def test_stale_form_shows_both_texts(theme: ThemeField, member: User, coordination: User) -> None:
    entry = entry_in(theme, member, text="Alt.")
    client, address = signed_in(member), reverse("strategy:swot-edit", args=[entry.pk])
    form = fields_on(client.get(address))
    values = {"kind": entry.kind, "text": "Von ihr.", "extracts": [], "other_source": "Buch"}
    save_swot_entry(entry=entry, values=values, revision=1, by=coordination)
    response = client.post(address, {**form, "text": "Von mir."})
    html = response.content.decode()
    assert response.status_code == 409
    assert f"Text von {coordination.name}" in html
    again = fields_on(response)
    assert (again["text"], again["other_source"]) == ("Von mir.", "Buch")
    assert client.post(address, again).status_code == 302
    entry.refresh_from_db()
    assert (entry.text, entry.other_source) == ("Von mir.", "Buch")


def test_two_changed_sources_are_shown_with_their_places(
    strategy: Strategy, theme: ThemeField, member: User, coordination: User, extract: Extract
) -> None:
    other = make_extract(make_concept(strategy, title="Leitbild"), page="2", quotation="Für alle")
    entry = entry_in(theme, member, text="Alt.")
    client, address = signed_in(member), reverse("strategy:swot-edit", args=[entry.pk])
    form = fields_on(client.get(address))
    values = {"kind": entry.kind, "text": "Alt.", "extracts": [other], "other_source": ""}
    save_swot_entry(entry=entry, values=values, revision=1, by=coordination)
    html = client.post(address, {**form, "extracts": [extract.pk]}).content.decode()
    assert "Leitbild, S. 2: Für alle" in html
    assert "Klimakonzept, S. 14: Bäume pflanzen" in html


@pytest.mark.parametrize("cause", ["removed", "locked"])
def test_text_is_kept_when_it_cannot_be_saved(
    theme: ThemeField, member: User, coordination: User, cause: str
) -> None:
    entry = entry_in(theme, member)
    client, address = signed_in(member), reverse("strategy:swot-edit", args=[entry.pk])
    form = fields_on(client.get(address))
    if cause == "removed":
        entry.delete()
    else:
        begin_consolidation(theme=theme, by=coordination, at=NOW)
    response = client.post(address, {**form, "text": "Mein langer Satz."})
    assert response.status_code == 409
    assert "Mein langer Satz." in response.content.decode()


def test_text_is_not_kept_for_those_who_never_edit(theme: ThemeField) -> None:
    entry = make_swot_entry(theme)
    address = reverse("strategy:swot-edit", args=[entry.pk])
    assert signed_in(make_user(Role.READER)).post(address, sent()).status_code == 404


def test_removing_asks_first(theme: ThemeField, member: User) -> None:
    entry = make_swot_entry(theme, text="Weg damit.")
    client, address = signed_in(member), reverse("strategy:swot-remove", args=[entry.pk])
    assert "Weg damit." in client.get(address).content.decode()
    assert SwotEntry.objects.exists()
    assert client.post(address).headers["Location"] == page_of(theme)
    assert not SwotEntry.objects.exists()


def test_history_tells_what_was_removed(theme: ThemeField, member: User) -> None:
    entry = make_swot_entry(theme, text="Alte Aussage.")
    client = signed_in(member)
    client.post(reverse("strategy:swot-remove", args=[entry.pk]))
    html = client.get(reverse("strategy:swot-history", args=[theme.pk])).content.decode()
    assert f"{member.name} · Stärke gelöscht" in html
    assert html.count("Alte Aussage.") == 2


@pytest.mark.parametrize("name", ["swot-add", "swot-edit", "swot-remove"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_member_of_another_theme_field_is_refused(
    strategy: Strategy, theme: ThemeField, coordination: User, name: str, method: str
) -> None:
    other = make_user(Role.STEERING_MEMBER)
    join_working_group(make_theme(strategy, by=coordination), other)
    entry = make_swot_entry(theme)
    key: Any = theme.pk if name == "swot-add" else entry.pk
    client: Client = signed_in(other)
    response = getattr(client, method)(reverse(f"strategy:{name}", args=[key]), {})
    # Somebody who edits elsewhere may have been here before: the text is shown once more, nothing is saved.
    assert response.status_code == (409 if (name, method) == ("swot-edit", "post") else 404)
    assert SwotEntry.objects.get().revision == 1


@pytest.mark.parametrize("name", ["swot", "swot-history"])
def test_reading_pages_take_no_post(theme: ThemeField, coordination: User, name: str) -> None:
    address = reverse(f"strategy:{name}", args=[theme.pk])
    assert signed_in(coordination).post(address).status_code == 405
