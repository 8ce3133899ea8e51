"""The direction of imports and foreign keys, as docs/architecture.md draws it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
# Each app and the apps it may import. gnk, the composition root, may import all; nobody imports gnk.
MAY_IMPORT = {
    "accounts": set(),
    "exports": {"accounts"},
    "strategy": {"accounts", "exports"},
    "committees": {"accounts", "exports", "strategy"},
    "tables": {"accounts", "exports", "strategy", "committees"},
    "search": {"accounts", "exports", "strategy", "committees"},
    "oparl": {"accounts", "exports", "strategy", "committees"},
    "publication": {"accounts", "exports", "strategy", "committees"},
    "gnk": {"accounts", "exports", "strategy", "committees", "tables", "search", "oparl", "publication"},
}
# Inside an app: every module may import from those on its left only.
LAYERS = ("choices", "roles", "models", "permissions", "actions", "forms", "views", "urls")
FORBIDDEN_NAMES = {"core", "common", "utils", "helpers", "misc"}
# AppConfig.ready is the one place where Django itself asks for a late import.
LATE_IMPORTS = {"strategy/apps.py", "committees/apps.py", "search/apps.py", "oparl/apps.py"}


def modules() -> Iterator[Path]:
    for app in MAY_IMPORT:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def wrong_app_imports(path: Path) -> list[str]:
    app = path.relative_to(ROOT).parts[0]
    names = imported_names(ast.parse(path.read_text("utf-8")))
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for name in names
        if (other := name.partition(".")[0]) in MAY_IMPORT and other != app and other not in MAY_IMPORT[app]
    ]


def layer_of(module: str) -> int | None:
    """The place of a module of an app in the order of layers, None for modules beside them."""
    part = module.split(".")[1] if "." in module else ""
    return LAYERS.index(part) if part in LAYERS else None


def wrong_layer_imports(path: Path) -> list[str]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    app, own = parts[0], layer_of(".".join(parts))
    if own is None:
        return []
    names = imported_names(ast.parse(path.read_text("utf-8")))
    inside = [name for name in names if name.startswith(f"{app}.")]
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for name in inside
        if (layer := layer_of(name)) is not None and layer > own
    ]


def test_apps_import_in_one_direction() -> None:
    assert [wrong for path in modules() for wrong in wrong_app_imports(path)] == []


def test_layers_import_leftwards_only() -> None:
    assert [wrong for path in modules() for wrong in wrong_layer_imports(path)] == []


def test_functions_import_nothing() -> None:
    late = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in modules()
        if str(path.relative_to(ROOT)) not in LATE_IMPORTS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_foreign_keys_point_in_the_direction_of_imports() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for app in MAY_IMPORT
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if (other := field.related_model._meta.app_label) != app
        if other in MAY_IMPORT and other not in MAY_IMPORT[app]
    ]
    assert wrong == []


def test_no_module_is_a_drawer() -> None:
    assert [path for path in modules() if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize(
    ("library", "module"),
    [("weasyprint", "exports/typesetting.py"), ("docx", "exports/wordprocessing.py")],
)
def test_only_one_module_imports_the_maker_of_files(library: str, module: str) -> None:
    importers = [
        str(path.relative_to(ROOT))
        for path in modules()
        if any(name.split(".")[0] == library for name in imported_names(ast.parse(path.read_text("utf-8"))))
    ]
    assert importers == [module]


def test_the_document_knows_no_database() -> None:
    values = (
        "document",
        "bracket",
        "bracket_picture",
        "concept_sheet",
        "completeness",
        "figures",
        "guide",
        "wording",
        "markdown",
        "amounts",
    )
    wrong = [
        f"strategy/{name}.py imports {imported}"
        for name in values
        for imported in imported_names(ast.parse((ROOT / "strategy" / f"{name}.py").read_text("utf-8")))
        if imported.startswith("strategy.models") or imported == "django.db"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from committees.models import Paper", 1),
        ("import publication.views", 1),
        ("from accounts.roles import Right", 0),
    ],
)
def test_the_import_check_sees_a_wrong_direction(
    source: str, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ROOT / "strategy" / "example.py"
    monkeypatch.setattr(Path, "read_text", lambda self, encoding: source)
    assert len(wrong_app_imports(path)) == found
