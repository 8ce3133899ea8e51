"""Two people in one form, in a browser without JavaScript: what the page offers, and what a choice saves."""

from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from committees.council.actions.papers import save_paper
from committees.council.models import Paper
from editing.forms.conflicts import Side
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.actions.setup import save_settings
from strategy.models import Chapter, Measure, Municipality, OperationalGoal, SdgTarget, Strategy
from tests.builders import NOW, make_department, make_paper, make_version
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, fields_on, goes_to, text_of

STATEMENT = "Bis 2025 gibt es in jedem Bezirk ein Angebot."


@pytest.fixture
def goal(measure: Measure, coordination: User) -> OperationalGoal:
    goal = measure.operational_goal
    save(goal, coordination, statement=STATEMENT, short_title="Titel", unit="Stück")
    return goal


def page_of(element: Any) -> str:
    return reverse("strategy:element-edit", args=[element.kind, element.pk])


def save(element: Any, by: User, **values: Any) -> None:
    current = type(element).objects.get(pk=element.pk)
    save_element(element=current, values=values, revision=current.revision, by=by)


def opened(client: Client, element: Any) -> dict[str, Any]:
    return fields_on(client.get(page_of(element)))


def conflict(client: Client, element: Any, by: User, theirs: dict[str, Any], mine: dict[str, Any]) -> Any:
    """Open the form, let somebody else save, then save."""
    fields = opened(client, element)
    save(element, by, **theirs)
    response = client.post(page_of(element), {**fields, **mine})
    assert response.status_code == 409
    return response


def send(client: Client, element: Any, page: Any, **typed: Any) -> Any:
    return client.post(page_of(element), {**fields_on(page), **typed})


def sides(response: Any) -> dict[str, Side]:
    return {field.label: field.side for field in response.context["conflicts"].fields}


def choices(response: Any, label: str) -> list[tuple[str, str]]:
    fields = response.context["conflicts"].fields
    return next([(str(o.take), o.label) for o in field.options] for field in fields if field.label == label)


