"""The parts of the printed strategy: which there are, in which order, with which number."""

from uuid import UUID

import pytest

from strategy.choices import ChapterKind
from strategy.document.document import ChapterEntry
from strategy.document.rendering.pdf import parts
from tests.strategy.document.documents import chapter_entry, document, unwritten_chapters


def test_parts_without_content_are_missing_and_the_numbering_has_no_gap() -> None:
    printed = parts(
        document(
            chapters=unwritten_chapters(
                chapter_entry(ChapterKind.MODEL), chapter_entry(ChapterKind.INTRODUCTION, " \n")
            )
        )
    )

    assert [(part.number, part.title) for part in printed] == [
        ("", "Auf einen Blick"),
        ("I", "Modell"),
        ("II", "Handlungsprogramm"),
        ("III", "Anhang"),
        ("", "Impressum"),
    ]


def test_parts_follow_the_chapters_of_the_city() -> None:
    own = ChapterEntry(key=UUID(int=1), kind="", title="Danksagung", text="Danke.")
    renamed = ChapterEntry(key=UUID(int=2), kind="model", title="So hängt alles zusammen", text="Text.")
    monitoring = ChapterEntry(key=UUID(int=3), kind="monitoring", title="Monitoring", text="Text.")

    without_preamble = (monitoring, own, chapter_entry(ChapterKind.CONTINUATION), renamed)

    printed = parts(document(chapters=without_preamble))
    assert [(part.number, part.anchor, part.title) for part in printed] == [
        ("", "summary", "Auf einen Blick"),
        ("I", "monitoring", "Monitoring"),
        ("II", f"k{own.key}", "Danksagung"),
        ("III", "programme", "Handlungsprogramm"),
        ("IV", "continuation", "Verstetigung"),
        ("V", "model", "So hängt alles zusammen"),
    ]


@pytest.mark.parametrize(
    ("chapters", "titles"),
    [
        ((), ["Auf einen Blick", "Handlungsprogramm"]),
        ((ChapterKind.PREAMBLE, ChapterKind.MODEL), ["Auf einen Blick", "Handlungsprogramm", "Modell"]),
    ],
)
def test_programme_stands_where_the_preamble_is_or_at_the_end(
    chapters: tuple[ChapterKind, ...], titles: list[str]
) -> None:
    printed = parts(document(chapters=tuple(map(chapter_entry, chapters))))

    assert [part.title for part in printed] == titles
