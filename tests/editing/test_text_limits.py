import pytest
from django.core.exceptions import ValidationError

from editing.text_limits import TextLimits


def table(columns: int, rows: int) -> str:
    line = "|" + "a|" * columns
    return "\n".join([line, "|" + "-|" * columns, *[line] * rows])


def refusal(text: str, at_most: int = 50_000) -> str:
    with pytest.raises(ValidationError) as refused:
        TextLimits(at_most)(text)
    return str(refused.value.message)


def test_text_says_how_long_it_is_and_may_be() -> None:
    assert refusal("Wort " * 300, 1_000) == "Dieser Text hat 1.500 Zeichen, erlaubt sind höchstens 1.000."


def test_endless_word_is_refused() -> None:
    assert refusal("x" * 501) == "Dieser Text enthält ein Wort mit mehr als 500 Zeichen."


def test_table_wider_than_a_page_is_refused() -> None:
    assert refusal(table(21, 1)) == (
        "Eine Tabelle in diesem Text hat 21 Spalten, auf eine Seite passen höchstens 20."
    )


def test_tables_with_more_cells_than_a_page_is_set_from_are_refused_together() -> None:
    assert refusal(f"{table(10, 100)}\n\n{table(10, 100)}") == (
        "Die Tabellen in diesem Text haben zusammen 2.020 Zellen, erlaubt sind höchstens 2.000. "
        "Laden Sie große Tabellen als Datei hoch."
    )


def test_rows_that_would_be_filled_up_count_with_their_empty_cells() -> None:
    assert "2.020 Zellen" in refusal(table(20, 0) + "\n|a" * 100)


@pytest.mark.parametrize("text", ["", "Wort " * 9_999, table(20, 99), "|" * 400, "| a " * 9_000])
def test_text_within_the_limits_passes(text: str) -> None:
    TextLimits(50_000)(text)
