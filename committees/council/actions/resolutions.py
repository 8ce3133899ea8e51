"""Writing one entry in the record of a body, with its votes, its amendments and its file."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.models import AmendmentFate, Consultation, FactionVote, Resolution
from committees.council.procedure import Entry, Remark
from editing.exceptions import RuleBroken
from files.uploads import examined


def keep_record(
    *,
    step: Consultation,
    entry: Entry,
    remarks: Sequence[Remark],
    replaced: Resolution | None,
    reason: str,
    upload: UploadedFile | None,
    by: User,
    at: datetime,
) -> Resolution:
    """Write the entry, for a locked paper. Without a new file a correction keeps the one of the entry it replaces.

    Raises RuleBroken for a correction without a reason, and for a file of a kind that is not taken.
    """
    if replaced is not None and not reason.strip():
        raise RuleBroken(_("Bitte sagen Sie, warum der Eintrag berichtigt wird."))
    record = Resolution(
        consultation=step,
        outcome=entry.outcome,
        held_on=entry.held_on,
        majority=entry.majority,
        votes_yes=entry.votes_yes,
        votes_no=entry.votes_no,
        abstentions=entry.abstentions,
        wording=entry.wording,
        accepted_remarks=[remark.code for remark in remarks],
        recorded_at=at,
        recorded_by=by,
        corrects=replaced,
        correction_reason=reason.strip() if replaced else "",
    )
    if upload is not None:
        size, kind = upload.size or 0, examined(upload)
        record.file, record.size, record.content_type = upload, size, kind.content_type
    elif replaced is not None:
        record.file = replaced.file.name
        record.size, record.content_type = replaced.size, replaced.content_type
    try:
        record.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    record.save()
    FactionVote.objects.bulk_create(
        FactionVote(
            resolution=record,
            faction=line.faction,
            votes_yes=line.votes_yes,
            votes_no=line.votes_no,
            abstentions=line.abstentions,
        )
        for line in entry.factions
    )
    AmendmentFate.objects.bulk_create(
        AmendmentFate(resolution=record, amendment_id=fate.amendment, fate=fate.fate) for fate in entry.fates
    )
    return record
