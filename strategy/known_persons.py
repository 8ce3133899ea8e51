"""The names that are suggested where persons are named."""

from itertools import chain

from accounts.models import User
from strategy.models import Department, Measure, OperationalGoal


def names_of_persons() -> list[str]:
    """Whoever is named at a goal or measure, whom departments name, and who has an account (4 queries)."""
    elements = (
        model.objects.active().exclude(contacts=()).order_by().values_list("contacts", flat=True)
        for model in (Measure, OperationalGoal)
    )
    named = (person.name for persons in chain(*elements) for person in persons)
    departments = Department.objects.proper().order_by().values_list("contact", "deputy")
    accounts = User.objects.filter(is_active=True).order_by().values_list("name", flat=True)
    found = {*named, *chain.from_iterable(departments), *accounts} - {""}
    return sorted(found, key=lambda name: (name.casefold(), name))
