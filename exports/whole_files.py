"""Files that a command writes: completely, or not at all."""

import os
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken


def check_target(target: Path) -> None:
    """Refuse a target that cannot be written before minutes of typesetting, not after."""
    if target.is_dir():
        raise RuleBroken(_("%(file)s ist ein Ordner. Bitte nennen Sie eine Datei.") % {"file": target})
    if not target.parent.is_dir():
        raise RuleBroken(_("Den Ordner %(folder)s gibt es nicht.") % {"folder": target.parent})
    if not os.access(target.parent, os.W_OK):
        raise RuleBroken(
            _("In den Ordner %(folder)s darf nicht geschrieben werden.") % {"folder": target.parent}
        )


def write_whole(target: Path, content: bytes) -> None:
    """Write a file completely or not at all: readers never meet half of it."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
