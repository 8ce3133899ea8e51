"""The care that every uploaded file gets, whatever it belongs to."""

import uuid
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.exceptions import RuleBroken
from files.file_types import FILE_TYPES, FileType, file_type_of, is_locked_office_file
from files.models import TitledFile

LOCKED = gettext_lazy(
    "Diese Datei ist mit einem Passwort geschützt. Laden Sie sie ohne Passwort noch einmal hoch."
)
UPLOAD_AT_MOST = 20 * 1024 * 1024


def examined(upload: UploadedFile) -> FileType:
    """Find the kind of a file by its content; from now on it has a name of our own.

    Raises RuleBroken for empty files, for other kinds, and for files that are too large.
    """
    size = upload.size or 0
    if not size:
        raise RuleBroken(_("Diese Datei ist leer."))
    if size > UPLOAD_AT_MOST:
        raise RuleBroken(_("Diese Datei ist größer als 20 MB."))
    kind = file_type_of(upload)
    if kind is None:
        if is_locked_office_file(upload):
            raise RuleBroken(str(LOCKED))
        names = ", ".join(each.name for each in FILE_TYPES)
        raise RuleBroken(_("Dateien dieser Art gehen nicht. Möglich sind: %s, ohne Makros.") % names)
    upload.name = f"{uuid.uuid4()}{kind.suffix}"
    return kind


def keep(row: TitledFile, upload: UploadedFile) -> None:
    """Save a new row with its file. Raises RuleBroken for what `examined` refuses."""
    kind = examined(upload)
    row.size, row.content_type = upload.size or 0, kind.content_type
    row.file = upload
    row.save()


def discard(row: TitledFile) -> None:
    """Delete a row, and its file once the transaction has ended well."""
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(partial(storage.delete, name))
