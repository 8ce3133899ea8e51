"""The files and links that lie with theme fields, goals and measures (Unterlagen).

They are no texts of the draft: no version freezes them, and no paper lets them rest.
"""

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from files.uploads import discard, keep
from strategy.choices import ElementKind
from strategy.models import Attachment
from strategy.models.kinds import ProgrammeElement, programme_of
from strategy.permissions import can_attach

ATTACHMENTS_AT_MOST = 50


@transaction.atomic
def attach(
    *,
    element: ProgrammeElement,
    title: str,
    is_public: bool,
    by: User,
    at: datetime,
    upload: UploadedFile | None = None,
    link: str = "",
) -> Attachment:
    """Keep a file or a link with an element.

    Raises RuleBroken when the element was removed or locked meanwhile, and for files that `examined` refuses;
    ValidationError for both or neither of them, and for a link that is not https.
    """
    current = _lock_open(element.kind, element.pk, by)
    if Attachment.objects.about(current).count() >= ATTACHMENTS_AT_MOST:
        raise RuleBroken(_("Hier liegen höchstens %d Unterlagen.") % ATTACHMENTS_AT_MOST)
    attachment = Attachment(
        element_kind=current.kind,
        element_key=current.pk,
        theme=current.theme_of,
        title=title,
        is_public=is_public,
        file=upload or "",
        link=link,
        size=0,
        uploaded_at=at,
        uploaded_by=by,
    )
    attachment.validate_constraints()
    if upload:
        keep(attachment, upload)
    else:
        attachment.save()
    return attachment


@transaction.atomic
def detach(*, attachment: Attachment, by: User) -> None:
    """Remove a file or link for good. Raises RuleBroken when its element was removed or locked meanwhile."""
    _lock_open(ElementKind(attachment.element_kind), attachment.element_key, by)
    current = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
    if current is not None:
        end_attachment(current)


def end_attachment(attachment: Attachment) -> None:
    """Delete a file or link for good, whoever may do so."""
    if attachment.file:
        discard(attachment)
    else:
        attachment.delete()


def _lock_open(kind: ElementKind, key: UUID, by: User) -> ProgrammeElement:
    locked = programme_of(kind).select_for_update(of=("self",)).active().with_ancestors()
    current: ProgrammeElement | None = locked.filter(pk=key).first()
    if current is None:
        raise RuleBroken(_("Dieses Element wurde inzwischen entfernt. Ändern lässt sich hier nichts mehr."))
    if not can_attach(by, current):
        raise RuleBroken(_("Hier können Sie gerade keine Unterlagen ändern."))
    return current
