"""The arrows between the rooms: tests -> explorer -> core, explorer -> resources, and no view knows another."""

import ast
import functools
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGraphicsItem

import explorer
from explorer.background import guarded

ROOT = Path(__file__).parent.parent
VIEWS = ("losses", "derivative", "descent", "training", "drawing")
# A package uses only packages before it; a view, besides, no other view.
LAYERS = (
    ("background", "texts"),
    ("runs",),
    ("state",),
    ("look",),
    ("widgets",),
    ("plots",),
    ("views",),
    VIEWS,
    ("window",),
    ("guide",),
)
START = {"__init__.py", "__main__.py", "application.py", "command_line.py", "start_checks.py"}
CORE_MAY_IMPORT = {"core", "resources", "numpy", "threadpoolctl", "contourpy", "msgspec"}
# They override Qt methods, but Qt does not call them in an event.
NOT_GUARDED = {
    "TrainingThread.run",
    "ElidedLabel.setText",
    "WholeLabel.setText",
    "Formula.setText",
    "Formula.text",
}
NOT_VIRTUAL = {"grab"}
"""Qt never calls them."""


def modules(folder):
    return sorted((ROOT / folder).rglob("*.py"))


@functools.cache
def syntax_tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


@functools.cache
def imports(file):
    """All modules that a file imports, `from a.b import c` as both a.b and a.b.c."""
    found = set()
    for node in ast.walk(syntax_tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def top_level(names):
    return {name.split(".")[0] for name in names}


def test_that_there_is_something_to_look_at():
    assert len(modules("core")) > 15
    assert len(modules("explorer")) > 30


@pytest.mark.parametrize("file", modules("core"), ids=lambda file: file.name)
def test_that_core_imports_only_numpy_and_its_few(file):
    assert not top_level(imports(file)) - CORE_MAY_IMPORT - set(sys.stdlib_module_names)


def test_that_only_the_data_module_of_core_knows_the_resources():
    knowing = {file.name for file in modules("core") if "resources" in top_level(imports(file))}
    assert knowing <= {"mnist.py"}


def test_that_resources_import_nothing_of_the_window():
    for file in modules("resources"):
        assert not top_level(imports(file)) & {"explorer", "PySide6", "pyqtgraph", "tests"}, file


@pytest.mark.parametrize("layer", LAYERS, ids=" ".join)
def test_that_a_package_uses_only_the_layers_below_it(layer):
    below = {package for lower in LAYERS[: LAYERS.index(layer)] for package in lower}
    for package in layer:
        for file in modules(f"explorer/{package}"):
            used = {name.split(".")[1] for name in imports(file) if name.startswith("explorer.")}
            assert used <= below | {package}, file


def test_that_only_start_and_composition_are_outside_the_packages():
    assert {file.name for file in (ROOT / "explorer").glob("*.py")} == START
    packages = {file.parent.name for file in (ROOT / "explorer").glob("*/__init__.py")}
    assert packages == {package for layer in LAYERS for package in layer}


def test_that_no_program_code_imports_the_tests():
    for folder in ("core", "explorer", "resources"):
        for file in modules(folder):
            assert "tests" not in top_level(imports(file)), file


def test_that_colours_are_named_in_the_palette_alone():
    for file in modules("explorer"):
        if file.name in ("palette.py", "stylesheet.py"):
            continue
        for node in ast.walk(syntax_tree(file)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.strip()
                is_hex = text.startswith("#") and len(text) in (4, 7, 9)
                assert not (is_hex and all(c in "0123456789abcdefABCDEF" for c in text[1:])), (file, text)


def qt_classes():
    """Yield every class of `explorer` that Qt may call."""
    for module in pkgutil.walk_packages(explorer.__path__, "explorer."):
        if module.name != "explorer.__main__":
            for found in vars(importlib.import_module(module.name)).values():
                is_own = inspect.isclass(found) and found.__module__ == module.name
                if is_own and issubclass(found, (QObject, QGraphicsItem)):
                    yield found


def unguarded_overrides(owner):
    """Yield the Python overrides of a class that Qt may call and that are not guarded."""
    python = [base for base in owner.__mro__ if not base.__module__.startswith("PySide6.")]
    native = [base for base in owner.__mro__ if base not in python]
    ours = [base for base in python if base.__module__.startswith("explorer.")]
    for name in {name for base in ours for name in vars(base) if not name.startswith("_")} - NOT_VIRTUAL:
        method = getattr(owner, name)
        overrides = guarded.is_called_by_qt(owner, name) or any(name in vars(base) for base in native)
        if inspect.isfunction(method) and overrides and method.__code__.co_filename != guarded.__file__:
            yield f"{owner.__name__}.{name}"


def print_unguarded():
    classes = list(qt_classes())
    assert len(classes) > 200
    print(*sorted({name for owner in classes for name in unguarded_overrides(owner)}))


def test_that_every_method_that_qt_calls_is_guarded():
    # In a process of its own, as it imports every module and other tests check which modules are imported.
    code = "from tests.test_architecture import print_unguarded; print_unguarded()"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert not ended.stderr
    assert set(ended.stdout.split()) == NOT_GUARDED
