"""Imports run one way, the two halves never meet below the desk, and the core is pure."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

CORE = ("terms", "notation", "preferences", "bargaining", "record", "casework", "simulation", "reporting")

LINTER = """
import sys
from importlinter.cli import lint_imports_command
sys.path.insert(0, sys.argv.pop(1))
lint_imports_command()
"""


def lint(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the contracts of this repository on the source under `root`."""
    config = str(REPOSITORY / "pyproject.toml")
    command = [sys.executable, "-c", LINTER, str(root / "src"), "--no-cache", "--config", config, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    """A copy of the modules, in which something forbidden can be planted."""
    only_modules = shutil.ignore_patterns("static", "templates", "__pycache__", "*.db")
    shutil.copytree(REPOSITORY / "src" / "goodoffices", tmp_path / "src" / "goodoffices", ignore=only_modules)
    return tmp_path


def test_every_contract_holds_in_this_house():
    answer = lint(REPOSITORY)
    assert answer.returncode == 0, answer.stdout + answer.stderr


PLANTS = [
    ("engine-layers", "errors.py", "goodoffices.terms"),
    ("engine-layers", "terms/planted.py", "goodoffices.notation"),
    ("engine-layers", "notation/planted.py", "goodoffices.preferences"),
    ("engine-layers", "preferences/planted.py", "goodoffices.scenarios"),
    ("engine-layers", "scenarios/planted.py", "goodoffices.bargaining"),
    ("engine-layers", "bargaining/planted.py", "goodoffices.simulation"),
    ("engine-layers", "simulation/planted.py", "goodoffices.desk"),
    ("engine-layers", "desk/planted.py", "goodoffices.doors"),
    ("engine-layers", "doors/planted.py", "goodoffices.testing"),
    ("engine-layers", "annex/__init__.py", "goodoffices.terms"),
    ("record-layers", "notation/planted.py", "goodoffices.record"),
    ("record-layers", "record/planted.py", "goodoffices.access"),
    ("record-layers", "access/planted.py", "goodoffices.record"),
    ("record-layers", "record/planted.py", "goodoffices.casework"),
    ("record-layers", "casework/planted.py", "goodoffices.stores"),
    ("record-layers", "stores/planted.py", "goodoffices.reporting"),
    ("record-layers", "reporting/planted.py", "goodoffices.casework"),
    ("record-layers", "stores/planted.py", "goodoffices.desk"),
    ("record-layers", "stores/planted.py", "goodoffices.testing"),
    ("record-layers", "annex/__init__.py", "goodoffices.terms"),
    ("engine-knows-no-record", "bargaining/planted.py", "goodoffices.record"),
    ("engine-knows-no-record", "scenarios/planted.py", "goodoffices.stores"),
    ("engine-knows-no-record", "simulation/planted.py", "goodoffices.casework"),
    ("record-knows-no-engine", "casework/planted.py", "goodoffices.bargaining"),
    ("record-knows-no-engine", "record/planted.py", "goodoffices.preferences"),
    ("record-knows-no-engine", "stores/planted.py", "numpy"),
    ("record-knows-no-engine", "notation/planted.py", "numpy"),
    ("core-is-pure", "terms/planted.py", "os"),
    ("core-is-pure", "record/planted.py", "time"),
    ("core-is-pure", "casework/planted.py", "uuid"),
    ("core-is-pure", "casework/planted.py", "secrets"),
    ("core-is-pure", "bargaining/planted.py", "random"),
    ("core-is-pure", "preferences/planted.py", "pathlib"),
    ("core-is-pure", "record/planted.py", "apsw"),
    ("core-is-pure", "reporting/planted.py", "urllib.request"),
]


@pytest.mark.parametrize(("contract", "file", "imported"), PLANTS)
def test_a_planted_import_breaks_its_contract(
    copy_of_the_house: Path, contract: str, file: str, imported: str
):
    planted = copy_of_the_house / "src" / "goodoffices" / file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a", encoding="utf-8") as module:
        module.write(f"\nimport {imported}\n")
    answer = lint(copy_of_the_house, "--contract", contract)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def effects(tree: ast.AST) -> list[str]:
    """The calls in a module that reach for the world: the clock, chance, a file, a terminal."""
    found: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        builtin = called in {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
        clock = called.split(".")[-2:] in [
            [kind, name] for kind in ("datetime", "date") for name in ("now", "today", "utcnow")
        ]
        if builtin or clock or called.endswith("random.default_rng"):
            found.append(f"line {node.lineno}: {called}")
    return found


def test_nothing_in_the_core_reaches_for_the_clock_chance_a_file_or_a_terminal():
    house = REPOSITORY / "src" / "goodoffices"
    modules = [module for room in CORE for module in (house / room).rglob("*.py")]
    found = {str(module): effects(ast.parse(module.read_text(encoding="utf-8"))) for module in modules}
    assert not {module: calls for module, calls in found.items() if calls}


@pytest.mark.parametrize(
    "planted",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "open('x')",
        "print(1)",
        "numpy.random.default_rng()",
    ],
)
def test_a_planted_effect_is_found(planted: str):
    assert effects(ast.parse(planted))
