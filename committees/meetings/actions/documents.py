"""The files that belong to a meeting."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.meetings.actions.meetings import lock_meeting
from committees.meetings.models import Meeting, MeetingDocument
from editing.exceptions import RuleBroken
from files.uploads import discard, keep

DOCUMENTS_AT_MOST = 50


@transaction.atomic
def add_document(
    *, meeting: Meeting, title: str, upload: UploadedFile, by: User, at: datetime
) -> MeetingDocument:
    """Keep a file under a name of our own; its content says what it is.

    Raises RuleBroken for other kinds of files, files that are too large, and a cancelled meeting.
    """
    current = lock_meeting(meeting)
    if current.documents.count() >= DOCUMENTS_AT_MOST:
        raise RuleBroken(_("Eine Sitzung hat höchstens %d Unterlagen.") % DOCUMENTS_AT_MOST)
    document = MeetingDocument(meeting=current, title=title, uploaded_at=at, uploaded_by=by)
    keep(document, upload)
    return document


@transaction.atomic
def remove_document(*, document: MeetingDocument, by: User) -> None:
    """Remove a file for good. Raises RuleBroken for a cancelled meeting."""
    lock_meeting(document.meeting)
    discard(document)
