"""Videos in sign language: adding one, and removing it."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from files.videos import examined_subtitles, examined_video
from strategy.models import StrategyVersion
from translations.models import SignVideo
from translations.told import Part

VIDEOS_AT_MOST = 30


@transaction.atomic
def add_video(
    *,
    part: Part,
    title: str,
    version: StrategyVersion,
    by: User,
    at: datetime,
    upload: UploadedFile | None = None,
    subtitles: UploadedFile | None = None,
    link: str = "",
) -> SignVideo:
    """Show everybody a video, a file or a link, about a part of a published version.

    Raises RuleBroken for files that are no video, too large or too many; ValidationError for both or neither.
    """
    if SignVideo.objects.count() >= VIDEOS_AT_MOST:
        raise RuleBroken(_("Hier liegen höchstens %d Videos.") % VIDEOS_AT_MOST)
    kind = examined_video(upload, settings.VIDEO_MEGABYTES) if upload else None
    if subtitles:
        examined_subtitles(subtitles)
    video = SignVideo(
        told=part.told,
        key=part.key,
        title=title,
        version=version,
        file=upload or "",
        subtitles=subtitles or "",
        link=link,
        size=upload.size or 0 if upload else 0,
        content_type=kind.content_type if kind else "",
        uploaded_at=at,
        uploaded_by=by,
    )
    video.validate_constraints()
    video.save()
    return video


@transaction.atomic
def remove_video(*, video: SignVideo) -> None:
    """Delete a video for good, its files once the transaction has ended well."""
    current = SignVideo.objects.select_for_update().filter(pk=video.pk).first()
    if current is None:
        return
    for file in (current.file, current.subtitles):
        if file:
            transaction.on_commit(partial(file.storage.delete, str(file.name)))
    current.delete()
