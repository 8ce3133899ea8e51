"""The direction of imports and foreign keys: pyproject.toml holds the contracts, docs/architecture.md shows them."""

import ast
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from grimp import ImportGraph
from importlinter.api import read_configuration
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = read_configuration(str(ROOT / "pyproject.toml"))
ROOMS_CONTRACT, LAYERS_CONTRACT = CONFIGURATION["contracts_options"]
PACKAGES = CONFIGURATION["session_options"]["root_packages"]
# From the top of the house to its ground; rooms of one floor stand side by side.
FLOORS = [floor.split(" | ") for floor in ROOMS_CONTRACT["layers"]]
ROOMS = [room for floor in reversed(FLOORS) for room in floor]
FORBIDDEN_NAMES = {"core", "common", "utils", "helpers", "misc"}
# AppConfig.ready is the one place where Django itself asks for a late import.
LATE_IMPORTS = re.compile(r".*/apps\.py")
# Parsing the whole house takes a second: only what holds the word in question is parsed.
INDENTED_IMPORT = re.compile(r"(?m)^[ \t]+.*\bimport\b|:.*\bimport\b")
# How many modules of one folder a reader can take in; a folder that holds more is divided by noun.
MODULES_AT_MOST = 60
# What a pure module may not reach, not even through others: rows, and what changes or shows them.
PURE = re.compile(r"\b[Pp]ure\b(?! but)")
IMPURE = re.compile(r"\.(models|actions|views|tasks|receivers)(\.|$)")
# The library of models also holds what is no row: the words of a choice.
VALUES_OF_DJANGO_DB = {"Choices", "TextChoices", "IntegerChoices"}
# In one process: the graph of all imports is made once in each.
pytestmark = pytest.mark.xdist_group("imports")


@cache
def import_graph() -> ImportGraph:
    return grimp.build_graph(*PACKAGES, exclude_type_checking_imports=False, cache_dir=None)


def broken(options: dict[str, object], graph: ImportGraph) -> bool:
    contract = LayersContract(str(options["name"]), CONFIGURATION["session_options"], options)
    return not contract.check(graph, verbose=False).kept


def room_of(module: str) -> str:
    return next(room for room in ROOMS if module == room or module.startswith(f"{room}."))


def room_imports(graph: ImportGraph) -> dict[str, list[str]]:
    """For each room the other rooms that it imports, in the order of the house."""
    modules = [module for module in graph.modules if any(module.startswith(f"{room}.") for room in ROOMS)]
    found: dict[str, set[str]] = {room: set() for room in ROOMS}
    for module in modules:
        for imported in graph.find_modules_directly_imported_by(module):
            found[room_of(module)].add(room_of(imported))
    return {room: [each for each in ROOMS if each in found[room] - {room}] for room in ROOMS}


def paths() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def source_of(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imported_names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Module and name of each import; the name is empty where the module itself is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("options", [ROOMS_CONTRACT, LAYERS_CONTRACT], ids=["rooms", "layers"])
def test_imports_point_in_one_direction(options: dict[str, object]) -> None:
    assert not broken(options, import_graph())


@pytest.mark.parametrize(
    ("importer", "imported", "options"),
    [
        ("strategy.links", "publication.views", ROOMS_CONTRACT),
        ("committees.bodies.seating", "committees.council.route", ROOMS_CONTRACT),
        ("exports.actions", "editing.history", ROOMS_CONTRACT),
        ("strategy.models.goals", "strategy.forms.elements", LAYERS_CONTRACT),
        ("committees.council.actions.papers", "committees.council.views.papers", LAYERS_CONTRACT),
    ],
)
def test_a_forbidden_import_is_seen(importer: str, imported: str, options: dict[str, object]) -> None:
    graph = deepcopy(import_graph())
    assert {importer, imported} <= graph.modules
    graph.add_import(importer=importer, imported=imported)
    assert broken(options, graph)


def test_the_public_site_takes_only_words_and_marks_from_the_search() -> None:
    """The entries of the search hold what only members may read."""
    graph = import_graph()
    taken = {
        imported
        for module in graph.find_descendants("publication")
        for imported in graph.find_modules_directly_imported_by(module)
        if imported.startswith("search.")
    }
    assert taken == {"search.words", "search.passages"}


def test_modules_import_each_other_in_no_circle() -> None:
    graph = import_graph()
    TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    ).prepare()


