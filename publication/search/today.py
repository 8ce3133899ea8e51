"""The index of what is public today, kept in each process until something public changes."""

from datetime import date
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from publication.current import Published
from publication.freshness import sum_of_marks
from publication.implementation import states_today
from publication.search.accepted import accepted_subjects
from publication.search.index import Index
from publication.search.subjects import subjects_of_document
from search.words import folded_words
from strategy.document.published import frozen_document

_making = Lock()
# Of one strategy there is one index; a second one only while threads still read the one before.
_made: dict[tuple[UUID, int, date], Index] = {}


def index_of(current: Published) -> Index:
    """The index of the published version with what is accepted; made by the first who asks after a change (1 query)."""
    key = (current.version.pk, sum_of_marks(), timezone.localdate())
    index = _made.get(key)
    if index is not None:
        return index
    # The others wait: it would be made once for each of them.
    with _making:
        if key not in _made:
            index = _new_index(current)
            _made.clear()
            _made[key] = index
        return _made[key]


def _new_index(current: Published) -> Index:
    """In German, whoever asks first: that is the language in which people search."""
    with override(settings.LANGUAGE_CODE):
        return _index_in_german(Published(current.version, frozen_document(current.version)))


def _index_in_german(current: Published) -> Index:
    subjects = (
        *subjects_of_document(current.document, states_today(current.document)),
        *accepted_subjects(current, timezone.now()),
    )
    return Index(subjects, fillers=folded_words(current.document.municipality.name))
