"""Public rows as objects of OParl 1.1, one function for each type. What is public, rows.py has decided.

A reference to an object that is not public, or not there, is left out when the drafts are settled (documents.py).
"""

from collections.abc import Iterator
from datetime import datetime

from oparl.bodies import body_objects
from oparl.documents import Draft
from oparl.files import FileSource
from oparl.proceedings import proceeding_objects
from oparl.rows import PublicRows


def public_objects(rows: PublicRows, files: list[FileSource], at: datetime) -> Iterator[Draft]:
    """All objects that everybody may read at a time."""
    yield from body_objects(rows)
    yield from proceeding_objects(rows, files, at)
