"""The picture of a Beratungsfolge: what stands where, and that no state is told by colour alone."""

from datetime import date
from typing import Any

import pytest

from committees.council.choices import ConsultationRole, Outcome
from committees.council.route_picture import (
    TALL_LETTERS,
    TALL_WIDTH,
    WIDE_COLUMN,
    Drawing,
    Mark,
    RoutePicture,
    Stop,
    draw_route,
    mark_of,
)


def stop(body: str = "Ausschuss", outcome: Outcome = Outcome.OPEN, **fields: Any) -> Stop:
    values: dict[str, Any] = {
        "role": ConsultationRole.PRELIMINARY,
        "day": None,
        "agenda_number": "",
        **fields,
    }
    return Stop(body=body, outcome=outcome, **values)


def drawn(*stops: Stop, is_running: bool = True) -> RoutePicture:
    picture = draw_route(stops, is_running=is_running)
    assert picture is not None
    return picture


def test_paper_without_steps_has_no_picture() -> None:
    assert draw_route([], is_running=True) is None


def test_outcomes_that_differ_for_the_reader_have_different_shapes() -> None:
    marks = {outcome: mark_of(outcome, is_next=False) for outcome in Outcome}
    assert marks == {
        Outcome.OPEN: Mark.OPEN,
        Outcome.ADOPTED: Mark.ADOPTED,
        Outcome.ADOPTED_UNCHANGED: Mark.ADOPTED,
        Outcome.ADOPTED_WITH_CHANGES: Mark.CHANGED,
        Outcome.RECOMMENDED: Mark.ADOPTED,
        Outcome.RECOMMENDED_UNCHANGED: Mark.ADOPTED,
        Outcome.RECOMMENDED_WITH_CHANGES: Mark.CHANGED,
        Outcome.REJECTED: Mark.REJECTED,
        Outcome.NOTED: Mark.NOTED,
        Outcome.ADJOURNED: Mark.POSTPONED,
        Outcome.REFERRED: Mark.POSTPONED,
        Outcome.REMOVED: Mark.POSTPONED,
        Outcome.WITHDRAWN: Mark.WITHDRAWN,
        Outcome.NO_RECOMMENDATION: Mark.SILENT,
    }


def test_each_station_says_its_state_in_words() -> None:
    picture = drawn(
        stop(outcome=Outcome.ADOPTED, day=date(2021, 8, 25), agenda_number="Ö 4"), stop("Rat"), stop("Rat")
    )
    for drawing in (picture.tall, picture.wide):
        assert [station.word for station in drawing.stations] == ["beschlossen", "als Nächstes", "offen"]
        assert [words for _y, words in drawing.stations[0].facts] == [
            "Vorberatung, 25.08.2021, Ö\N{NO-BREAK SPACE}4"
        ]
        assert [station.mark for station in drawing.stations] == [Mark.ADOPTED, Mark.NEXT, Mark.OPEN]


def test_nothing_is_next_before_the_paper_is_with_the_bodies() -> None:
    picture = drawn(stop(), stop("Rat"), is_running=False)
    assert [station.mark for station in picture.tall.stations] == [Mark.OPEN, Mark.OPEN]
    assert picture.sentence == "0 von 2 Beratungen haben ein Ergebnis."


def test_sentence_says_what_the_picture_shows() -> None:
    council = stop("Rat der Stadt", day=date(2021, 10, 5))
    assert drawn(stop(outcome=Outcome.NOTED), council).sentence == (
        "1 von 2 Beratungen haben ein Ergebnis. Als Nächstes: Rat der Stadt am 5. Oktober 2021."
    )


LONG = "Ausschuss für Digitales, Infrastruktur, Mobilität und ganz besondere Angelegenheiten"


@pytest.mark.parametrize("count", [1, 5, 6, 12])
def test_texts_stay_inside_and_below_each_other(count: int) -> None:
    picture = drawn(*(stop(LONG, Outcome.ADOPTED, day=date(2021, 8, 25)) for _ in range(count)))
    assert picture.tall.width == TALL_WIDTH
    assert picture.wide.width == WIDE_COLUMN * min(count, 5)
    for drawing in (picture.tall, picture.wide):
        assert max(station.word_y for station in drawing.stations) < drawing.height
        for station in drawing.stations:
            lines = [y for y, _words in (*station.names, *station.facts)]
            assert lines == sorted(set(lines))
            assert lines[-1] < station.word_y
    assert max(len(words) for _y, words in picture.tall.stations[0].names) <= TALL_LETTERS


def overlaps(drawing: Drawing) -> list[tuple[int, int]]:
    """Pairs of stations of one column of which the lower one begins before the upper one ends."""
    pairs = zip(drawing.stations, drawing.stations[1:], strict=False)
    return [(a.number, b.number) for a, b in pairs if a.text_x == b.text_x and b.names[0][0] - 12 < a.word_y]


def test_stations_of_the_tall_picture_do_not_overlap() -> None:
    assert overlaps(drawn(*(stop(LONG) for _ in range(8))).tall) == []


def test_step_that_arose_from_another_has_an_arrow_and_a_word() -> None:
    picture = drawn(stop("Umwelt", Outcome.ADJOURNED), stop("Umwelt", arose_from=0), stop("Rat"))
    assert (len(picture.tall.arcs), len(picture.wide.arcs)) == (1, 1)
    assert [words for _y, words in picture.tall.stations[1].facts] == [
        "Vorberatung, Tag\N{NO-BREAK SPACE}offen,",
        "wegen\N{NO-BREAK SPACE}Nr.\N{NO-BREAK SPACE}1",
    ]


def test_arrow_to_another_row_is_left_to_the_word() -> None:
    stops = [stop("Umwelt", Outcome.REFERRED), *(stop() for _ in range(4)), stop("Umwelt", arose_from=0)]
    picture = drawn(*stops)
    assert (len(picture.tall.arcs), len(picture.wide.arcs)) == (1, 0)
