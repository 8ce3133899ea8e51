"""A number that is larger than its column is in no row, as Django says of single numbers; here of lists, too."""

from collections.abc import Iterable

from django.db.models.lookups import In


class IntegerIn(In):
    """`in` for whole numbers, which leaves out what no row can hold."""

    def get_prep_lookup(self) -> Iterable[object]:
        values = super().get_prep_lookup()
        if not self.rhs_is_direct_value():
            return values
        return [value for value in values if not isinstance(value, int) or -(2**63) <= value < 2**63]
