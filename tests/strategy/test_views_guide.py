import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from strategy.actions.phases import close_phase
from strategy.choices import Phase
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import PhaseClosure, Strategy
from tests.builders import (
    NOW,
    join_working_group,
    make_committee,
    make_membership,
    make_programme,
    make_theme,
    make_user,
    make_version,
)
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

GUIDE = "/arbeitsbereich/"
CLOSE = reverse("strategy:phase-close", args=[Phase.ORGANISATION])
REOPEN = reverse("strategy:phase-reopen", args=[Phase.ORGANISATION])


def step_on(client: Client) -> tuple[str, str]:
    """The sentence and the address of the next step as the page shows them."""
    response = client.get(GUIDE)
    step = response.context["guide"].step
    assert step.sentence in text_of(response)
    button = next(
        line
        for line in response.content.decode().splitlines()
        if "kern-btn--primary" in line and "href" in line
    )
    return step.sentence, button.split('href="')[1].split('"')[0]


def test_guide_leads_to_the_setup_first(coordination_client: Client) -> None:
    assert goes_to(coordination_client.get(GUIDE)) == reverse("strategy:setup")


def test_guide_begins_with_the_bodies_and_their_members(
    strategy: Strategy, coordination_client: Client
) -> None:
    starter = reverse("bodies:starter-set")
    assert step_on(coordination_client) == (
        "Noch gibt es kein Gremium. Beginnen Sie mit Steuerungsgruppe, Kernteam, Ausschüssen und Rat.",
        starter,
    )
    form = fields_on(coordination_client.get(starter))
    assert goes_to(coordination_client.post(starter, form)) == reverse("bodies:committee-list")
    steering = Committee.objects.get(kind=CommitteeKind.STEERING_GROUP)
    assert step_on(coordination_client) == (
        "Die Steuerungsgruppe hat noch keine Mitglieder. Laden Sie sie ein.",
        reverse("bodies:member-list-invite", args=[steering.pk]),
    )
    row = coordination_client.get(GUIDE).context["guide"].rows[0]
    assert (row.phase, row.findings) == (Phase.ORGANISATION, 1)


def test_counts_of_what_is_missing_agree(strategy: Strategy, coordination_client: Client) -> None:
    pages = {
        name: coordination_client.get(reverse(f"strategy:{name}")).context
        for name in ("guide", "finding-list", "version-freeze")
    }
    counts = (
        pages["guide"]["findings_count"],
        pages["finding-list"]["count"],
        len(pages["version-freeze"]["review"].findings),
    )
    assert len(set(counts)) == 1
    phases = {phase: len(found) for phase, found in pages["finding-list"]["groups"]}
    assert {row.phase: row.findings for row in pages["guide"]["guide"].rows if row.findings} == phases


