from decimal import Decimal
from html import escape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.actions.elements import save_element
from strategy.choices import ElementKind
from strategy.document.actions.versions import adopt_version
from strategy.models import Chapter, Measure, OperationalGoal, SdgTarget, StrategicGoal, Strategy, ThemeField
from tests.builders import (
    NOW,
    join_working_group,
    make_department,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_theme,
    make_version,
)
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

EVIL = "<script>alert(1)</script><b>fett</b>"
TEXT_FIELDS = {
    ElementKind.THEME: ("guideline", "summary", "initial_situation"),
    ElementKind.STRATEGIC_GOAL: ("statement", "explanation"),
    ElementKind.OPERATIONAL_GOAL: (
        "short_title",
        "statement",
        "explanation",
        "indicator",
        "unit",
        "responsible",
    ),
    ElementKind.MEASURE: (
        "title",
        "description",
        "department",
        "partners",
        "target_group",
        "milestones",
        "budget_product",
        "note",
    ),
    ElementKind.CHAPTER: ("text",),
}
VALID = {
    ElementKind.STRATEGIC_GOAL: {"statement": "Im Jahr 2030 lesen alle."},
    ElementKind.OPERATIONAL_GOAL: {"short_title": "Lesen", "statement": "Bis 2025 lesen alle."},
    ElementKind.MEASURE: {
        "title": "Vorlesepaten",
        "measure_kind": "new",
        "resolution_status": "proposed",
        "implementation_status": "not_started",
    },
}


@pytest.fixture
def elements(measure: Measure) -> dict[ElementKind, Any]:
    """One element of each kind."""
    goal = measure.operational_goal
    return {
        ElementKind.THEME: goal.strategic_goal.theme,
        ElementKind.STRATEGIC_GOAL: goal.strategic_goal,
        ElementKind.OPERATIONAL_GOAL: goal,
        ElementKind.MEASURE: measure,
        ElementKind.CHAPTER: Chapter.objects.get(chapter_kind="preface"),
    }


def address(name: str, element: Any, kind: ElementKind | None = None) -> str:
    return reverse(f"strategy:element-{name}", args=[kind or element.kind, element.pk])


def edit(client: Client, element: Any, **values: Any) -> Any:
    """Open the form, change some fields and send everything, as a browser does."""
    return client.post(
        address("edit", element), {**fields_on(client.get(address("edit", element))), **values}
    )


def rows() -> list[Any]:
    models = (ThemeField, StrategicGoal, OperationalGoal, Measure, Chapter)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_detail_shows_each_kind(elements: dict[ElementKind, Any], reader_client: Client) -> None:
    for element in elements.values():
        response = reader_client.get(address("detail", element))
        assert response.status_code == 200
        content = response.content.decode()
        assert [
            verb for verb in ("bearbeiten", "vorschlagen", "kommentieren") if f"/{verb}/" in content
        ] == []


def test_detail_shows_the_figures_in_german(measure: Measure, coordination_client: Client) -> None:
    edit(coordination_client, measure, annual_cost="12.000", staff_fte="0,5", start_year="2022")
    text = text_of(coordination_client.get(address("detail", measure)))
    for part in ("12.000 €", "Personal (Vollzeitstellen) 0,5", "Zeitraum ab 2022"):
        assert part in text


def test_detail_of_a_theme_that_is_not_chosen_is_hidden(
    strategy: Strategy, coordination_client: Client
) -> None:
    theme = ThemeField.objects.filter(decision="open").first()
    assert coordination_client.get(address("detail", theme)).status_code == 404


def test_retired_elements_are_hidden_but_for_their_history(
    measure: Measure, coordination_client: Client
) -> None:
    Measure.objects.update(retired_at=NOW)
    pages = {name: coordination_client.get(address(name, measure)) for name in ("detail", "edit", "remove")}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 404)
    assert coordination_client.get(address("history", measure)).status_code == 200


def test_element_is_only_found_under_its_own_kind(measure: Measure, coordination_client: Client) -> None:
    wrong = address("detail", measure, ElementKind.STRATEGIC_GOAL)
    assert coordination_client.get(wrong).status_code == 404


