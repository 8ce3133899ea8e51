"""What the search finds, as texts come, change and go."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from committees.meetings.actions.agenda import add_agenda_item
from search.choices import EntryKind
from search.finding import find
from search.indexing import TEXT_AT_MOST, WAY, WORDS
from search.models import IndexState, SearchEntry
from search.upkeep import make_entries_again
from search.words import parts_of_text, stems_of_text, words_of
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.actions.themes import reopen_theme
from strategy.discussion.actions.comments import delete_comment
from strategy.document.actions.versions import freeze_version
from strategy.models import Chapter, ConceptFile, ConceptPage, Measure, Strategy
from strategy.signals import concept_text_read
from tests.builders import (
    NOW,
    make_comment,
    make_concept,
    make_extract,
    make_job,
    make_meeting,
    make_steering_group,
    make_swot_entry,
)
from tests.search.pairs import random_words


def found(query: str) -> list[str]:
    """The kinds of what a query finds, the best first."""
    return [hit.kind for hit in find(words_of(query))]


def saved(element: Any, by: User, **values: Any) -> Any:
    current = type(element).objects.get(pk=element.pk)
    return save_element(element=current, values=values, revision=current.revision, by=by)


def make_pages(strategy: Strategy, *texts: str) -> ConceptFile:
    concept, job = make_concept(strategy), make_job("concept-reading")
    upload = ConceptFile.objects.create(concept=concept, job=job, file="x.pdf", size=1, uploaded_at=NOW)
    ConceptPage.objects.bulk_create(
        ConceptPage(upload=upload, position=number, page=number, text=text)
        for number, text in enumerate(texts, 1)
    )
    concept_text_read.send(sender=ConceptFile, upload=upload)
    return upload


WRITERS: dict[EntryKind, Callable[[Measure, User, str], Any]] = {
    EntryKind.THEME: lambda m, by, text: saved(m.theme_of, by, guideline=text),
    EntryKind.STRATEGIC_GOAL: lambda m, by, text: saved(
        m.operational_goal.strategic_goal, by, explanation=text
    ),
    EntryKind.OPERATIONAL_GOAL: lambda m, by, text: saved(m.operational_goal, by, statement=text),
    EntryKind.MEASURE: lambda m, by, text: saved(m, by, description=text),
    EntryKind.CHAPTER: lambda m, by, text: saved(Chapter.objects.get(chapter_kind="preface"), by, text=text),
    EntryKind.SWOT: lambda m, by, text: make_swot_entry(m.theme_of, text=text),
    EntryKind.CONCEPT: lambda m, by, text: make_concept(m.strategy_of, summary=text),
    EntryKind.CONCEPT_PAGE: lambda m, by, text: make_pages(m.strategy_of, "Titelblatt", text),
    EntryKind.EXTRACT: lambda m, by, text: make_extract(make_concept(m.strategy_of), quotation=text),
    EntryKind.COMMENT: lambda m, by, text: make_comment(m, by=by, text=text),
    EntryKind.MEETING: lambda m, by, text: make_meeting(make_steering_group("Kirchen"), by=by, minutes=text),
    EntryKind.AGENDA_ITEM: lambda m, by, text: add_agenda_item(
        meeting=make_meeting(make_steering_group("Kirchen"), by=by),
        values={"title": "Punkt", "description": text},
        by=by,
    ),
}


@pytest.mark.parametrize("kind", EntryKind)
def test_every_kind_of_text_is_found_in_other_forms(
    measure: Measure, coordination: User, kind: EntryKind
) -> None:
    WRITERS[kind](measure, coordination, "Für Schulhöfe und Kläranlagen gilt: Maß halten, Café öffnen.")
    assert [found(query) for query in ("Kläranlage", "klaranlagen", "cafe", "Mass halten", "Schulhof")] == [
        [kind]
    ] * 5
    assert found("Kläranlage Wattwanderung") == []


def test_a_changed_text_is_found_by_its_new_words_only(measure: Measure, coordination: User) -> None:
    saved(measure, coordination, description="Wattwanderung")
    saved(measure, coordination, description="Sternwarte")
    assert (found("Wattwanderung"), found("Sternwarten")) == ([], [EntryKind.MEASURE])


@pytest.mark.parametrize("frozen", [False, True])
def test_a_removed_element_leaves_with_its_comments(
    strategy: Strategy, measure: Measure, coordination: User, frozen: bool
) -> None:
    saved(measure, coordination, description="Wattwanderung")
    make_comment(measure, by=coordination, text="Wattwanderung am Sonntag?")
    assert sorted(found("Wattwanderung")) == [EntryKind.COMMENT, EntryKind.MEASURE]
    if frozen:
        freeze_version(strategy=strategy, note="", by=coordination, at=NOW)
    remove_element(element=Measure.objects.get(pk=measure.pk), by=coordination, at=NOW)
    assert found("Wattwanderung") == []
    call_command("rebuild_search", verbosity=0)
    assert found("Wattwanderung") == []


def test_what_is_deleted_is_not_found(measure: Measure, coordination: User, strategy: Strategy) -> None:
    comment = make_comment(measure, by=coordination, text="Sternwarte")
    upload = make_pages(strategy, "Sternwarte")
    concept = make_concept(strategy, title="Sternwarte")
    make_extract(concept, quotation="Sternwarte")
    delete_comment(comment=comment, by=coordination)
    upload.delete()
    concept.delete()
    assert found("Sternwarte") == []


def test_a_renamed_concept_renames_its_extracts_and_pages(strategy: Strategy) -> None:
    concept = make_pages(strategy, "Seite").concept
    make_extract(concept)
    concept.title = "Sternwartenkonzept"
    concept.save()
    assert sorted(found("Sternwartenkonzept")) == [
        EntryKind.CONCEPT,
        EntryKind.CONCEPT_PAGE,
        EntryKind.EXTRACT,
    ]


def test_a_theme_field_takes_its_swot_entries_along(measure: Measure, coordination: User) -> None:
    theme = measure.theme_of
    entry = make_swot_entry(theme)
    saved(theme, coordination, title="Sternwarten")
    title = SearchEntry.objects.get(kind=EntryKind.SWOT, key=str(entry.pk)).title
    assert title == f"{entry.get_kind_display()}: Sternwarten"
    for each in theme.strategic_goals.all():
        remove_element(element=each, by=coordination, at=NOW)
    reopen_theme(theme=theme, by=coordination)
    assert found("Sternwarten") == []


def test_the_search_does_not_keep_who_wrote_a_comment(measure: Measure, coordination: User) -> None:
    make_comment(measure, by=coordination, text="Sternwarte")
    entry = SearchEntry.objects.get(kind=EntryKind.COMMENT)
    assert (coordination.name in entry.title + entry.text, entry.title[:14]) == (False, "Kommentar vom ")


def test_words_in_the_title_come_first(strategy: Strategy) -> None:
    make_concept(strategy, title="Anderes", summary="Die Sternwarte. " + "Und vieles mehr. " * 20)
    second = make_concept(strategy, title="Sternwarte")
    entries = [hit.entry for hit in find(["sternwarte"])]
    assert SearchEntry.objects.get(pk=entries[0]).key == str(second.pk)


@pytest.mark.slow
def test_a_text_of_nothing_but_different_words_is_kept(strategy: Strategy) -> None:
    make_concept(strategy, summary=random_words(TEXT_AT_MOST) + " Sternwarte")
    assert SearchEntry.objects.count() == 1


def test_rebuilding_makes_the_same_entries(measure: Measure, coordination: User) -> None:
    for number, (kind, write) in enumerate(WRITERS.items()):
        if kind not in (EntryKind.MEETING,):
            write(measure, coordination, f"Text {number}")
    fields = ("kind", "key", "about", "address", "title", "text", *WORDS)
    before = set(SearchEntry.objects.values_list(*fields))
    call_command("rebuild_search", verbosity=0)
    assert set(SearchEntry.objects.values_list(*fields)) == before


def test_an_installation_with_texts_but_without_entries_is_filled(measure: Measure) -> None:
    SearchEntry.objects.all().delete()
    make_entries_again()
    assert EntryKind.MEASURE in SearchEntry.objects.values_list("kind", flat=True)


def test_entries_made_in_another_way_are_made_again_once(
    measure: Measure, django_assert_num_queries: Any
) -> None:
    IndexState.objects.update_or_create(pk=1, defaults={"way": WAY - 1})
    SearchEntry.objects.update(text_stems="alt")
    make_entries_again()
    assert not SearchEntry.objects.filter(text_stems="alt").exists()
    SearchEntry.objects.update(text_stems="alt")
    with django_assert_num_queries(3):
        make_entries_again()
    assert SearchEntry.objects.filter(text_stems="alt").exists()


def test_installation_without_texts_needs_no_entries_later(db: None, django_assert_num_queries: Any) -> None:
    IndexState.objects.all().delete()
    make_entries_again()
    assert IndexState.objects.get().way == WAY
    with django_assert_num_queries(2):
        make_entries_again()


def test_who_changes_the_words_of_an_entry_raises_the_way() -> None:
    """If this fails, old entries say something else than new ones: raise WAY, then write down the new sum."""
    text = "Energieeinspar-\npotenziale der Grundschulen: Werk-\nstatt, Stadt-\nin 1.2.3 Straße, Bu\u0308rger*innen"
    made = f"{stems_of_text(text)}|{parts_of_text(text)}"
    assert (WAY, hashlib.sha256(made.encode()).hexdigest()[:16]) == (2, "b6a4dde18f081949")


def test_a_cancelled_meeting_is_still_found(coordination: User, strategy: Strategy) -> None:
    meeting = make_meeting(make_steering_group("Kirchen"), by=coordination, title="Sternwarte")
    meeting.cancelled_at = NOW + timedelta(days=1)
    meeting.save()
    assert found("Sternwarte") == [EntryKind.MEETING]
