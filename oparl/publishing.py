"""Keeping what everybody may read equal to the rows (ADR 11)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from oparl.documents import EMBEDDING_ORDER, Draft, Identity, StoredFile, embedded, head, settled, to_text
from oparl.files import public_files
from oparl.models import PublishedFile, PublishedObject
from oparl.objects import public_objects
from oparl.rows import public_rows
from strategy.models import Municipality

BATCH = 500


class Changes(Struct, frozen=True):
    """Numbers of objects that a refresh found new, changed (or back again), and gone."""

    created: int
    modified: int
    deleted: int


@transaction.atomic
def refresh(*, at: datetime) -> Changes:
    """Compare all public objects with the published ones and write what differs, with the time `at`.

    One refresh after the other: whoever waited for the lock reads the rows as the other left them.
    """
    # Clients know times to the second only, and ask again from the very second that they were given.
    at = at.replace(microsecond=0)
    list(Municipality.objects.select_for_update().values_list("pk"))
    published = {(row.kind, row.key): row for row in PublishedObject.objects.all()}
    files = {row.file_id: row for row in PublishedFile.objects.all()}
    drafts = _drafts(files.values(), at)
    created, modified = _settle(drafts, published, at)
    gone = [row for identity, row in published.items() if identity not in drafts and row.deleted_at is None]
    for row in gone:
        row.content, row.modified_at, row.deleted_at = "", at, at
    PublishedObject.objects.bulk_create(created, batch_size=BATCH)
    PublishedObject.objects.bulk_update(
        [*modified, *gone], ["content", "organization", "modified_at", "deleted_at"], batch_size=BATCH
    )
    _keep_files(drafts, [*published.values(), *created], files)
    return Changes(created=len(created), modified=len(modified), deleted=len(gone))


def _drafts(files: Iterable[PublishedFile], at: datetime) -> dict[Identity, Draft]:
    """Everything public, each object behind those that it embeds."""
    rows = public_rows()
    if rows is None:
        return {}
    known = {row.path: StoredFile(path=row.path, size=row.size, sha512=row.sha512) for row in files}
    found = public_objects(rows, public_files(rows, known), at)
    in_order = sorted(found, key=lambda draft: EMBEDDING_ORDER.index(draft.kind))
    return {draft.identity: draft for draft in in_order}


def _settle(
    drafts: dict[Identity, Draft], published: dict[Identity, PublishedObject], at: datetime
) -> tuple[list[PublishedObject], list[PublishedObject]]:
    """The rows to create and those to update; whoever embeds a changed object is changed, too."""
    created: list[PublishedObject] = []
    modified: list[PublishedObject] = []
    parts: dict[Identity, dict[str, object]] = {}
    for identity, draft in drafts.items():
        fields = settled(draft, public=drafts.keys(), parts=parts)
        text = to_text(fields)
        row = published.get(identity)
        if row is None:
            row = PublishedObject(kind=draft.kind, key=draft.key, created_at=at, modified_at=at)
            created.append(row)
        elif row.content != text or row.organization != draft.organization:
            row.modified_at = at
            modified.append(row)
        row.content, row.organization, row.deleted_at = text, draft.organization, None
        whole = {**head(row.kind, row.key, created=row.created_at, modified=row.modified_at), **fields}
        parts[identity] = embedded(draft.kind, whole)
    return created, modified


def _keep_files(
    drafts: dict[Identity, Draft], rows: Iterable[PublishedObject], files: dict[int, PublishedFile]
) -> None:
    """Remember where the content of each public file lies; forget it for those that are not public any more."""
    new: list[PublishedFile] = []
    moved: list[PublishedFile] = []
    for row in rows:
        draft = drafts.get((row.kind, row.key))
        if draft is None or draft.stored is None:
            continue
        kept = files.pop(row.pk, None) or PublishedFile(file=row)
        if kept.path == draft.stored.path:
            continue
        (moved if kept.pk else new).append(kept)
        kept.path, kept.size, kept.sha512 = draft.stored.path, draft.stored.size, draft.stored.sha512
    PublishedFile.objects.bulk_create(new)
    PublishedFile.objects.bulk_update(moved, ["path", "size", "sha512"])
    PublishedFile.objects.filter(pk__in=[row.pk for row in files.values()]).delete()
