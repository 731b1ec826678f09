"""What users import: exported names, lazily loaded names and the reference agree."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

import upriver
from source_tree import ROOT

REFERENCE = ROOT / "docs" / "reference"
HEAVY = ("polars", "pandas", "xarray", "numpy", "scipy", "linopy", "highspy", "nicegui", "jinja2",
         "quickjs", "pydantic", "narwhals", "pyarrow")  # fmt: skip


def _loaded_after(code: str) -> set[str]:
    """Top-level modules in memory after a program, in a fresh interpreter."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_exported_names_are_the_lazily_loaded_ones() -> None:
    assert set(upriver.__all__) == {*upriver._HOMES, "__version__"}
    assert upriver.__all__ == sorted(upriver.__all__)
    assert dir(upriver) == upriver.__all__


@pytest.mark.parametrize("name", upriver.__all__)
def test_exported_names_load(name: str) -> None:
    assert getattr(upriver, name) is not None


def test_exported_names_survive_their_submodules() -> None:
    """A name means the same before and after everything else was imported.

    The import system binds a subpackage to its parent under its own name, so a function must not
    be called like a subpackage.
    """
    code = """
import importlib, json, pkgutil, upriver
for found in pkgutil.iter_modules(upriver.__path__, "upriver."):
    importlib.import_module(found.name)
broken = []
for name, (module, attribute) in upriver._HOMES.items():
    wanted = importlib.import_module(module)
    wanted = getattr(wanted, attribute) if attribute else wanted
    if getattr(upriver, name) is not wanted:
        broken.append(name)
print(json.dumps(broken))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = upriver.nonsense


@pytest.mark.parametrize("page", ["python.md", "python.zh.md"])
def test_reference_lists_the_exported_names(page: str) -> None:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    assert set(re.findall(r"`upriver\.(\w+)`", text)) == set(upriver.__all__)


def test_importing_the_package_is_light() -> None:
    """``import upriver`` loads none of the big libraries (counted, not timed)."""
    assert not _loaded_after("import upriver") & set(HEAVY)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_asking_for_help_is_light(language: str) -> None:
    """``upriver --help`` loads none of the big libraries (counted, not timed)."""
    code = f"from upriver.cli.main import main\nmain(['--help', '--lang', {language!r}])"
    assert not _loaded_after(code) & set(HEAVY)
