"""How addresses name the kinds of tables."""

from tables.choices import TableKind

SLUGS: dict[TableKind, str] = {
    TableKind.MEASURES: "massnahmen",
    TableKind.OPERATIONAL_GOALS: "operative-ziele",
    TableKind.CONCEPTS: "konzepte",
    TableKind.MEMBERS: "mitglieder",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}


class TableKindConverter:
    regex = "|".join(KINDS)

    def to_python(self, value: str) -> TableKind:
        return KINDS[value]

    def to_url(self, value: TableKind) -> str:
        return SLUGS[value]
