from pathlib import Path


def nearest_existing(folder: Path) -> Path:
    """A folder itself, or the closest one above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())
