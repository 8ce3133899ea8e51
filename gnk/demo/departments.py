"""The departments of the demonstration, and the external bodies that take part."""

from accounts.models import User
from gnk.demo.reading import read
from strategy.actions.departments import create_department, merge_departments


def load_departments(by: User) -> None:
    """Add each department, merged with the spellings under which older concepts know it."""
    for entry in read("departments.json"):
        former = entry.pop("former_spellings", ())
        department = create_department(values=entry, by=by)
        for name in former:
            spelling = create_department(values={"name": name}, by=by)
            merge_departments(department=spelling, into=department, by=by)