def test_guide_shows_the_next_step_with_its_page(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    for kind in CommitteeKind:
        make_membership(make_committee(kind), coordination)
    assert step_on(coordination_client) == ("Für „Aufbauorganisation“ ist kein Hinweis offen.", CLOSE)


def test_guide_step_leads_to_the_form_that_mends(
    strategy: Strategy, coordination: User, member: User, member_client: Client
) -> None:
    theme = make_theme(strategy, by=coordination, title="Nachhaltige Verwaltung")
    assert member_client.get(GUIDE).context["guide"].step is None
    join_working_group(theme, member)
    sentence, page = step_on(member_client)
    assert (sentence, page) == (
        "Themenfeld 1 „Nachhaltige Verwaltung“ hat noch keine Ausgangslage.",
        f"{reverse('strategy:element-edit', args=['theme', theme.pk])}#id_initial_situation",
    )
    assert member_client.get(page).status_code == 200


def test_guide_step_leads_to_the_version(
    strategy: Strategy, coordination: User, coordination_client: Client, reader_client: Client
) -> None:
    for phase in Phase:
        close_phase(strategy=strategy, phase=phase, note="", by=coordination, at=NOW)
    version = make_version(strategy, by=coordination)
    page = reverse("strategy:version-detail", args=[1])
    assert step_on(reader_client)[1] == page
    adopt_version(version=version, on=NOW.date(), reference="1", by=coordination, at=NOW)
    assert step_on(coordination_client) == (
        "Der Rat hat Fassung 1 beschlossen. Veröffentlichen Sie sie für alle.",
        page,
    )
    assert "Fassung 1 vom Rat beschlossen am 12. Juli 2021" in text_of(reader_client.get(GUIDE))
    publish_version(version=version, by=coordination, at=NOW)
    assert coordination_client.get(GUIDE).context["guide"].step is None


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_guide_links_only_to_pages_that_the_role_may_open(
    strategy: Strategy, coordination: User, role: Role
) -> None:
    make_programme(strategy, by=coordination)
    close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
    client = signed_in(make_user(role))
    links: set[str] = set()
    for start in (GUIDE, reverse("strategy:finding-list")):
        content = client.get(start).content.decode()
        links.update(part.split('"')[0].split("#")[0] for part in content.split('href="')[1:])
    inside = [link for link in sorted(links) if link.startswith(GUIDE)]
    assert [link for link in inside if client.get(link).status_code == 404] == []


def test_findings_are_grouped_by_phase(strategy: Strategy, coordination: User, reader_client: Client) -> None:
    make_programme(strategy, by=coordination)
    text = text_of(reader_client.get(reverse("strategy:finding-list")))
    assert "Bestandsaufnahme (1) Themenfeld 1" in text
    assert "Maßnahmen (3) Für Maßnahme 1.1.1.1" in text


def test_organisation_lists_the_active_accounts(strategy: Strategy, reader_client: Client) -> None:
    make_user(Role.CORE_TEAM, name="Ada Aktiv")
    make_user(Role.CORE_TEAM, name="Ina Inaktiv", is_active=False)
    text = text_of(reader_client.get(reverse("strategy:organisation")))
    assert ("Ada Aktiv Kernteam" in text, "Ina Inaktiv" in text) == (True, False)


def test_inventory_counts_words(strategy: Strategy, coordination: User, reader_client: Client) -> None:
    page = reverse("strategy:inventory")
    assert "Sobald Themenfelder gewählt sind" in text_of(reader_client.get(page))
    theme = make_theme(strategy, by=coordination)
    assert "Noch keine Ausgangslage." in text_of(reader_client.get(page))
    theme.initial_situation = "Es gibt 40 Schulen."
    theme.save()
    assert "Ausgangslage: 4 Wörter" in text_of(reader_client.get(page))


def test_phase_is_closed_with_a_note(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    assert fields_on(coordination_client.get(CLOSE)) == {"note": ""}
    response = coordination_client.post(CLOSE, {"note": "Sitzung"})
    assert goes_to(response) == GUIDE
    closure = PhaseClosure.objects.get()
    assert (closure.phase, closure.note, closure.closed_by) == (Phase.ORGANISATION, "Sitzung", coordination)
    assert coordination_client.get(GUIDE).context["guide"].rows[0].state == "done"


def test_phase_is_not_closed_with_an_endless_note(strategy: Strategy, coordination_client: Client) -> None:
    response = coordination_client.post(CLOSE, {"note": "x" * 20_000})
    assert response.status_code == 422
    assert errors_on(response) == {
        "note": [
            "Bitte sicherstellen, dass der Wert aus höchstens 2000 Zeichen besteht. "
            "(Er besteht aus 20000 Zeichen.)"
        ]
    }
    assert fields_on(response) == {"note": "x" * 20_000}
    assert PhaseClosure.objects.count() == 0


def test_phase_closed_twice_shows_why_not(strategy: Strategy, coordination_client: Client) -> None:
    coordination_client.post(CLOSE, {"note": ""})
    response = coordination_client.post(CLOSE, {"note": ""}, follow=True)
    assert messages_of(response)[-1] == "Diese Phase ist schon abgeschlossen."


def test_phase_is_reopened(strategy: Strategy, coordination_client: Client) -> None:
    coordination_client.post(CLOSE, {"note": ""})
    assert goes_to(coordination_client.post(REOPEN)) == GUIDE
    assert PhaseClosure.objects.in_force().count() == 0
    response = coordination_client.post(REOPEN, follow=True)
    assert messages_of(response)[-1] == "Diese Phase ist nicht abgeschlossen."


def test_html_in_a_note_is_shown_as_text(strategy: Strategy, coordination_client: Client) -> None:
    coordination_client.post(CLOSE, {"note": "<script>alert(1)</script>"})
    for page in (GUIDE, CLOSE):
        assert "<script>alert" not in coordination_client.get(page).content.decode()


def test_unknown_phase_is_not_found(strategy: Strategy, coordination_client: Client) -> None:
    assert coordination_client.post("/arbeitsbereich/phasen/pause/abschliessen/").status_code == 404


def test_others_cannot_close_phases(strategy: Strategy, reader_client: Client, member_client: Client) -> None:
    for client in (reader_client, member_client):
        assert client.get(CLOSE).status_code == 404
        assert client.post(CLOSE, {"note": ""}).status_code == 404
        assert client.post(REOPEN).status_code == 404
    assert PhaseClosure.objects.count() == 0


def test_wrong_method_is_refused(strategy: Strategy, coordination_client: Client) -> None:
    pages = ("guide", "finding-list", "organisation", "inventory", "theme-list")
    answers = [coordination_client.post(reverse(f"strategy:{name}")).status_code for name in pages]
    answers += [coordination_client.get(REOPEN).status_code, coordination_client.put(CLOSE).status_code]
    assert answers == [405] * 7
