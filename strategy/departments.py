"""The departments by all the names that people give them."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from uuid import UUID

from strategy.department_names import alike, normal
from strategy.models import Department

SUGGESTED_AT_MOST = 3


class Directory:
    """All departments with their former spellings, read once (1 query) when the first is looked up."""

    @cached_property
    def rows(self) -> dict[UUID, Department]:
        return {row.pk: row for row in Department.objects.all()}

    @cached_property
    def _by_exact_name(self) -> dict[str, Department]:
        short = {row.short_name: row for row in self.rows.values() if row.short_name}
        return short | {row.name: row for row in self.rows.values()}

    @cached_property
    def _by_normal_name(self) -> dict[str, set[UUID]]:
        found = defaultdict(set)
        for name, row in self._by_exact_name.items():
            found[normal(name)].add(row.merged_into_id or row.pk)
        return found

    def find(self, name: str) -> Department | None:
        """The department with this name, short name or former spelling; None if there is none, or more than one.

        What is written exactly so comes before what only differs in case, dashes and the like.
        """
        row = self._by_exact_name.get(name)
        if row is not None:
            return self.rows[row.merged_into_id] if row.merged_into_id else row
        keys = self._by_normal_name.get(normal(name), set())
        return self.rows[next(iter(keys))] if len(keys) == 1 else None

    def spellings(self) -> dict[str, str]:
        """All names by which `find` finds a department, as they are written and in their normal form, with its name."""
        names = {name: found for name in self._by_exact_name if (found := self.find(name)) is not None}
        normal_names = {
            normal(name): found for name in self._by_exact_name if (found := self.find(normal(name)))
        }
        return {name: row.name for name, row in (normal_names | names).items()}

    def active(self, today: date) -> list[Department]:
        """Those that something new can be given to, in the order of their names."""
        return [row for row in self.rows.values() if row.is_active(today)]

    def similar(self, name: str, today: date) -> list[str]:
        """The names of active departments that may be meant."""
        wanted = normal(name)
        names = [row.name for row in self.active(today)]
        found = [each for each in names if alike(name, each) is not None or wanted in normal(each)]
        return found[:SUGGESTED_AT_MOST]
