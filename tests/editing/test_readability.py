"""How hard a text is to read: figures calculated by hand, sentences, long words."""

import pytest

from editing.readability import TextKind, readability, sachtextformel, sentences, syllables_of

# 15 words in 3 sentences; none has three syllables or more than six letters but "Menschen"; 12 have one syllable.
EASY = "Die Stadt wird grün. Es gibt viel Platz für das Rad. Alle Menschen machen mit."
# 10 words in one sentence: 7 with three syllables or more, 7 with more than six letters, 3 with one syllable.
HARD = "Die Verwaltung erarbeitet im Haushaltsjahr geeignete Maßnahmen zur kommunalen Wärmeplanung."


def test_the_figure_is_that_of_the_formula() -> None:
    # 0.1935 * 0 + 0.1672 * 5 + 0.1297 * 100 / 15 - 0.0327 * 1200 / 15 - 0.875
    assert sachtextformel(EASY) == -1.8
    # 0.1935 * 70 + 0.1672 * 10 + 0.1297 * 70 - 0.0327 * 30 - 0.875
    assert sachtextformel(HARD) == 22.4
    assert sachtextformel("Zu wenig.") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bis 2030. Dann mehr.", 2),
        ("Am 3. Mai gibt es z. B. ca. 20 Parks.", 1),
        ("Ca. 20 Kinder, vgl. Dr. Baum und Prof. Rad, gehen mit.", 1),
        ("Wirklich?! Ja …!? Gut.", 3),
        ("Ein Satz\nnoch ein Satz\r\n\r\n- eine Zeile", 3),
        ("Er sagt: „Das geht.“ Ja!", 3),
        ("… – 17.", 0),
        ("", 0),
    ],
)
def test_sentences_end_at_lines_and_marks_but_not_behind_abbreviations(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_parts_of_divided_words_count_as_words() -> None:
    assert syllables_of("Nachhaltigkeitsstrategie") == 7
    marked = readability("Das ist Klimafolgenanpassung.", TextKind.EASY)
    assert [piece.text for piece in marked.hard[0].pieces if piece.is_long] == ["Klimafolgenanpassung"]
    assert not readability("Das ist Klima-Folgen-Anpassung.", TextKind.EASY).hard


def test_the_advice_names_long_sentences_and_says_the_figure_in_words() -> None:
    long = " ".join(["Baum"] * 16) + "."
    advice = readability(f"{EASY} {long}", TextKind.SUMMARY)
    assert [(sentence.words, sentence.is_long) for sentence in advice.hard] == [(16, True)]
    assert advice.is_reached
    assert str(readability(EASY, TextKind.EASY).grade) == "sehr leicht zu lesen"
    assert str(readability(HARD, TextKind.SUMMARY).grade) == "sehr schwer zu lesen"


def test_many_marks_in_a_row_cost_no_more_than_letters() -> None:
    # Half a minute while each mark looked through all that follow.
    assert len(sentences("Wort " + "!" * 50_000 + "x")) == 1
