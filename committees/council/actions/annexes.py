"""The files that lie with a paper (Anlagen)."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.actions.papers import lock_paper, mark_changed
from committees.council.models import Paper, PaperAnnex
from editing.exceptions import RuleBroken
from files.uploads import discard, keep

ANNEXES_AT_MOST = 50


@transaction.atomic
def add_annex(
    *, paper: Paper, title: str, is_public: bool, upload: UploadedFile, by: User, at: datetime
) -> PaperAnnex:
    """Keep a file with a paper. Raises RuleBroken for an ended paper, and for what `examined` refuses."""
    current = lock_paper(paper)
    if current.annexes.count() >= ANNEXES_AT_MOST:
        raise RuleBroken(_("Eine Vorlage hat höchstens %d Anlagen.") % ANNEXES_AT_MOST)
    annex = PaperAnnex(paper=current, title=title, is_public=is_public, uploaded_at=at, uploaded_by=by)
    keep(annex, upload)
    mark_changed(current, by=by)
    return annex


@transaction.atomic
def remove_annex(*, annex: PaperAnnex, by: User) -> None:
    """Remove a file for good. Raises RuleBroken for an ended paper."""
    paper = lock_paper(annex.paper)
    discard(annex)
    mark_changed(paper, by=by)