def test_edit_saves_and_leads_back(measure: Measure, coordination: User, coordination_client: Client) -> None:
    response = edit(
        coordination_client, measure, title="Neu", annual_cost="12.000", sdg_targets=["4.1", "4.7"]
    )
    theme = measure.operational_goal.strategic_goal.theme
    assert goes_to(response) == f"{address('detail', theme)}#e-{measure.pk}"
    measure.refresh_from_db()
    assert (measure.title, measure.annual_cost, measure.revision) == ("Neu", 12000, 2)
    assert [target.pk for target in measure.sdg_targets.all()] == ["4.1", "4.7"]
    assert measure.history.latest().history_user == coordination
    (message,) = messages_of(coordination_client.get(address("edit", measure)))
    assert message.startswith("Gespeichert. Weiter: ")


def test_saving_leads_on_to_the_same_work_at_the_next_element(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    first, second = (make_theme(strategy, by=coordination) for _ in range(2))
    form = fields_on(coordination_client.get(address("edit", first)))
    response = coordination_client.post(
        address("edit", first), {**form, "guideline": "Alle lesen.", "go-on": "x"}, follow=True
    )
    assert response.redirect_chain[0][0] == f"{address('edit', second)}#id_guideline"
    assert messages_of(response) == [
        f"Gespeichert. Weiter: Themenfeld 2 „{second.title}“ hat noch keine Leitlinie."
    ]


def test_edit_of_each_kind_saves_what_was_opened(
    elements: dict[ElementKind, Any], coordination_client: Client
) -> None:
    """Opening a form and saving it again changes nothing at all."""
    before = rows()
    assert {kind: edit(coordination_client, element).status_code for kind, element in elements.items()} == (
        dict.fromkeys(elements, 302)
    )
    assert rows() == before


@pytest.mark.parametrize(
    ("typed", "saved", "shown"),
    [
        ("12.000", Decimal(12000), "12.000"),
        ("12000", Decimal(12000), "12.000"),
        ("1.234,56", Decimal("1234.56"), "1.234,56"),
        ("12,5", Decimal("12.5"), "12,5"),
        ("12.5", Decimal("12.5"), "12,5"),
        ("0", Decimal(0), "0"),
        ("", None, ""),
    ],
)
def test_amounts_are_read_and_written_in_german(
    measure: Measure, coordination_client: Client, typed: str, saved: Decimal | None, shown: str
) -> None:
    assert edit(coordination_client, measure, annual_cost=typed).status_code == 302
    measure.refresh_from_db()
    assert measure.annual_cost == saved
    assert fields_on(coordination_client.get(address("edit", measure)))["annual_cost"] == shown


def test_what_is_approximate_is_saved_as_a_figure_with_its_words_in_the_remark(
    measure: Measure, coordination_client: Client
) -> None:
    typed = {
        "annual_cost": "ca. 12.000 €",
        "staff_fte": "0,5 VZÄ (E 11)",
        "start_year": "III/2027",
        "note": "Bleibt",
    }
    response = coordination_client.post(
        address("edit", measure),
        {**fields_on(coordination_client.get(address("edit", measure))), "end_year": "", **typed},
        follow=True,
    )
    first, *notices = messages_of(response)
    assert first.startswith("Gespeichert.")
    assert notices == [
        "Zahlen und Jahre sind übernommen; was Sie genauer geschrieben haben, steht in der Anmerkung.",
    ]
    measure.refresh_from_db()
    assert (measure.annual_cost, measure.staff_fte, measure.start_year) == (12000, Decimal("0.5"), 2027)
    assert measure.note.splitlines() == [
        "Bleibt",
        "Beginn: III/2027",
        "Laufende Kosten: ca. 12.000 €",
        "Personal: 0,5 VZÄ (E 11)",
    ]


def test_figure_far_above_all_others_is_asked_about_once(
    measure: Measure, coordination_client: Client
) -> None:
    for _number in range(5):
        make_measure(measure.operational_goal, by=measure.history.latest().history_user)
    Measure.objects.exclude(pk=measure.pk).update(annual_cost=12_000)
    response = edit(coordination_client, measure, annual_cost="12.000.000", title="Neuer Titel")
    assert errors_on(response) == {
        "annual_cost": [
            "Gelesen als 12.000.000. Das ist mindestens das Hundertfache dessen, was andere Maßnahmen angeben "
            "(in der Mitte 12.000). Ist das gemeint?"
        ]
    }
    assert "Laufende Kosten (Euro im Jahr): 12.000.000" in text_of(response)
    confirmed = {**fields_on(response), "unusual": "annual_cost:12000000"}
    assert (confirmed["annual_cost"], confirmed["title"]) == ("12.000.000", "Neuer Titel")
    # The tick is for the figure that was asked about.
    for other in ({"annual_cost": "120.000.000"}, {"investment": "12.000.000", "annual_cost": "13.000.000"}):
        response = coordination_client.post(address("edit", measure), {**confirmed, **other})
        assert response.status_code == 422
        assert "annual_cost" in errors_on(response)
    assert coordination_client.post(address("edit", measure), confirmed).status_code == 302
    measure.refresh_from_db()
    assert measure.annual_cost == 12_000_000
    # What is stored is not asked about again.
    assert edit(coordination_client, measure, title="Noch einer").status_code == 302


def test_period_in_one_field_fills_the_other(measure: Measure, coordination_client: Client) -> None:
    for typed, years in (
        ({"start_year": "2027/28", "end_year": ""}, (2027, 2028)),
        ({"start_year": "", "end_year": "2029–2031"}, (2029, 2031)),
        ({"start_year": "ab 2030", "end_year": ""}, (2030, None)),
        ({"start_year": "bis 2029", "end_year": ""}, (None, 2029)),
        ({"start_year": "", "end_year": "ab 2027"}, (2027, None)),
    ):
        assert edit(coordination_client, measure, **typed).status_code == 302
        measure.refresh_from_db()
        assert (measure.start_year, measure.end_year) == years
    response = edit(coordination_client, measure, start_year="2027/28", end_year="2030")
    assert errors_on(response) == {
        "start_year": ["Beginn und Ende widersprechen sich: „2027/28“ und „2030“."]
    }


def test_measure_that_goes_on_for_good_is_permanent(measure: Measure, coordination_client: Client) -> None:
    assert edit(coordination_client, measure, start_year="laufend", end_year="").status_code == 302
    measure.refresh_from_db()
    assert (measure.start_year, measure.end_year, measure.permanent) == (None, None, True)


def test_amount_of_the_other_rhythm_names_the_field_it_belongs_to(
    measure: Measure, coordination_client: Client
) -> None:
    response = edit(coordination_client, measure, annual_cost="12.000 € einmalig", investment="5.000 €/Jahr")
    assert errors_on(response) == {
        "annual_cost": [
            "„12.000 € einmalig“ ist ein einmaliger Betrag. "
            "Er gehört in das Feld „Investition (Euro, einmalig)“."
        ],
        "investment": [
            "„5.000 €/Jahr“ ist ein Betrag für jedes Jahr. "
            "Er gehört in das Feld „Laufende Kosten (Euro im Jahr)“."
        ],
    }


def test_month_in_a_year_without_a_remark_and_a_percentage_without_a_unit_are_told(
    elements: dict[ElementKind, Any], coordination_client: Client
) -> None:
    goal = elements[ElementKind.OPERATIONAL_GOAL]
    typed = {"target_year": "Mai 2030", "target_value": "36 %", "unit": ""}
    response = coordination_client.post(
        address("edit", goal),
        {**fields_on(coordination_client.get(address("edit", goal))), **typed},
        follow=True,
    )
    goal.refresh_from_db()
    assert (goal.target_year, goal.target_value, goal.unit) == (2030, 36, "Prozent")
    first, *notices = messages_of(response)
    assert first.startswith("Gespeichert.")
    assert notices == [
        "Aus „Mai 2030“ ist übernommen: Zieljahr 2030",
        "Als Einheit ist „Prozent“ übernommen.",
    ]
    response = edit(coordination_client, goal, target_value="36 %", unit="kg")
    assert errors_on(response) == {"target_value": ["„36 %“ passt nicht zur Einheit „kg“."]}


def no_amount(typed: str) -> list[str]:
    return [f"„{typed}“ ist kein Betrag. Zum Beispiel: 12.000,50"]


def no_year(typed: str) -> list[str]:
    return [f"„{typed}“ ist kein Jahr. Zum Beispiel: 2027"]


BAD_MEASURES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({"title": ""}, {"title": ["Dieses Feld ist zwingend erforderlich."]}),
    ({"annual_cost": "viel"}, {"annual_cost": no_amount("viel")}),
    ({"annual_cost": "NaN"}, {"annual_cost": no_amount("NaN")}),
    ({"annual_cost": "12 Dollar"}, {"annual_cost": no_amount("12 Dollar")}),
    ({"annual_cost": "50 %"}, {"annual_cost": no_amount("50 %")}),
    ({"annual_cost": "-1"}, {"annual_cost": ["Bitte geben Sie keinen negativen Betrag ein."]}),
    ({"staff_fte": "-0,5"}, {"staff_fte": ["Bitte geben Sie keinen negativen Betrag ein."]}),
    ({"start_year": "bald"}, {"start_year": no_year("bald")}),
    ({"start_year": "2022,5"}, {"start_year": no_year("2022,5")}),
    ({"start_year": "20255"}, {"start_year": no_year("20255")}),
    ({"start_year": "-1"}, {"start_year": no_year("-1")}),
    (
        {"start_year": "1989"},
        {"start_year": ["Das Jahr 1989 passt nicht. Möglich sind Jahre von 1990 bis 2100."]},
    ),
    ({"start_year": "2025", "end_year": "2024"}, {"__all__": ["Das Ende liegt vor dem Beginn."]}),
    (
        {"end_year": "2025", "permanent": "on"},
        {"__all__": ["Eine dauerhafte Maßnahme hat kein Ende."]},
    ),
    (
        {"funding": "lottery"},
        {"funding": ["Bitte eine gültige Auswahl treffen. lottery ist keine gültige Auswahl."]},
    ),
    (
        {"sdg_targets": ["4.1", "99.9"]},
        {"sdg_targets": ["Bitte eine gültige Auswahl treffen. 99.9 ist keine gültige Auswahl."]},
    ),
]


