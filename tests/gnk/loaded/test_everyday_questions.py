"""Everyday questions over the demonstration: the public search has a right answer among the first three."""

import json
from pathlib import Path

import pytest

from publication.current import published_or_404
from publication.search.index import Index
from publication.search.subjects import Subject
from publication.search.today import index_of

QUESTIONS = Path(__file__).parents[2] / "publication" / "questions.json"
READ = 3
SHARE = 0.9

implementation = pytest.mark.parametrize("stage", ["implementation"], indirect=True)


def is_right(subject: Subject, right: list[str]) -> bool:
    """Say whether a subject is named: by its number, its title or, in small letters, its kind."""
    return not {subject.number, subject.title, subject.kind.name.lower()}.isdisjoint(right)


def first_ones(index: Index, question: str) -> list[Subject]:
    return [index.subjects[place] for place in index.ask(question).found[:READ]]


@implementation
def test_everyday_questions_have_a_right_answer_among_the_first_three(stage: str, db: None) -> None:
    index = index_of(published_or_404())
    questions: dict[str, list[str]] = json.loads(QUESTIONS.read_text("utf-8"))
    missed = [
        question
        for question, right in questions.items()
        if not any(is_right(subject, right) for subject in first_ones(index, question))
    ]
    share = 1 - len(missed) / len(questions)
    print(f"{share:.0%} of {len(questions)} questions; missed: {missed}")
    assert len(questions) == 50
    assert share >= SHARE


@implementation
def test_each_right_answer_is_there(stage: str, db: None) -> None:
    """Otherwise a question that names nothing that is there would look like a weak search."""
    subjects = index_of(published_or_404()).subjects
    questions: dict[str, list[str]] = json.loads(QUESTIONS.read_text("utf-8"))
    for question, right in questions.items():
        assert all(any(is_right(subject, [one]) for subject in subjects) for one in right), question
