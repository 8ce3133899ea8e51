"""Recording what the last checks of the site showed."""

from collections.abc import Mapping
from typing import cast

from django.db import transaction

from accounts.models import User
from editing.exceptions import StaleRevision
from editing.revisions import Revised
from publication.models import AccessibilityDeclaration


@transaction.atomic
def save_declaration(*, values: Mapping[str, object], revision: int, by: User) -> AccessibilityDeclaration:
    """Save the declaration of accessibility, opened at `revision`; the first one at 0.

    Raises StaleRevision after another saving, ValidationError for what contradicts itself.
    """
    current = AccessibilityDeclaration.objects.select_for_update().first()
    if current is not None and current.revision != revision:
        raise StaleRevision(cast(Revised, current))
    row = current or AccessibilityDeclaration()
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1 if current else 0
    row._history_user = by
    row.full_clean()
    row.save()
    return row