def columns(response: Any, label: str) -> dict[str, str]:
    """The columns of one field as a screen reader reads them: their title and text."""

    class Columns(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.texts: dict[str, str] = {}
            self.inside = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            name = dict(attrs).get("aria-label") or ""
            if tag == "section" and name.startswith(f"{label}: "):
                self.inside = name.removeprefix(f"{label}: ")

        def handle_endtag(self, tag: str) -> None:
            self.inside = "" if tag == "section" else self.inside

        def handle_data(self, data: str) -> None:
            if self.inside:
                self.texts[self.inside] = self.texts.get(self.inside, "") + data

    parser = Columns()
    parser.feed(response.content.decode())
    return {title: " ".join(text.split()) for title, text in parser.texts.items()}


def test_conflict_shows_base_theirs_and_mine_word_by_word(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    response = conflict(
        coordination_client,
        goal,
        core_team,
        {"statement": STATEMENT.replace("2025", "2027")},
        {"statement": STATEMENT.replace("ein Angebot", "zwei Angebote")},
    )
    saved_at = goal.history.latest().history_date
    theirs = f"Text von {core_team.name}"
    assert columns(response, "Zielaussage") == {
        "Ausgangstext": f"Ausgangstext {STATEMENT}",
        theirs: f"{theirs}, {saved_at.astimezone():%H:%M} Uhr "
        "Bis gestrichen: 2025 neu: 2027 gibt es in jedem Bezirk ein Angebot.",
        "Ihr Text": "Ihr Text Bis 2025 gibt es in jedem Bezirk gestrichen: ein Angebot. neu: zwei Angebote.",
    }


def test_conflict_names_for_each_field_who_changed_it_last(
    goal: OperationalGoal, core_team: User, coordination: User, coordination_client: Client
) -> None:
    fields = opened(coordination_client, goal)
    save(goal, core_team, short_title="Von Kernteam")
    save(goal, coordination, unit="von Koordination", statement="Koordination")
    save(goal, core_team, statement="Kernteam")
    response = coordination_client.post(page_of(goal), {**fields, "explanation": "Meine"})
    told = {field.label: field.saving and field.saving.by for field in response.context["conflicts"].fields}
    assert told == {
        "Kurztitel": core_team.name,
        "Zielaussage": core_team.name,
        "Einheit": coordination.name,
        "Erläuterung": None,
    }


def test_conflict_preselects_mine_only_where_i_changed_something(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    make_department("FB 1")
    response = conflict(
        coordination_client,
        goal,
        core_team,
        {"short_title": "Ihrer", "unit": "kg", "indicator": "Gleich"},
        {"short_title": "Meiner", "responsible": "FB 1", "indicator": "Gleich"},
    )
    assert sides(response) == {"Kurztitel": Side.BOTH, "Einheit": Side.THEIRS, "Zuständig": Side.MINE}
    fields = fields_on(response)
    names = ("short_title", "unit", "responsible")
    assert [fields[name] for name in names] == ["Meiner", "kg", "FB 1"]
    assert [fields[f"take-{name}"] for name in names] == ["field", "field", "field"]
    assert send(coordination_client, goal, response).status_code == 302
    goal.refresh_from_db()
    assert [str(getattr(goal, name)) for name in names] == ["Meiner", "kg", "FB 1"]


def test_choices_are_saved_field_by_field(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    """Theirs for one field, mine for another, both for a third, the old text for a fourth."""
    response = conflict(
        coordination_client,
        goal,
        core_team,
        {
            "short_title": "Ihrer",
            "explanation": "Ihre",
            "unit": "kg",
            "statement": STATEMENT.replace("2025", "2027"),
        },
        {
            "short_title": "Meiner",
            "explanation": "Meine",
            "statement": STATEMENT.replace("ein Angebot", "zwei Angebote"),
        },
    )
    taken = {"take-short_title": "theirs", "take-statement": "both", "take-unit": "base"}
    assert send(coordination_client, goal, response, **taken).status_code == 302
    goal.refresh_from_db()
    assert (goal.short_title, goal.explanation, goal.unit, goal.statement) == (
        "Ihrer",
        "Meine",
        "Stück",
        "Bis 2027 gibt es in jedem Bezirk zwei Angebote.",
    )


def test_both_is_offered_only_where_the_changes_do_not_touch(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    response = conflict(
        coordination_client,
        goal,
        core_team,
        {"statement": STATEMENT.replace("2025", "2027"), "short_title": "Ihrer"},
        {"statement": STATEMENT.replace("jedem", "einem"), "short_title": "Meiner"},
    )
    theirs = ("theirs", f"Text von {core_team.name}")
    assert choices(response, "Zielaussage") == [theirs, ("field", "Ihr Text"), ("both", "beides zusammen")]
    assert choices(response, "Kurztitel") == [theirs, ("field", "Ihr Text")]


def test_text_typed_on_the_conflict_page_wins_over_the_preselection(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    response = conflict(coordination_client, goal, core_team, {"unit": "kg"}, {"short_title": "Meiner"})
    assert send(coordination_client, goal, response, unit="Tonnen").status_code == 302
    goal.refresh_from_db()
    assert (goal.unit, goal.short_title) == ("Tonnen", "Meiner")


@pytest.mark.parametrize("take", ["theirs", "both"])
def test_choice_beside_newly_typed_text_is_asked_again(
    goal: OperationalGoal, core_team: User, coordination_client: Client, take: str
) -> None:
    """A choice must not throw away what was typed after it was offered."""
    mine, theirs = STATEMENT.replace("ein Angebot", "zwei Angebote"), STATEMENT.replace("2025", "2027")
    response = conflict(coordination_client, goal, core_team, {"statement": theirs}, {"statement": mine})
    typed = "Ganz neu geschrieben."
    response = send(coordination_client, goal, response, statement=typed, **{"take-statement": take})
    assert response.status_code == 409
    assert fields_on(response)["statement"] == typed
    assert "gestrichen: 2025 neu: 2027" in columns(response, "Zielaussage")[f"Text von {core_team.name}"]
    response = send(coordination_client, goal, response, **{"take-statement": "theirs"})
    assert response.status_code == 302
    goal.refresh_from_db()
    assert goal.statement == theirs


def test_nothing_is_lost_in_a_second_and_third_conflict(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    mine = {"short_title": "Meiner", "explanation": "Meine Erläuterung"}
    response = conflict(coordination_client, goal, core_team, {"short_title": "Ihrer 1"}, mine)
    for turn in (2, 3):
        save(goal, core_team, short_title=f"Ihrer {turn}", unit=f"Einheit {turn}")
        response = send(coordination_client, goal, response)
        assert response.status_code == 409
        fields = fields_on(response)
        assert [fields[name] for name in ("short_title", "explanation", "unit")] == [
            "Meiner",
            "Meine Erläuterung",
            f"Einheit {turn}",
        ]
        assert f"neu: {turn}" in columns(response, "Kurztitel")[f"Text von {core_team.name}"]
    assert send(coordination_client, goal, response).status_code == 302
    goal.refresh_from_db()
    assert (goal.short_title, goal.explanation, goal.unit) == ("Meiner", "Meine Erläuterung", "Einheit 3")


def test_choices_of_a_conflict_that_is_stale_itself_are_kept(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    response = conflict(
        coordination_client, goal, core_team, {"short_title": "Ihrer"}, {"short_title": "Meiner", "unit": "m"}
    )
    save(goal, core_team, explanation="Ihre")
    response = send(coordination_client, goal, response, **{"take-short_title": "theirs"})
    assert response.status_code == 409
    assert send(coordination_client, goal, response).status_code == 302
    goal.refresh_from_db()
    assert (goal.short_title, goal.explanation, goal.unit) == ("Ihrer", "Ihre", "m")


def test_conflict_shows_labels_figures_and_targets_as_people_read_them(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    theirs = {
        "funding": "grants",
        "permanent": True,
        "annual_cost": Decimal("12000.50"),
        "sdg_targets": SdgTarget.objects.filter(pk__in=["4.7", "4.1"]),
    }
    mine = {"funding": "budget", "annual_cost": "900", "sdg_targets": ["4.1", "13.1"]}
    response = conflict(coordination_client, measure, core_team, theirs, mine)
    saved = f"Text von {core_team.name}"

    def words(label: str) -> tuple[str, str]:
        shown = columns(response, label)
        return shown[saved].partition("Uhr ")[2], shown["Ihr Text"].removeprefix("Ihr Text ")

    assert words("Finanzierung") == ("neu: Fördermittel", "neu: Haushalt")
    assert words("Dauerhaft") == ("gestrichen: nein neu: ja", "Hier haben Sie nichts geändert.")
    assert words("Laufende Kosten (Euro im Jahr)") == ("neu: 12.000,5", "neu: 900")
    labels = {target.pk: str(target) for target in SdgTarget.objects.all()}
    assert words("SDG-Unterziele") == (
        f"neu: {labels['4.1']} {labels['4.7']}",
        f"neu: {labels['4.1']} {labels['13.1']}",
    )


@pytest.mark.parametrize(
    ("take", "targets", "cost", "permanent", "funding"),
    [
        ("theirs", {"4.1", "4.7"}, Decimal("12000.50"), True, "grants"),
        ("field", {"13.1"}, Decimal(900), True, "budget"),
    ],
)
def test_choices_work_for_every_kind_of_field(
    measure: Measure,
    core_team: User,
    coordination_client: Client,
    take: str,
    targets: set[str],
    cost: Decimal,
    permanent: bool,
    funding: str,
) -> None:
    theirs = {
        "funding": "grants",
        "permanent": True,
        "annual_cost": Decimal("12000.50"),
        "sdg_targets": SdgTarget.objects.filter(pk__in=["4.7", "4.1"]),
    }
    mine = {"funding": "budget", "annual_cost": "900", "sdg_targets": ["13.1"]}
    response = conflict(coordination_client, measure, core_team, theirs, mine)
    taken = {f"take-{name}": take for name in ("funding", "annual_cost", "sdg_targets")}
    assert send(coordination_client, measure, response, **taken).status_code == 302
    measure.refresh_from_db()
    assert {target.pk for target in measure.sdg_targets.all()} == targets
    assert (measure.annual_cost, measure.permanent, measure.funding) == (cost, permanent, funding)


def test_ticked_box_can_be_taken_back_to_the_base(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    response = conflict(coordination_client, measure, core_team, {"permanent": True}, {"title": "Meiner"})
    assert send(coordination_client, measure, response, **{"take-permanent": "base"}).status_code == 302
    measure.refresh_from_db()
    assert (measure.permanent, measure.title) == (False, "Meiner")


def test_line_breaks_of_browsers_are_no_change(
    core_team: User, strategy: Strategy, coordination_client: Client
) -> None:
    chapter = Chapter.objects.get(chapter_kind="preface")
    save(chapter, core_team, text="Eins\n\nZwei\n\nDrei")
    fields = opened(coordination_client, chapter)
    assert fields["text"] == "Eins\n\nZwei\n\nDrei"
    save(chapter, core_team, text="Eins\n\nZwei\n\nDrei und vier")
    sent = {**fields, "text": "Eins und mehr\r\n\r\nZwei\r\n\r\nDrei"}
    response = coordination_client.post(page_of(chapter), sent)
    assert choices(response, "Text")[-1] == ("both", "beides zusammen")
    assert send(coordination_client, chapter, response, **{"take-text": "both"}).status_code == 302
    chapter.refresh_from_db()
    assert chapter.text == "Eins und mehr\n\nZwei\n\nDrei und vier"


def test_saving_without_a_change_in_a_browser_leaves_no_trace(
    core_team: User, strategy: Strategy, coordination_client: Client
) -> None:
    chapter = Chapter.objects.get(chapter_kind="preface")
    save(chapter, core_team, text="Eins\n\nZwei")
    fields = opened(coordination_client, chapter)
    coordination_client.post(page_of(chapter), {**fields, "text": "Eins\r\n\r\nZwei"})
    assert chapter.history.count() == 2


def test_merged_text_that_breaks_a_rule_is_told_and_kept(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    """Each of the two was right on its own: they set a late beginning, I set an early end."""
    response = conflict(coordination_client, measure, core_team, {"start_year": 2030}, {"end_year": "2025"})
    assert errors_on(response) == {"__all__": ["Das Ende liegt vor dem Beginn."]}
    again = send(coordination_client, measure, response)
    assert (again.status_code, fields_on(again)["end_year"]) == (422, "2025")


def test_made_up_choices_change_nothing(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    response = conflict(coordination_client, goal, core_team, {"unit": "kg"}, {"short_title": "Meiner"})
    wrong = {"take-unit": "<script>", "conflict-base": "9" * 30, "take-short_title": "both", "shown-unit": ""}
    response = send(coordination_client, goal, response, **wrong)
    assert (response.status_code, fields_on(response)["short_title"]) == (409, "Meiner")


def test_html_in_a_conflict_is_shown_as_text(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    evil = '"><script>alert(1)</script>'
    response = conflict(coordination_client, goal, core_team, {"statement": evil + " a"}, {"statement": evil})
    assert "<script>alert(1)" not in response.content.decode()


def test_conflict_takes_the_same_queries_for_one_field_and_for_many(
    goal: OperationalGoal, core_team: User, coordination_client: Client
) -> None:
    names = ("short_title", "statement", "explanation", "indicator", "unit", "former_number")
    counted = {}
    for count in (1, 6):
        fields = opened(coordination_client, goal)
        save(goal, core_team, **dict.fromkeys(names[:count], f"Ihrer {count}"))
        mine = dict.fromkeys(names[:count], f"Meiner {count}")
        with CaptureQueriesContext(connection) as queries:
            response = coordination_client.post(page_of(goal), {**fields, **mine})
        assert len(response.context["conflicts"].fields) == count
        counted[count] = len(queries)
    assert counted[1] == counted[6]


# The other texts


def test_stale_settings_are_merged_over_both_forms(
    strategy: Strategy, core_team: User, coordination_client: Client
) -> None:
    page = reverse("strategy:settings")
    fields = fields_on(coordination_client.get(page))
    save_settings(
        strategy=strategy,
        municipality={"contact": "Ihr Kontakt", "ags": "05916000"},
        values={"title": "Ihr Titel"},
        revision=1,
        by=core_team,
    )
    mine = {"strategy-title": "Mein Titel", "municipality-contact": "Mein Kontakt"}
    response = coordination_client.post(page, {**fields, **mine})
    assert (response.status_code, sides(response)) == (
        409,
        {
            "Titel": Side.BOTH,
            "Kontakt": Side.BOTH,
            "Amtlicher Gemeindeschlüssel (AGS)": Side.THEIRS,
        },
    )
    taken = {"take-municipality-contact": "theirs"}
    assert goes_to(coordination_client.post(page, {**fields_on(response), **taken})) == page
    strategy.refresh_from_db()
    municipality = Municipality.objects.get()
    assert (strategy.title, municipality.contact, municipality.ags) == (
        "Mein Titel",
        "Ihr Kontakt",
        "05916000",
    )


def test_stale_paper_is_merged(strategy: Strategy, office: User, coordination: User) -> None:
    first = make_version(strategy, by=coordination)
    second = make_version(strategy, by=coordination)
    paper = make_paper(first, by=office, subject="Alt", facts="Satz eins. Satz zwei.")
    page, client = reverse("council:paper-edit", args=[paper.pk]), signed_in(office)
    fields = fields_on(client.get(page))
    theirs = {"version": second, "subject": "Ihrer", "facts": "Satz eins. Satz zwei geändert."}
    save_paper(paper=paper, values=theirs, revision=1, by=coordination)
    response = client.post(page, {**fields, "subject": "Meiner", "facts": "Satz 1. Satz zwei."})
    assert response.status_code == 409
    assert sides(response) == {"Fassung": Side.THEIRS, "Betreff": Side.BOTH, "Sachverhalt": Side.BOTH}
    saved = columns(response, "Fassung")[f"Text von {coordination.name}"]
    assert saved.endswith("Fassung gestrichen: 1 neu: 2")
    taken = {"take-subject": "theirs", "take-facts": "both"}
    assert client.post(page, {**fields_on(response), **taken}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.version, paper.subject, paper.facts, paper.revision) == (
        second,
        "Ihrer",
        "Satz 1. Satz zwei geändert.",
        3,
    )


# Removed or locked meanwhile


def test_text_for_a_removed_element_is_shown_once_more(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    fields, page = opened(coordination_client, measure), page_of(measure)
    remove_element(element=measure, by=core_team, at=NOW)
    typed = {**fields, "title": "Mein Titel", "description": "Meine\nBeschreibung", "start_year": "bald"}
    response = coordination_client.post(page, typed)
    assert response.status_code == 409
    assert "Dieser Text wurde entfernt, während Sie geschrieben haben." in text_of(response)
    texts = {label: text for _id, label, text in response.context["texts"]}
    assert (texts["Titel"], texts["Kurzbeschreibung"], texts["Beginn (Jahr)"]) == (
        "Mein Titel",
        "Meine\nBeschreibung",
        "bald",
    )


def test_text_for_a_retired_element_is_shown_once_more(
    strategy: Strategy, measure: Measure, core_team: User, coordination: User, coordination_client: Client
) -> None:
    make_version(strategy, by=coordination)
    fields = opened(coordination_client, measure)
    remove_element(element=measure, by=core_team, at=NOW)
    response = coordination_client.post(page_of(measure), {**fields, "title": "Mein Titel"})
    assert response.status_code == 409
    assert "Mein Titel" in text_of(response)


@pytest.mark.parametrize(
    ("lock", "sentence"),
    [
        ("agreed", "Dieser Text wurde abgestimmt, während Sie geschrieben haben. Damit ist er gesperrt."),
        ("consolidation", "Die Koordination führt die Texte dieses Themenfelds gerade zusammen."),
        ("group", "Sie können diesen Text nicht mehr bearbeiten."),
    ],
)
def test_text_for_a_locked_element_is_shown_once_more(
    goal: OperationalGoal, member: User, lock: str, sentence: str
) -> None:
    theme, client = goal.theme_of, signed_in(member)
    seat = theme.working_group_members.create(user=member, added_at=NOW)
    fields = opened(client, goal)
    if lock == "agreed":
        OperationalGoal.objects.update(text_status="agreed")
    elif lock == "consolidation":
        theme.consolidation_since = NOW
        theme.save()
    else:
        seat.delete()
    response = client.post(page_of(goal), {**fields, "short_title": "Mein Titel"})
    assert response.status_code == 409
    assert sentence in text_of(response)
    assert [(label, text) for _id, label, text in response.context["texts"]] == [("Kurztitel", "Mein Titel")]
    goal.refresh_from_db()
    assert goal.short_title == "Titel"


def test_text_is_not_shown_to_whoever_may_never_edit(
    goal: OperationalGoal, reader_client: Client, office_client: Client, member_client: Client
) -> None:
    typed = {"short_title": "Mein Titel"}
    chapter = Chapter.objects.get(chapter_kind="preface")
    assert reader_client.post(page_of(goal), typed).status_code == 404
    assert office_client.post(page_of(goal), typed).status_code == 404
    assert member_client.post(page_of(chapter), typed).status_code == 404
    unknown = page_of(goal).replace(str(goal.pk), "00000000-0000-4000-8000-000000000000")
    assert signed_in(goal.history.latest().history_user).post(unknown, typed).status_code == 404


def test_two_texts_that_are_too_long_together_are_said_so(
    goal: OperationalGoal, coordination: User, coordination_client: Client
) -> None:
    at_most = OperationalGoal._meta.get_field("short_title").max_length or 0
    middle = "Mitte " * ((at_most - 30) // 6)
    save(goal, coordination, short_title=f"Anfang {middle}Ende")
    theirs, mine = f"Anfang {'x' * 15} {middle}Ende", f"Anfang {middle}Ende {'y' * 15}"
    assert max(len(theirs), len(mine)) <= at_most < len(theirs) + 16
    page = conflict(
        coordination_client, goal, coordination, {"short_title": theirs}, {"short_title": mine}
    ).content.decode()
    assert "Beide Texte zusammen haben" in page
    assert f"das Feld fasst {at_most}." in page
    assert "beides zusammen" not in page
