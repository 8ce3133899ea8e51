"""What a report says beside the one before it."""

from monitoring.choices import EffectLight, ExecutionLight
from monitoring.progress.document import MeasureEntry, ReportDocument, Synopsis
from monitoring.progress.synopsis import synopsis_of
from monitoring.progress.synopsis_words import became_words
from tests.monitoring.progress.documents import indicator_entry, measure_entry, report_document, value_entry


def compared(before: ReportDocument, *measures: MeasureEntry) -> Synopsis:
    return synopsis_of(before, measures, [], done={each.key: each.done for each in measures})


def test_a_measure_that_has_left_says_so_beside_what_was_reported_before_it_did() -> None:
    gone = measure_entry()
    (silent,) = synopsis_of(report_document(gone), [], [], done={}).measures
    (told,) = synopsis_of(report_document(gone), [], [], done={gone.key: "Schilder stehen."}).measures
    (there,) = compared(report_document(), measure_entry(done="")).measures
    assert became_words(silent) == "nicht mehr in der Strategie"
    assert became_words(told) == "Schilder stehen.\nnicht mehr in der Strategie"
    assert became_words(there) == "nichts gemeldet"


def test_a_measure_moves_and_what_it_announced_stands_beside_what_was_done() -> None:
    after = measure_entry(light=ExecutionLight.DONE, done="Schilder stehen.")
    (move,) = compared(report_document(), after).measures
    assert (move.before, move.after) == (ExecutionLight.LATE, ExecutionLight.DONE)
    assert (move.promised, move.became) == ("Schilder aufstellen", "Schilder stehen.")


def test_a_measure_that_announced_nothing_and_stays_as_it_is_is_left_out() -> None:
    before = report_document(measure_entry(next_step=""))
    assert compared(before, measure_entry()).measures == ()


def test_a_promise_that_nobody_came_back_to_stays_in_the_synopsis() -> None:
    found = compared(report_document(), measure_entry(done=""))
    assert [(move.number, move.became) for move in found.promises()] == [("1.1.1.1", "")]
    assert found.moved_measures() == []


def test_measures_are_told_apart_by_key_when_another_has_taken_the_number() -> None:
    before = report_document(measure_entry("1.1.1.1", next_step=""))
    other = measure_entry("1.1.1.2", number="1.1.1.1")
    moves = compared(before, other).measures
    assert [(move.before, move.after) for move in moves] == [
        (None, ExecutionLight.LATE),
        (ExecutionLight.LATE, None),
    ]


def test_an_indicator_with_a_new_value_or_light_is_told_of_others_not() -> None:
    before = report_document(indicators=(indicator_entry(1), indicator_entry(2), indicator_entry(3)))
    newer = indicator_entry(2, values=(value_entry(2026, 26),))
    worse = indicator_entry(3, light=EffectLight.BEHIND)
    moves = synopsis_of(before, [], [indicator_entry(1), newer, worse], done={}).indicators
    assert [(move.key, move.is_moved) for move in moves] == [(2, False), (3, True)]
    assert (moves[0].value_before, moves[0].value_after) == (value_entry(2025, 25), value_entry(2026, 26))