@pytest.mark.parametrize(("typed", "errors"), BAD_MEASURES)
def test_edit_with_bad_input_tells_it_in_german_and_keeps_it(
    measure: Measure, coordination_client: Client, typed: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    before = rows()
    response = edit(coordination_client, measure, partners="Schulen", **typed)
    assert response.status_code == 422
    assert errors_on(response) == errors
    fields = fields_on(response)
    assert fields["partners"] == "Schulen"
    kept = {name: value for name, value in typed.items() if name not in ("sdg_targets", "funding")}
    assert {name: fields[name] for name in kept} == kept
    assert rows() == before


@pytest.mark.parametrize("year", ["99999", "9" * 30])
def test_edit_with_an_endless_year_is_refused(
    measure: Measure, coordination_client: Client, year: str
) -> None:
    response = edit(coordination_client, measure, start_year=year)
    assert response.status_code == 422
    assert list(errors_on(response)) in (["start_year"], ["__all__"])


def test_edit_with_endless_texts_is_refused_where_they_must_be_short(
    elements: dict[ElementKind, Any], coordination_client: Client
) -> None:
    """20,000 characters: only the initial situation and chapters take them; the others say how many are allowed."""
    told = {}
    for kind, names in TEXT_FIELDS.items():
        response = edit(coordination_client, elements[kind], **dict.fromkeys(names, "Wort " * 4_000))
        if response.status_code == 422:
            told[kind] = {name: errors[0].split(" (")[0] for name, errors in errors_on(response).items()}
        else:
            assert response.status_code == 302
    line = "Bitte sicherstellen, dass der Wert aus höchstens {} Zeichen besteht."
    text = "Dieser Text hat 19.999 Zeichen, erlaubt sind höchstens {}."
    assert told == {
        ElementKind.THEME: {"guideline": text.format("1.000"), "summary": text.format("2.000")},
        ElementKind.STRATEGIC_GOAL: {"statement": text.format("1.000"), "explanation": text.format("10.000")},
        ElementKind.OPERATIONAL_GOAL: {
            "short_title": line.format(120),
            "statement": text.format("1.000"),
            "explanation": text.format("10.000"),
            "indicator": line.format(200),
            "unit": line.format(80),
            "responsible": line.format(200),
        },
        ElementKind.MEASURE: {
            "title": line.format(200),
            "description": text.format("10.000"),
            "department": line.format(200),
            "partners": line.format(300),
            "target_group": line.format(300),
            "milestones": text.format("3.000"),
            "budget_product": line.format(40),
            "note": text.format("3.000"),
        },
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 501, "Dieser Text enthält ein Wort mit mehr als 500 Zeichen."),
        ("Wort " * 2_001, "Dieser Text hat 10.004 Zeichen, erlaubt sind höchstens 10.000."),
    ],
)
def test_edit_refuses_what_no_page_can_hold(
    elements: dict[ElementKind, Any], coordination_client: Client, text: str, sentence: str
) -> None:
    response = edit(coordination_client, elements[ElementKind.STRATEGIC_GOAL], explanation=text)
    assert errors_on(response) == {"explanation": [sentence]}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"dns_codes": "überall"}, {"dns_codes": ["Bitte schreiben Sie die Nummern so: 11.2.a, 13.1"]}),
        ({"nhs_codes": "13.1,4.1"}, {"nhs_codes": ["Bitte schreiben Sie die Nummern so: 11.2.a, 13.1"]}),
        (
            {"target_value": "zwölf"},
            {
                "target_value": [
                    "„zwölf“ ist keine Zahl. Zum Beispiel: 12,5. Die Einheit hat ein eigenes Feld."
                ]
            },
        ),
        (
            {"target_value": "1,2345"},
            {"target_value": ["Bitte sicherstellen, dass der Wert höchstens 3 Dezimalstellen enthält."]},
        ),
        (
            {"target_value": "1e400"},
            {
                "target_value": [
                    "„1e400“ ist keine Zahl. Zum Beispiel: 12,5. Die Einheit hat ein eigenes Feld."
                ]
            },
        ),
        (
            {"baseline_year": "2025", "target_year": "2020"},
            {"__all__": ["Das Zieljahr liegt vor dem Jahr des Ausgangswerts."]},
        ),
        ({"target_year": "20255"}, {"target_year": no_year("20255")}),
    ],
)
def test_edit_of_a_goal_with_bad_input_tells_it_in_german(
    measure: Measure, coordination_client: Client, typed: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    response = edit(coordination_client, measure.operational_goal, **typed)
    assert (response.status_code, errors_on(response)) == (422, errors)
    assert {name: fields_on(response)[name] for name in typed} == typed


def test_html_in_every_text_is_shown_as_text(
    elements: dict[ElementKind, Any], coordination_client: Client
) -> None:
    for kind, names in TEXT_FIELDS.items():
        evil = (
            dict.fromkeys(names, EVIL)
            | {"new_departments": EVIL}
            | ({"budget_product": "<b>fett</b>"} if kind == "measure" else {})
        )
        assert edit(coordination_client, elements[kind], **evil).status_code == 302
    theme = elements[ElementKind.THEME]
    names = ("detail", "edit", "history")
    pages = [address(name, element) for element in elements.values() for name in names]
    pages += [address("remove", elements[kind]) for kind in VALID]
    pages += [reverse(f"strategy:{name}") for name in ("guide", "finding-list", "theme-list", "inventory")]
    pages += [
        reverse("strategy:element-add", args=["strategic_goal", theme.pk]),
    ]
    for page in pages:
        content = coordination_client.get(page).content.decode()
        assert "alert(1)</script>" not in content
        assert "<b>fett" not in content
    assert escape("<script>alert(1)") in coordination_client.get(address("detail", theme)).content.decode()


def test_html_that_is_refused_is_shown_as_text(measure: Measure, coordination_client: Client) -> None:
    response = edit(coordination_client, measure, title=EVIL, start_year=EVIL)
    assert response.status_code == 422
    assert "alert(1)</script>" not in response.content.decode()
    assert (fields_on(response)["title"], fields_on(response)["start_year"]) == (EVIL, EVIL)


def save_meanwhile(element: Any, by: User, **values: Any) -> None:
    current = type(element).objects.get(pk=element.pk)
    save_element(element=current, values=values, revision=current.revision, by=by)


def edit_late(client: Client, element: Any, by: User, theirs: dict[str, Any], mine: dict[str, Any]) -> Any:
    """Open the form, let somebody else save, then save."""
    fields = fields_on(client.get(address("edit", element)))
    save_meanwhile(element, by, **theirs)
    return client.post(address("edit", element), {**fields, **mine})


def test_stale_edit_keeps_mine_and_shows_theirs(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    response = edit_late(
        coordination_client, measure, core_team, {"title": "Ihr Titel"}, {"title": "Mein Titel"}
    )
    assert response.status_code == 409
    fields = fields_on(response)
    assert (fields["title"], fields["revision"]) == ("Mein Titel", "2")
    text = text_of(response)
    assert "hat jemand anderes diesen Text geändert. Nichts ist verloren." in text
    assert f"Titel: Text von {core_team.name}" in response.content.decode()
    assert "neu: Ihr Titel" in text
    measure.refresh_from_db()
    assert measure.title == "Ihr Titel"


def test_stale_edit_takes_over_what_only_they_changed(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    theirs = {
        "department": "FB 44",
        "annual_cost": Decimal("1234.50"),
        "start_year": 2022,
        "permanent": True,
        "funding": "grants",
        "measure_kind": "idea",
        "sdg_targets": SdgTarget.objects.filter(pk__in=["4.1", "11.a"]),
    }
    response = edit_late(coordination_client, measure, core_team, theirs, {"title": "Mein Titel"})
    assert response.status_code == 409
    fields = fields_on(response)
    assert {name: fields[name] for name in ("title", *theirs)} == {
        "title": "Mein Titel",
        "department": "FB 44",
        "annual_cost": "1.234,50",
        "start_year": "2022",
        "permanent": "on",
        "funding": "grants",
        "measure_kind": "idea",
        "sdg_targets": ["4.1", "11.a"],
    }
    assert errors_on(response) == {}
    again = coordination_client.post(address("edit", measure), fields)
    assert again.status_code == 302
    measure.refresh_from_db()
    assert (
        measure.title,
        str(measure.department),
        measure.annual_cost,
        measure.funding,
        measure.revision,
    ) == (
        "Mein Titel",
        "FB 44",
        Decimal("1234.50"),
        "grants",
        3,
    )
    assert [target.pk for target in measure.sdg_targets.all()] == ["4.1", "11.a"]


def test_stale_edit_takes_over_what_they_emptied(
    measure: Measure, coordination: User, core_team: User, coordination_client: Client
) -> None:
    full = {"funding": "grants", "permanent": True, "annual_cost": Decimal(5), "note": "Alt"}
    save_meanwhile(measure, coordination, **full, sdg_targets=SdgTarget.objects.filter(pk="4.1"))
    empty = {"funding": "", "permanent": False, "annual_cost": None, "note": ""}
    theirs = {**empty, "sdg_targets": SdgTarget.objects.none()}
    response = edit_late(coordination_client, measure, core_team, theirs, {"title": "Mein Titel"})
    fields = fields_on(response)
    assert (response.status_code, fields["title"]) == (409, "Mein Titel")
    assert (fields["funding"], fields["annual_cost"], fields["note"]) == ("", "", "")
    assert "permanent" not in fields
    assert "sdg_targets" not in fields
    assert coordination_client.post(address("edit", measure), fields).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.funding, measure.permanent, measure.annual_cost) == (
        "Mein Titel",
        "",
        False,
        None,
    )


@pytest.mark.parametrize(
    "kind", [ElementKind.THEME, ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL, ElementKind.CHAPTER]
)
def test_stale_edit_of_each_kind_can_be_saved_again(
    elements: dict[ElementKind, Any], core_team: User, coordination_client: Client, kind: ElementKind
) -> None:
    element, name = elements[kind], TEXT_FIELDS[kind][0]
    revision = element.revision
    response = edit_late(coordination_client, element, core_team, {name: "Ihrer"}, {name: "Meiner"})
    assert response.status_code == 409
    assert coordination_client.post(address("edit", element), fields_on(response)).status_code == 302
    element.refresh_from_db()
    assert (getattr(element, name), element.revision) == ("Meiner", revision + 2)


def test_stale_edit_without_a_difference_still_says_what_happened(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    response = edit_late(coordination_client, measure, core_team, {"title": "Gleich"}, {"title": "Gleich"})
    assert response.status_code == 409
    assert "hat jemand anderes diesen Text geändert. Nichts ist verloren." in text_of(response)


def test_edit_without_a_revision_is_a_conflict(measure: Measure, coordination_client: Client) -> None:
    for revision in ("", "-1", "9" * 30):
        response = edit(coordination_client, measure, title="Meiner", revision=revision)
        assert response.status_code == 409
        assert fields_on(response)["title"] == "Meiner"


@pytest.mark.parametrize("kind", VALID)
def test_add_creates_below_its_parent(
    elements: dict[ElementKind, Any], coordination_client: Client, kind: ElementKind
) -> None:
    parent = elements[kind].parent
    page = reverse("strategy:element-add", args=[kind, parent.pk])
    assert coordination_client.get(page).status_code == 200
    response = coordination_client.post(page, VALID[kind])
    created = type(elements[kind]).objects.get(position=2)
    assert goes_to(response) == f"{address('detail', elements[ElementKind.THEME])}#e-{created.pk}"
    assert created.parent == parent
    (message,) = messages_of(coordination_client.get(reverse("strategy:guide")))
    assert message.startswith(f"{kind.label} angelegt. Weiter: <a ")


def test_add_with_bad_input_tells_it_in_german(measure: Measure, coordination_client: Client) -> None:
    page = reverse("strategy:element-add", args=["measure", measure.operational_goal.pk])
    response = coordination_client.post(page, {**VALID[ElementKind.MEASURE], "start_year": "20255"})
    assert (response.status_code, errors_on(response)) == (422, {"start_year": no_year("20255")})
    assert fields_on(response)["title"] == "Vorlesepaten"
    assert Measure.objects.count() == 1


def test_add_below_the_wrong_parent_is_hidden(
    elements: dict[ElementKind, Any], coordination_client: Client
) -> None:
    candidate = ThemeField.objects.filter(decision="open").first()
    for kind, parent in [
        ("measure", elements[ElementKind.THEME]),
        ("theme", elements[ElementKind.THEME]),
        ("chapter", elements[ElementKind.THEME]),
        ("strategic_goal", candidate),
    ]:
        page = reverse("strategy:element-add", args=[kind, parent.pk])
        assert coordination_client.post(page, {"title": "x", "statement": "x"}).status_code == 404


def test_history_shows_the_changes(measure: Measure, coordination_client: Client) -> None:
    make_department("FB 33")
    edit(coordination_client, measure, department="FB 33")
    text = text_of(coordination_client.get(address("history", measure)))
    assert "geändert Zuständiger Fachbereich neu: FB 33" in text


def test_remove_says_what_goes_with_it(
    strategy: Strategy, measure: Measure, coordination: User, coordination_client: Client
) -> None:
    goal = measure.operational_goal
    strategic = text_of(coordination_client.get(address("remove", goal.strategic_goal)))
    assert "Strategisches Ziel 1.1 entfernen?" in strategic
    assert f"Mit diesem Ziel gehen auch: 1.1.1 {goal.short_title} mit 1 Maßnahme" in strategic
    operational = text_of(coordination_client.get(address("remove", goal)))
    assert f"Mit diesem Ziel gehen auch: 1.1.1.1 {measure.title}" in operational
    assert "gehen auch" not in text_of(coordination_client.get(address("remove", measure)))


def test_remove_removes_and_leads_to_the_parent(measure: Measure, coordination_client: Client) -> None:
    goal = measure.operational_goal
    response = coordination_client.post(address("remove", measure))
    assert goes_to(response) == f"{address('detail', goal.strategic_goal.theme)}#e-{goal.pk}"
    assert Measure.objects.active().count() == 0
    back = reverse("strategy:bin-element", args=["measure", measure.pk])
    page = coordination_client.get(reverse("strategy:guide"))
    assert messages_of(page) == ["Maßnahme entfernt."]
    assert f'<form method="post" action="{back}">' in page.content.decode()
    assert goes_to(coordination_client.post(back)) == goes_to(response).replace(str(goal.pk), str(measure.pk))
    assert Measure.objects.active().get() == measure


def test_member_edits_in_their_theme_fields_but_does_not_remove(
    measure: Measure, member: User, member_client: Client
) -> None:
    assert member_client.get(address("edit", measure)).status_code == 404
    join_working_group(measure.theme_of, member)
    assert edit(member_client, measure, title="Neu").status_code == 302
    assert member_client.get(address("remove", measure)).status_code == 404
    assert member_client.post(address("remove", measure)).status_code == 404
    assert Measure.objects.get().title == "Neu"


def test_up_and_down_change_the_order(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    second = make_measure(measure.operational_goal, by=coordination)
    theme = measure.operational_goal.strategic_goal.theme
    response = coordination_client.post(address("up", second))
    assert goes_to(response) == f"{address('detail', theme)}#e-{second.pk}"
    assert list(Measure.objects.order_by("position")) == [second, measure]
    coordination_client.post(address("down", second))
    assert list(Measure.objects.order_by("position")) == [measure, second]


def test_up_after_adoption_shows_why_not(
    strategy: Strategy, measure: Measure, coordination: User, coordination_client: Client
) -> None:
    second = make_measure(measure.operational_goal, by=coordination)
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="1", by=coordination, at=NOW)
    response = coordination_client.post(address("up", second), follow=True)
    assert messages_of(response) == [
        "Die Nummern sind seit dem Beschluss fest. Die Reihenfolge lässt sich nicht mehr ändern."
    ]
    assert list(Measure.objects.order_by("position")) == [measure, second]


def test_reader_cannot_write(
    elements: dict[ElementKind, Any], coordination: User, reader_client: Client
) -> None:
    make_measure(elements[ElementKind.OPERATIONAL_GOAL], by=coordination)
    before = rows()
    answers = set()
    for kind, element in elements.items():
        for name in ("edit", "remove", "up", "down"):
            answers.add(reader_client.post(address(name, element), {"revision": "1"}).status_code)
        answers.add(reader_client.get(address("edit", element)).status_code)
        answers.add(reader_client.get(address("remove", element)).status_code)
        if kind in VALID:
            page = reverse("strategy:element-add", args=[kind, element.parent.pk])
            answers |= {
                reader_client.post(page, VALID[kind]).status_code,
                reader_client.get(page).status_code,
            }
    assert answers == {404}
    assert rows() == before


def test_wrong_method_is_refused(elements: dict[ElementKind, Any], coordination_client: Client) -> None:
    before = rows()
    measure = elements[ElementKind.MEASURE]
    answers = {name: coordination_client.get(address(name, measure)).status_code for name in ("up", "down")}
    answers |= {
        name: coordination_client.post(address(name, measure)).status_code for name in ("detail", "history")
    }
    answers |= {
        name: coordination_client.put(address(name, measure)).status_code for name in ("edit", "remove")
    }
    add = reverse("strategy:element-add", args=["measure", measure.parent.pk])
    answers["add"] = coordination_client.delete(add).status_code
    assert answers == dict.fromkeys(("up", "down", "detail", "history", "edit", "remove", "add"), 405)
    assert rows() == before


def test_tree_offers_editing_and_order_to_editors_only(
    strategy: Strategy, coordination: User, coordination_client: Client, reader_client: Client
) -> None:
    theme = make_theme(strategy, by=coordination)
    for _ in range(2):
        make_goal(make_strategic_goal(theme, by=coordination), by=coordination)
    for client, offered in ((coordination_client, True), (reader_client, False)):
        content = client.get(address("detail", theme)).content.decode()
        assert ("nach-unten/" in content, "/bearbeiten/" in content) == (offered, offered)
