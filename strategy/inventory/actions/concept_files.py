"""The uploaded file of a concept: keeping, replacing and removing it, and having its text read."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from files.file_types import TEXT_TYPES, FileType, file_type_of, is_locked_office_file
from files.uploads import LOCKED
from jobs.actions import order
from jobs.models import Job
from strategy import tasks
from strategy.inventory.actions.concepts import create_concept, lock_concept
from strategy.models import Concept, ConceptFile, Strategy

FILE_AT_MOST = 50 * 1024 * 1024


class FileRefused(RuleBroken):
    """A file that cannot be kept."""


@transaction.atomic
def create_concept_with_file(
    *, strategy: Strategy, values: Mapping[str, object], upload: UploadedFile, by: User, at: datetime
) -> Concept:
    """Add an existing document together with its file: both or none. Raises like the two acts alone."""
    concept = create_concept(strategy=strategy, values=values, by=by)
    keep_file(concept=concept, upload=upload, by=by, at=at)
    return concept


@transaction.atomic
def keep_file(*, concept: Concept, upload: UploadedFile, by: User, at: datetime) -> ConceptFile:
    """Keep the file of a concept under a name of our own; it replaces an earlier one. Its text is read afterwards.

    Its content says what it is. Raises FileRefused for other kinds of files and for files that are too large.
    """
    kind = _accepted_type(upload)
    current = lock_concept(concept)
    _discard(current)
    kept = ConceptFile(
        concept=current,
        content_type=kind.content_type,
        size=upload.size or 0,
        uploaded_at=at,
        uploaded_by=by,
        job=_order_reading(by),
    )
    upload.name = f"{uuid.uuid4()}{kind.suffix}"
    kept.file = upload
    kept.save()
    return kept


@transaction.atomic
def remove_file(*, concept: Concept) -> None:
    """Remove the file of a concept for good, with the text that was read from it."""
    _discard(lock_concept(concept))


@transaction.atomic
def read_file_again(*, upload: ConceptFile, by: User) -> None:
    """Have the text read once more after a failure. Nothing happens while a reading is under way."""
    current = _locked_files().filter(pk=upload.pk).first()
    if current is None or not current.can_be_read_again:
        return
    former, current.job = current.job, _order_reading(by)
    current.save(update_fields=["job"])
    former.delete()


def _accepted_type(upload: UploadedFile) -> FileType:
    if not upload.size:
        raise FileRefused(_("Diese Datei ist leer."))
    if upload.size > FILE_AT_MOST:
        raise FileRefused(_("Diese Datei ist größer als 50 MB."))
    kind = file_type_of(upload)
    if kind is None and is_locked_office_file(upload):
        raise FileRefused(str(LOCKED))
    if kind is None or kind not in TEXT_TYPES:
        names = ", ".join(each.name for each in TEXT_TYPES)
        raise FileRefused(_("Dateien dieser Art gehen nicht. Möglich sind: %s, ohne Makros.") % names)
    return kind


def _discard(concept: Concept) -> None:
    former = _locked_files().filter(concept=concept).first()
    if former is not None:
        storage, name = former.file.storage, str(former.file.name)
        former.delete()
        former.job.delete()
        transaction.on_commit(partial(storage.delete, name))


def _locked_files() -> QuerySet[ConceptFile]:
    return ConceptFile.objects.select_for_update(of=("self",)).select_related("job")


def _order_reading(by: User) -> Job:
    return order(tasks.ConceptReading, by=by, word=_("Der Text wird gleich für die Suche gelesen."))
