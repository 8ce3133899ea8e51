"""The files that belong to a meeting."""

import uuid
from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.actions.meetings import lock_meeting
from committees.models import Meeting, MeetingDocument
from strategy.exceptions import RuleBroken
from strategy.file_types import FILE_TYPES, file_type_of

DOCUMENT_AT_MOST = 20 * 1024 * 1024
DOCUMENTS_AT_MOST = 50


@transaction.atomic
def add_document(
    *, meeting: Meeting, title: str, upload: UploadedFile, by: User, at: datetime
) -> MeetingDocument:
    """Keep a file under a name of our own; its content says what it is.

    Raises RuleBroken for other kinds of files, files that are too large, and a cancelled meeting.
    """
    current = lock_meeting(meeting)
    size = upload.size or 0
    if not size:
        raise RuleBroken(_("Diese Datei ist leer."))
    if size > DOCUMENT_AT_MOST:
        raise RuleBroken(_("Diese Datei ist größer als 20 MB."))
    kind = file_type_of(upload)
    if kind is None:
        names = ", ".join(each.name for each in FILE_TYPES)
        raise RuleBroken(_("Dateien dieser Art gehen nicht. Möglich sind: %s, ohne Makros.") % names)
    if current.documents.count() >= DOCUMENTS_AT_MOST:
        raise RuleBroken(_("Eine Sitzung hat höchstens %d Unterlagen.") % DOCUMENTS_AT_MOST)
    document = MeetingDocument(
        meeting=current,
        title=title,
        size=size,
        content_type=kind.content_type,
        uploaded_at=at,
        uploaded_by=by,
    )
    upload.name = f"{uuid.uuid4()}{kind.suffix}"
    document.file = upload
    document.save()
    return document


@transaction.atomic
def remove_document(*, document: MeetingDocument, by: User) -> None:
    """Remove a file for good. Raises RuleBroken for a cancelled meeting."""
    lock_meeting(document.meeting)
    storage, name = document.file.storage, str(document.file.name)
    document.delete()
    transaction.on_commit(partial(storage.delete, name))
