"""Nothing that a client sends breaks a page: every address, with values nobody expects. `make fuzz` sends thousands."""

import logging
import os
import random
from collections import Counter, defaultdict
from http.cookies import SimpleCookie

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from gnk.logs import WithoutTracesOfClients
from tests.fuzz.visits import Address, Guesses, Visit, addresses, fields_in, kept, path_of, visit

# A second database is asked by the way; `make fuzz` sends as many to both.
ON_SQLITE = connection.vendor == "sqlite"
REQUESTS = int(os.environ.get("FUZZ", "400" if ON_SQLITE else "60"))
SEED = int(os.environ.get("SEED", "0")) or (
    random.SystemRandom().randrange(10**9) if "FUZZ" in os.environ else 20211005
)
FORMS_READ = 1 if "FUZZ" in os.environ else 0.25 if ON_SQLITE else 0.05

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Visitors:
    """One client of each role; a visit leaves nothing behind."""

    def __init__(self) -> None:
        self.clients = {"": Client(raise_request_exception=False)}
        for role in Role:
            user = User.objects.filter(role=role, is_active=True).first() or User.objects.create(
                role=role, email=f"{role}@example.org", name=role
            )
            self.clients[role.value] = Client(raise_request_exception=False)
            self.clients[role.value].force_login(user)

    def send(self, sent: Visit) -> tuple[int, str, str]:
        """Status, page, and what went wrong inside."""
        client = self.clients[sent.role]
        cookies = SimpleCookie(client.cookies)
        with transaction.atomic():
            answer = client.generic(
                sent.method, sent.path, sent.body, sent.content_type or "text/plain", **sent.headers
            )
            for close in getattr(answer, "_resource_closers", ()):
                close()
            transaction.set_rollback(True)
        client.cookies = cookies
        raised = getattr(answer, "exc_info", None)
        # A file that is being made says when to come again.
        status = 202 if answer.status_code == 503 and "Retry-After" in answer.headers else answer.status_code
        return status, kept(answer), repr(raised[1])[:600] if raised else ""


@pytest.mark.parametrize("stage", ["implementation"], indirect=True)
def test_no_request_breaks_a_page(stage: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    chance = random.Random(SEED)
    guesses, visitors = Guesses(chance), Visitors()
    every = sorted(set(addresses()), key=lambda address: (address.name, address.parts))
    fields: dict[Address, list[tuple[str, str]]] = defaultdict(list)
    for address in every:
        if chance.random() < FORMS_READ:
            opened = Visit(role=Role.COORDINATION.value, method="GET", path=path_of(address, guesses))
            fields[address] = fields_in(visitors.send(opened)[1])
    statuses: Counter[int] = Counter()
    broken = []
    for number in range(REQUESTS):
        address = every[number % len(every)]
        sent = visit(address, guesses, fields[address], chance)
        caplog.clear()
        status, page, raised = visitors.send(sent)
        fields[address] = fields_in(page) or fields[address]
        statuses[status] += 1
        traces = [
            record
            for record in caplog.records
            if WithoutTracesOfClients().filter(record) and record.exc_info and not raised
        ]
        if status >= 500 or traces:
            said = raised or "; ".join(f"{trace.name}: {trace.getMessage()[:300]}" for trace in traces)
            broken.append(f"{status} {address.name} {said}\n  {sent}")
    print(
        f"\nseed {SEED}: {sum(statuses.values())} requests to {len(every)} addresses, {dict(sorted(statuses.items()))}"
    )
    assert not broken, f"seed {SEED}: {len(broken)} broken\n" + "\n".join(broken[:60])
    assert statuses[200] > REQUESTS // 20
    assert sum(count for status, count in statuses.items() if 400 <= status < 500) > REQUESTS // 10
