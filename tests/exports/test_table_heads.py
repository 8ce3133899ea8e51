"""Which header cells a cell belongs to, as a reader hears them."""

from exports.typesetting.records import Child, Node
from exports.typesetting.table_heads import find_heads


def table(*groups: tuple[str, list[list[Node]]]) -> list[Node]:
    """The nodes of a table with these groups of rows; each cell is called by its alternative text."""
    nodes = [Node("Table")]

    def add(node: Node, above: int) -> int:
        nodes.append(node)
        nodes[above].kids.append(Child(len(nodes) - 1))
        return len(nodes) - 1

    for tag, rows in groups:
        group = add(Node(tag), 0)
        for cells in rows:
            row = add(Node("TR"), group)
            for cell in cells:
                add(cell, row)
    find_heads(nodes)
    return nodes


def head(name: str, scope: str = "Column", **fields: int) -> Node:
    return Node("TH", alternative=name, scope=scope, **fields)


def cell(name: str, **fields: int) -> Node:
    return Node("TD", alternative=name, **fields)


def heads_in(nodes: list[Node]) -> dict[str, list[str]]:
    return {
        node.alternative: [nodes[head].alternative for head in node.heads]
        for node in nodes
        if node.tag == "TD"
    }


def test_cell_is_headed_by_its_row_and_its_column() -> None:
    nodes = table(
        ("THead", [[head("Nr."), head("Titel"), head("Kosten")]]),
        ("TBody", [[head("1", "Row"), cell("Lesen"), cell("5")], [head("2", "Row"), cell("Rad"), cell("7")]]),
    )
    assert heads_in(nodes) == {
        "Lesen": ["1", "Titel"],
        "5": ["1", "Kosten"],
        "Rad": ["2", "Titel"],
        "7": ["2", "Kosten"],
    }


def test_row_over_the_whole_table_heads_what_follows_in_its_group() -> None:
    nodes = table(
        ("THead", [[head("Titel"), head("Kosten")]]),
        ("TBody", [[head("FB 1", "Row", columns=2)], [cell("a"), cell("b")]]),
        ("TBody", [[cell("c"), cell("d")], [head("FB 2", "Row", columns=2)], [cell("e"), cell("f")]]),
    )
    assert [heads_in(nodes)[name] for name in "acef"] == [
        ["FB 1", "Titel"],
        ["Titel"],
        ["FB 2", "Titel"],
        ["FB 2", "Kosten"],
    ]


def test_cells_over_several_rows_and_columns_keep_the_others_in_their_places() -> None:
    nodes = table(
        ("THead", [[head("A"), head("B"), head("C")]]),
        ("TBody", [[head("1", "Row", rows=2), cell("x", columns=2)], [cell("y"), cell("z")]]),
    )
    assert heads_in(nodes) == {"x": ["1", "B", "C"], "y": ["1", "B"], "z": ["1", "C"]}
