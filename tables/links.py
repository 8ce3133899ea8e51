"""Names of the kinds of tables in addresses."""

from tables.kinds.all import KINDS
from tables.kinds.kind import Kind

BY_SLUG = {kind.slug: kind for kind in KINDS}


class TableKindConverter:
    regex = "|".join(BY_SLUG)

    def to_python(self, value: str) -> Kind:
        return BY_SLUG[value]

    def to_url(self, value: Kind) -> str:
        return value.slug
