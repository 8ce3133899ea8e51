"""Broken and hostile files through the upload: always a preview or a sentence, and never anything written."""

from io import BytesIO

import pytest

from accounts.models import User
from jobs.runner import run
from strategy.models import Measure, Strategy
from tables.actions.imports import discard_import, start_import
from tables.choices import ImportStatus
from tables.kinds.measures import MEASURES
from tables.models import ImportRow, TableImport
from tests.builders import NOW, make_programme
from tests.tables.hostile import hostile_files

UNEXPECTED = "Die Tabelle konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal."


@pytest.mark.slow
def test_hostile_uploads_end_in_a_preview_or_a_sentence(strategy: Strategy, coordination: User) -> None:
    make_programme(strategy, by=coordination)
    before = list(Measure.objects.values())
    wrong = []
    # All of them go through the reader in test_hostile_files; every twelfth comes the whole way.
    for name, content in list(hostile_files())[::12]:
        if not content:
            continue
        found = start_import(
            kind=MEASURES,
            upload=BytesIO(content),
            filename=name,
            size=min(len(content), 1),
            by=coordination,
            at=NOW,
        )
        run(found.job_id)
        found.refresh_from_db()
        if found.status not in (ImportStatus.READY, ImportStatus.FAILED) or found.note == UNEXPECTED:
            wrong.append(name)
        discard_import(table_import=found)
    assert wrong == []
    assert list(Measure.objects.values()) == before
    assert not TableImport.objects.exists()
    assert not ImportRow.objects.exists()