def test_the_document_shows_who_imports_whom() -> None:
    rows = [
        f"| {room} | {', '.join(imported) or '–'} |"
        for room, imported in room_imports(import_graph()).items()
    ]
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    shown = [
        line for line in text.splitlines() if re.match(rf"\| ({'|'.join(ROOMS)}) \| [–a-z., ]+ \|$", line)
    ]
    assert shown == rows


def test_functions_import_nothing() -> None:
    late = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in paths()
        if not LATE_IMPORTS.fullmatch(str(path.relative_to(ROOT)))
        if INDENTED_IMPORT.search(source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_foreign_keys_point_in_the_direction_of_imports() -> None:
    height = {
        room.rpartition(".")[2]: floor for floor, rooms in enumerate(reversed(FLOORS)) for room in rooms
    }
    models = [model for model in apps.get_models() if model._meta.app_label in height]
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if (other := field.related_model._meta.app_label) != model._meta.app_label
        if height.get(other, -1) >= height[model._meta.app_label]
    ]
    assert models
    assert wrong == []


def test_no_module_is_a_drawer() -> None:
    assert [path for path in paths() if path.stem in FORBIDDEN_NAMES] == []


def test_no_folder_holds_more_than_a_reader_takes_in() -> None:
    folders = {path.parent for path in paths()}
    assert [folder for folder in folders if len(list(folder.glob("*.py"))) > MODULES_AT_MOST] == []


@pytest.mark.parametrize(
    ("library", "home"),
    [("weasyprint", "exports/typesetting/"), ("docx", "exports/wordprocessing.py")],
)
def test_only_one_place_imports_the_maker_of_files(library: str, home: str) -> None:
    importers = importers_of(library)
    assert importers
    assert [path for path in importers if not path.startswith(home)] == []


def test_only_one_module_knows_the_inside_of_weasyprint() -> None:
    public = {"weasyprint", "weasyprint.document", "weasyprint.text.fonts", "weasyprint.urls"}
    private = {path for path, names in importers_of("weasyprint").items() if names - public}
    assert private == {"exports/typesetting/weasyprint_inside.py"}


def importers_of(library: str) -> dict[str, set[str]]:
    """The files that import something of a library, each with the modules that it names."""
    found = {}
    for path in paths():
        if library in (source := path.read_text("utf-8")):
            names = {name for name, _ in imported_names(ast.parse(source)) if name.split(".")[0] == library}
            if names:
                found[str(path.relative_to(ROOT))] = names
    return found


def pure_modules() -> list[str]:
    """The modules that say in their docstring that they are pure."""
    found = []
    for module in sorted(import_graph().modules):
        source = source_of(module).read_text("utf-8")
        if PURE.search(source) and PURE.search(ast.get_docstring(ast.parse(source)) or ""):
            found.append(module)
    return found


def reaches_rows(module: str) -> list[str]:
    """What a module imports, itself or through others, that reads or writes rows."""
    upstream = import_graph().find_upstream_modules(module) | {module}
    rows = [f"imports {each}" for each in sorted(upstream) if IMPURE.search(each)]
    return rows + [f"{each} imports {name}" for each in sorted(upstream) for name in database_names(each)]


@cache
def database_names(module: str) -> list[str]:
    source = source_of(module).read_text("utf-8")
    if "django" not in source:
        return []
    return [
        name
        for imported, name in imported_names(ast.parse(source))
        if imported.startswith("django.db") and name not in VALUES_OF_DJANGO_DB
    ]


def test_modules_that_claim_to_be_pure_know_no_database() -> None:
    pure = pure_modules()
    assert len(pure) > 40
    assert {module: rows for module in pure if (rows := reaches_rows(module))} == {}


def test_the_check_of_purity_sees_a_row() -> None:
    assert "imports strategy.models" in reaches_rows("strategy.document.drafting")
