"""The first text about a theme field."""

from monitoring.progress.suggested_texts import Told, suggested_text
from tests.publication.conftest import make_measure, make_operational_goal, make_strategic_goal, make_theme

FIRST, SECOND = make_measure("1.1.1.1", title="Radweg"), make_measure("1.1.1.2", title="Tag der * Räder")
GOAL = make_operational_goal("1.1.1", measures=(FIRST, SECOND))
THEME = make_theme("1", strategic_goals=(make_strategic_goal("1.1", operational_goals=(GOAL,)),))
REST = "Weitere Meldungen stehen in der Tabelle der Maßnahmen."


def test_each_measure_is_told_with_its_number_and_the_last_next_step() -> None:
    told = {FIRST.key: [Told(done="Geplant.", next_step="Bauen"), Told(done="Gebaut.", next_step="Schilder")]}
    text = suggested_text(THEME, told, at_most=1000)
    assert text == "**1.1.1.1 Radweg**\nGeplant.\nGebaut.\nNächster Schritt: Schilder"


def test_a_title_with_stars_stays_as_it_is() -> None:
    text = suggested_text(THEME, {SECOND.key: [Told(done="Gefeiert.", next_step="")]}, at_most=1000)
    assert text == "1.1.1.2 Tag der * Räder\nGefeiert."


def test_what_would_be_too_long_is_left_out_whole_and_the_text_says_so() -> None:
    told = {each.key: [Told(done="x" * 200, next_step="")] for each in (FIRST, SECOND)}
    text = suggested_text(THEME, told, at_most=350)
    assert len(text) <= 350
    assert text == f"**1.1.1.1 Radweg**\n{'x' * 200}\n\n{REST}"
