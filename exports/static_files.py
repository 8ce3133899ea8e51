"""Static files as files on the disk, before and after collectstatic."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders


def static_file(name: str) -> str:
    """The path of a static file. Raises FileNotFoundError."""
    # Static files lie in several folders before collectstatic and in one after it.
    found = finders.find(name) or (settings.STATIC_ROOT and Path(settings.STATIC_ROOT, name))
    if not found or not Path(found).is_file():
        raise FileNotFoundError(f"There is no static file {name}.")
    return str(found)
