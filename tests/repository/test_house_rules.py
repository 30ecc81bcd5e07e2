"""What holds of every file in the house, whatever it is about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

LONGEST_FILE, LONGEST_FUNCTION = 400, 60
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
ALLOWED_TO_CATCH_ALL: dict[str, str] = {
    # path under src/goodoffices: the process boundary or plug-in it guards
    "doors/cli/process.py": "the process of the command line: a fault of our own becomes a sentence",
}

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function but for its docstring, which may be as long as it must."""
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def catches_all(tree: ast.AST) -> Iterator[int]:
    """The lines of handlers that catch unnamed errors."""

    def unnamed(kind: ast.expr | None) -> bool:
        if isinstance(kind, ast.Tuple):
            return any(unnamed(one) for one in kind.elts)
        return kind is None or ast.unparse(kind).split(".")[-1] in {"Exception", "BaseException"}

    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and unnamed(node.type):
            yield node.lineno
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] == "suppress"
            and any(map(unnamed, node.args))
        ):
            yield node.lineno


def test_no_file_is_longer_than_one_thing(source_files: list[Path]):
    lengths = {str(file): len(file.read_text(encoding="utf-8").splitlines()) for file in source_files}
    assert not {file: length for file, length in lengths.items() if length > LONGEST_FILE}


def test_no_function_is_longer_than_one_thing(source_files: list[Path]):
    too_long = [
        f"{file}:{node.lineno} {node.name} has {lines_of_code(node)} lines"
        for file in source_files
        for node in ast.walk(parsed(file))
        if isinstance(node, type_of_function) and lines_of_code(node) > LONGEST_FUNCTION
    ]
    assert not too_long


def test_every_file_is_named_with_a_word_of_the_field(repository_files: list[Path]):
    modules = [file.relative_to(REPOSITORY) for file in repository_files if file.suffix == ".py"]
    assert not [
        file
        for file in modules
        if any(NAMELESS.intersection(Path(part).stem.split("_")) for part in file.parts)
    ]


def test_every_folder_says_in_one_line_what_it_is_for(source_files: list[Path]):
    for folder in {file.parent for file in source_files}:
        assert (folder / "__init__.py").exists(), f"{folder} has no __init__.py"
        docstring = ast.get_docstring(parsed(folder / "__init__.py"))
        assert docstring, f"{folder} does not say what it is for"
        assert "\n" not in docstring, f"{folder} says it in more than one line"


def test_nothing_is_caught_unnamed_but_at_the_listed_boundaries(source_files: list[Path]):
    house = REPOSITORY / "src" / "goodoffices"
    found = {file.relative_to(house).as_posix(): list(catches_all(parsed(file))) for file in source_files}
    catching = {file: lines for file, lines in found.items() if lines}
    assert not {file: lines for file, lines in catching.items() if file not in ALLOWED_TO_CATCH_ALL}
    assert all(len(lines) == 1 for lines in catching.values()), f"one handler at each boundary: {catching}"
    assert set(ALLOWED_TO_CATCH_ALL) <= set(catching), "the list names a handler that is gone"


@pytest.mark.parametrize(
    "planted",
    [
        "try: f()\nexcept: pass",
        "try: f()\nexcept Exception: pass",
        "try: f()\nexcept (OSError, BaseException): pass",
        "try: f()\nexcept builtins.Exception: pass",
        "with contextlib.suppress(Exception): f()",
    ],
)
def test_a_planted_handler_that_catches_all_is_found(planted: str):
    assert list(catches_all(ast.parse(planted)))


def test_a_handler_that_names_its_errors_is_let_be():
    assert not list(catches_all(ast.parse("try: f()\nexcept (OSError, ValueError): pass")))
