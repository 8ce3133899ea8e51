from pathlib import Path

from django.conf import settings


def is_among_uploads(folder: Path) -> bool:
    """Tell whether a folder is that of the uploads or below it: what copies them all must not write there."""
    return folder.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())


def nearest_existing(folder: Path) -> Path:
    """A folder itself, or the closest one above it that is there. Raises OSError where none may be looked into."""
    return next(path for path in (folder, *folder.parents) if path.exists())
