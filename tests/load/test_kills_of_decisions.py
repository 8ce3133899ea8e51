"""SIGKILL in the middle of "geändert beschlossen": the entry and its version are both there, or neither is."""

import random
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts.roles import Role
from committees.council.models import Consultation
from tests.builders import make_strategy, make_user
from tests.load.decisions import Clerk, faults_of_decisions, make_long_route
from tests.load.server import KILLS, serving
from tests.load.visitor import Interrupted, Visitor

# More statements than such an entry writes: a trap beyond the last one lets it through.
WRITES_AT_MOST = 24
PATIENCE = 0.2


@pytest.mark.slow
def test_kills_leave_entry_and_version_or_neither(
    shared_database_url: str, settings: Any, tmp_path: Path
) -> None:
    seed = secrets.randbits(32)
    chance = random.Random(seed)
    print(f"Seed {seed}")
    by = make_user(Role.COORDINATION)
    paper = make_long_route(make_strategy(), by=by, bodies=KILLS + 1)
    snapped = 0
    with serving(
        database_url=shared_database_url,
        secret_key=settings.SECRET_KEY,
        directory=tmp_path,
        workers=1,
        second_factor=False,
    ) as server:
        clerk = Clerk(Visitor(server.address, by))
        for _ in range(KILLS):
            write = chance.randint(1, WRITES_AT_MOST)
            server.start(trap=("/ergebnis/", write))
            with suppress(Interrupted):
                assert clerk.decide_next() == 302, server.log.read_text()
            snapped += server.kill(after=PATIENCE)
            with transaction.atomic():
                assert list(faults_of_decisions(paper)) == [], write
        server.start()
        assert clerk.decide_next() == 302
    print(f"{KILLS} kills, {snapped} of them in the middle; {len(clerk.confirmed)} entries were confirmed")
    assert list(faults_of_decisions(paper)) == []
    missing = Consultation.objects.filter(pk__in=clerk.confirmed, outcome="open")
    assert list(missing) == []
    # Otherwise the kills hit nobody in the middle, and the test says nothing.
    assert snapped > KILLS / 4
