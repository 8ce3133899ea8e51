"""The public files and links that lie with what is published. What a version says is frozen; these are as of today."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from publication.current import Published
from strategy.models import Attachment


def attachments_of(key: UUID) -> list[Attachment]:
    """What everybody may see beside the text of a published element."""
    return list(Attachment.objects.public().filter(element_key=key))


def public_file_or_404(current: Published, pk: int) -> Attachment:
    """A file to hand out to anybody. Raises Http404 unless it is public and what it belongs to is published."""
    entries = {(visit.kind, visit.entry.key) for visit in current.document.walk()}
    found: Attachment = get_object_or_404(Attachment.objects.public().exclude(file=""), pk=pk)
    if (found.element_kind, found.element_key) not in entries:
        raise Http404(f"No published element {found.element_key}")
    return found
