"""House rules that a linter does not know: size of modules and functions, errors, docstrings."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from source_tree import ROOT, functions, modules, text_of, tree

if TYPE_CHECKING:
    from pathlib import Path

MOST_LINES_OF_MODULE = 400
MOST_LINES_OF_FUNCTION = 60
LONG_FOR_A_REASON: dict[str, str] = {}  # module: why it is longer than the others

every_module = pytest.mark.parametrize("path", modules().values(), ids=modules().keys())


@every_module
def test_modules_stay_short(path: Path) -> None:
    name = next(name for name, each in modules().items() if each == path)
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if name in LONG_FOR_A_REASON:
        assert lines > MOST_LINES_OF_MODULE, f"{name} needs its exception no longer"
    else:
        assert lines <= MOST_LINES_OF_MODULE, "split it by concept, or write the reason above"


def _code_lines(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body that hold code: no docstring, blank line or comment."""
    first = function.body[0]
    told = isinstance(first, ast.Expr) and text_of(first.value) is not None
    start = (first.end_lineno or 0) + 1 if told else first.lineno
    lines = path.read_text(encoding="utf-8").splitlines()[start - 1 : function.end_lineno]
    return sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))


@every_module
def test_functions_stay_short(path: Path) -> None:
    lines = {function.name: _code_lines(path, function) for function in functions(path)}
    long = {name: count for name, count in lines.items() if count > MOST_LINES_OF_FUNCTION}
    assert not long


@every_module
def test_no_failure_is_swallowed(path: Path) -> None:
    caught = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert not caught, f"lines {caught} catch everything"


@every_module
def test_library_code_never_prints(path: Path) -> None:
    printed = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not printed


@every_module
def test_nothing_is_left_undone(path: Path) -> None:
    left = re.findall(
        r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b", path.read_text(encoding="utf-8")
    )
    assert not left


def _raised(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Names of the exceptions that a function raises itself."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            called = node.exc.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name.endswith(("Error", "Exit")):
                names.add(name)
    return names


@pytest.mark.parametrize(
    "path",
    [path for path in modules().values() if not path.name.endswith("_commands.py")],
    ids=[name for name in modules() if not name.endswith("_commands")],
)
def test_public_functions_say_what_they_raise(path: Path) -> None:
    """A raise in the body of a public function is named in its Raises section.

    The commands of the command line are excepted: the terminal shows their errors and no caller
    catches them. Private helpers that raise are described by the public function above them.
    """
    silent = {}
    for function in functions(path):
        raised = _raised(function)
        if function.name.startswith("_") or not raised:
            continue
        section = (ast.get_docstring(function) or "").partition("Raises\n------\n")[2]
        missing = sorted(name for name in raised if name not in section)
        if missing:
            silent[function.name] = missing
    assert not silent


@every_module
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "a module opens with one sentence on its question"


def _tracked_text() -> list[Path]:
    kinds = {".py", ".md", ".csv", ".toml", ".yml", ".json", ".html", ".css", ".js", ""}
    places = ["src", "tests", "docs", "benchmarks", "tools", ".ci"]
    files = [path for place in places for path in (ROOT / place).rglob("*") if path.is_file()]
    files += [
        path for path in ROOT.glob("*") if path.is_file() and not path.name.startswith(".cov")
    ]
    return [path for path in files if path.suffix in kinds and "__pycache__" not in path.parts]


def test_no_machine_path_or_registry_host_is_named() -> None:
    """Files name neither a folder of some machine nor the host of a package registry."""
    machine = "(?:" + "|".join(["work", "tmp", "root", "home", "farm"]) + ")"
    wanted = re.compile(
        rf"(?<![\w.~)\]}}])/{machine}/\w|https?://[^\s\"')]*(?:/simple/|registry\.)"
    )
    found = []
    for path in _tracked_text():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if wanted.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found
