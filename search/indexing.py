"""Keeps the search true: each change of a text writes its entry, in the same transaction."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model

from search.choices import EntryKind
from search.contents import KINDS, SOURCES
from search.models import IndexState, SearchEntry
from search.words import parts_of_text, stems_of_text
from strategy.models import (
    Comment,
    Concept,
    ConceptFile,
    ConceptPage,
    Department,
    Element,
    Extract,
    SwotEntry,
    ThemeField,
)
from strategy.models.kinds import ELEMENT_MODELS

BATCH = 500
TITLE_AT_MOST = 300
WORDS = ("title_stems", "text_stems", "title_parts", "text_parts")
# PostgreSQL refuses a text with more than 1 MB of words and parts of words (see also PARTS_AT_MOST).
TEXT_AT_MOST = 200_000
# Whoever changes what an entry says of a row (`contents`, `words`) raises this number: the next `migrate` of an
# installation then makes its entries again.
WAY = 2


def index_rows(kind: EntryKind, rows: Iterable[Model]) -> None:
    """Write the entries of rows, and remove those of rows that are not to be found any more."""
    entries, gone = [], []
    for row in rows:
        content = SOURCES[kind].content(row)
        if content is None:
            gone.append(str(row.pk))
            continue
        text = " · ".join(filter(None, content.texts))
        entries.append(
            SearchEntry(
                kind=kind,
                key=str(row.pk),
                about=content.about,
                address=content.address,
                title=content.title[:TITLE_AT_MOST],
                text=text,
                title_stems=stems_of_text(content.title),
                text_stems=stems_of_text(text[:TEXT_AT_MOST]),
                title_parts=parts_of_text(content.title),
                text_parts=parts_of_text(text[:TEXT_AT_MOST]),
            )
        )
    SearchEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["about", "address", "title", "text", *WORDS],
    )
    if gone:
        SearchEntry.objects.filter(kind=kind, key__in=gone).delete()


@transaction.atomic
def rebuild() -> int:
    """Make all entries again; how many there are."""
    SearchEntry.objects.all().delete()
    for kind, source in SOURCES.items():
        rows = source.model._default_manager.select_related(*source.along)
        if kind == EntryKind.COMMENT:
            rows = rows.filter(pk__in=_comments_on_active_elements())
        batch: list[Model] = []
        for row in rows.iterator(chunk_size=BATCH):
            batch.append(row)
            if len(batch) == BATCH:
                index_rows(kind, batch)
                batch = []
        index_rows(kind, batch)
    remember_way()
    return SearchEntry.objects.count()


def remember_way() -> None:
    """Write down that all entries are made as this release makes them."""
    IndexState.objects.update_or_create(pk=1, defaults={"way": WAY})


def is_made_so() -> bool:
    return IndexState.objects.filter(way=WAY).exists()


def row_saved(sender: type[Model], instance: Model, **signal: object) -> None:
    changed = instance if isinstance(instance, Concept) and _concerns_its_parts(instance) else None
    if not signal.get("raw"):
        index_rows(KINDS[sender], [instance])
    if isinstance(instance, Element) and instance.retired_at is not None:
        SearchEntry.objects.filter(about=instance.pk).delete()
    # What names its concept or its theme field is written again when that is renamed, goes or comes back.
    if changed is not None and not signal.get("created"):
        _index_parts(changed)
    if isinstance(instance, ThemeField) and not signal.get("created"):
        index_rows(EntryKind.SWOT, SwotEntry.objects.filter(theme=instance).select_related("theme"))


def department_saved(sender: type[Model], instance: Department, **signal: object) -> None:
    """Write again what names a department, which may have a new name."""
    if signal.get("raw") or signal.get("created"):
        return
    for kind, named in (
        (EntryKind.OPERATIONAL_GOAL, instance.operational_goals),
        (EntryKind.MEASURE, instance.measures),
        (EntryKind.CONCEPT, instance.concepts),
    ):
        index_rows(kind, named.select_related(*SOURCES[kind].along))


def row_deleted(sender: type[Model], instance: Model, **signal: object) -> None:
    SearchEntry.objects.filter(kind=KINDS[sender], key=str(instance.pk)).delete()


def pages_read(sender: type[Model], upload: ConceptFile, **signal: object) -> None:
    """The pages of a file were stored at once, past the signals of their rows."""
    index_rows(EntryKind.CONCEPT_PAGE, upload.pages.select_related("upload__concept"))


def elements_written(sender: type[Model], elements: Sequence[Model], **signal: object) -> None:
    """A table was taken over: its elements were created at once."""
    index_rows(KINDS[sender], elements)


def elements_came_back(sender: type[Model], elements: Sequence[Element], **signal: object) -> None:
    """The rows themselves were saved; the comments on them are found again as well."""
    about = [element.pk for element in elements]
    index_rows(EntryKind.COMMENT, Comment.objects.filter(element_key__in=about))


def _concerns_its_parts(concept: Concept) -> bool:
    """A concept has up to 2,000 pages, so they are written again only if they must: its entry is missing or another."""
    entry = SearchEntry.objects.filter(kind=EntryKind.CONCEPT, key=str(concept.pk))
    return concept.retired_at is not None or not entry.filter(title=concept.title[:TITLE_AT_MOST]).exists()


def _index_parts(concept: Concept) -> None:
    index_rows(EntryKind.EXTRACT, Extract._base_manager.filter(concept=concept).select_related("concept"))
    pages = ConceptPage.objects.filter(upload__concept=concept).select_related("upload__concept")
    index_rows(EntryKind.CONCEPT_PAGE, pages)


def _comments_on_active_elements() -> list[int]:
    comments = SOURCES[EntryKind.COMMENT].model._default_manager.values_list("pk", "element_key")
    active = {
        key
        for model in ELEMENT_MODELS.values()
        for key in model.objects.active().values_list("pk", flat=True)
    }
    return [pk for pk, key in comments if key in active]
