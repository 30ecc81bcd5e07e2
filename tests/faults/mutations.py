"""Small faults put into the code that shows, guards and reads, to see whether the tests see them.

`python -m tests.faults.mutations [FILE ...]` changes one thing at a time in the text of a file (a comparison
turned, an `and` made an `or`, a condition denied, a constant moved, a statement or a case taken out, a
returned value dropped), runs the tests of that file with it, and prints each fault that none of them
saw and the share that was seen. Each run is a child that loads the changed text; no file is written.
"""

# ruff: noqa: T201 - it prints its findings

from __future__ import annotations

import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "goodoffices"
SCORE = 0.95
_OPTIONS = ("-q", "-x", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:warnings")
LONGEST = 300
"""Seconds after which a run of the tests counts as a fault seen: it no longer ends."""

_CASEWORK = tuple(
    f"tests/casework/test_{name}.py"
    for name in ("laws", "sharing", "meeting_sheet", "asking", "unmeant", "waiting", "relaying")
)
TESTS: Mapping[str, tuple[str, ...]] = {
    "record/visibility.py": ("tests/record/test_visibility.py", "tests/visibility/test_small_model.py"),
    "record/standing.py": ("tests/record/test_visibility.py", "tests/desk/test_desk.py"),
    "record/tree.py": ("tests/record/test_tree.py",),
    "record/known.py": ("tests/record/test_known.py",),
    "record/versions_seen.py": ("tests/record/test_versions_seen.py",),
    "casework/disclosure.py": ("tests/casework/test_disclosure.py", *_CASEWORK),
    "casework/touched.py": ("tests/casework/test_touched.py", "tests/casework/test_disclosure.py"),
    "casework/confidence.py": (
        "tests/casework/test_confidence.py",
        "tests/casework/test_disclosure.py",
        "tests/casework/test_touched.py",
        *_CASEWORK,
    ),
    "stores/lane_readers.py": ("tests/stores/test_lane_readers.py", "tests/stores/test_sqlite.py"),
    "stores/authorizer.py": ("tests/stores/test_lane_readers.py",),
    "stores/lane_table.py": (
        "tests/stores/test_lane_readers.py",
        "tests/stores/test_sqlite.py",
    ),
}
"""The files under this test, each with the tests that must see its faults.

Files of tests alone: pytest would load the examples of a module from its file, without the fault."""

_TURNED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutation:
    """One fault: where it is, what it is, and the whole file with it."""

    line: int
    what: str
    text: str


def mutations(text: str) -> Iterator[Mutation]:
    """Every fault that this module knows, one at a time, in the order of the file.

    Left out: docstrings, annotations, types and imports, `__all__`, and what a type checker sees; and of a
    match that ends a function the cases that return None, as without them it returns that as well.
    """
    tree = ast.parse(text)
    _mark_last_matches(tree)
    places = [place for place, _ in enumerate(ast.walk(tree))]
    untouched = _untouched(tree)
    for place in places:
        node = _at(tree, place)
        if place in untouched:
            continue
        for number, what in enumerate(_faults(node)):
            changed = copy.deepcopy(tree)
            _apply(changed, place, number)
            new = ast.unparse(ast.fix_missing_locations(changed))
            yield Mutation(line=getattr(node, "lineno", 0), what=what, text=new)


def _at(tree: ast.AST, place: int) -> ast.AST:
    return next(node for found, node in enumerate(ast.walk(tree)) if found == place)


def _untouched(tree: ast.Module) -> set[int]:
    """The places of what only names types, or says something to people."""
    left_out: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(annotation=annotation):
                left_out.append(annotation)
            case ast.FunctionDef(args=arguments, returns=returns):
                left_out += [each.annotation for each in _arguments(arguments) if each.annotation is not None]
                left_out += [] if returns is None else [returns]
            case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom() | ast.Raise():
                left_out.append(node)
            case ast.ClassDef(keywords=keywords):
                left_out += keywords
            case ast.Match(cases=cases) if hasattr(node, "ends"):
                left_out += [case.pattern for case in cases if _returns_none(case)]
            case _:
                pass
    hidden = {id(below) for node in left_out for below in ast.walk(node)}
    return {place for place, node in enumerate(ast.walk(tree)) if id(node) in hidden}


def _mark_last_matches(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(body=[*_, ast.Match() as last]) if not _takes_all(last.cases[-1]):
                last.ends = True  # type: ignore[attr-defined] - nothing comes after it
            case _:
                pass


def _takes_all(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


def _removable(match: ast.Match) -> list[int]:
    """Which cases make a difference where they are taken out."""
    ends = hasattr(match, "ends")
    return [at for at, case in enumerate(match.cases[:-1]) if not (ends and _returns_none(case))]


def _returns_none(case: ast.match_case) -> bool:
    match case.body:
        case [ast.Return(value=value)]:
            return value is None or _is_none(value)
        case _:
            return False


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _faults(node: ast.AST) -> list[str]:
    """What can be wrong with a node, in words."""
    match node:
        case ast.Compare(ops=ops):
            return [f"{type(op).__name__} turned" for op in ops if type(op) in _TURNED]
        case ast.BoolOp(op=ast.And()):
            return ["and made or"]
        case ast.BoolOp():
            return ["or made and"]
        case ast.UnaryOp(op=ast.Not()):
            return ["not left out"]
        case ast.IfExp():
            return ["condition denied"]
        case ast.If() | ast.While():
            return ["condition denied"]
        case ast.comprehension(ifs=[_, *_]):
            return ["filter left out"]
        case ast.Constant(value=bool()):
            return ["truth turned"]
        case ast.Constant(value=int()):
            return ["number moved by one"]
        case ast.Return(value=value) if value is not None and not _is_none(value):
            return ["nothing returned"]
        case ast.Match(cases=cases):
            return [f"case {ast.unparse(cases[at].pattern)[:60]} left out" for at in _removable(node)]
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            return ["statement left out"]
        case ast.MatchOr(patterns=patterns):
            return [f"pattern {ast.unparse(pattern)[:60]} left out" for pattern in patterns]
        case _:
            return []


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _apply(tree: ast.Module, place: int, number: int) -> None:
    node = _at(tree, place)
    match node:
        case ast.Compare():
            turnable = [at for at, op in enumerate(node.ops) if type(op) in _TURNED]
            at = turnable[number]
            node.ops[at] = _TURNED[type(node.ops[at])]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            _replace(tree, node, node.operand)
        case ast.IfExp() | ast.If() | ast.While():
            node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
        case ast.comprehension():
            node.ifs = []
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() as held):
            node.value = held + 1
        case ast.Return():
            node.value = ast.Constant(value=None)
        case ast.Match():
            del node.cases[_removable(node)[number]]
        case ast.MatchOr():
            del node.patterns[number]
        case _:
            _replace(tree, node, ast.Pass())


def _replace(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, held in ast.iter_fields(parent):
            if held is old:
                setattr(parent, name, new)
            elif isinstance(held, list) and any(each is old for each in held):
                setattr(parent, name, [new if each is old else each for each in held])


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from a text of our own, and leaves all others alone."""

    def __init__(self, name: str, text: str) -> None:
        self._module = "goodoffices." + name.removesuffix(".py").replace("/", ".")
        self._file = str(SOURCE / name)
        self._text = text

    def find_spec(self, fullname: str, *_asked: object) -> ModuleSpec | None:
        """The module under test; None for any other."""
        if fullname != self._module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the text as that module."""
        exec(compile(self._text, self._file, "exec"), module.__dict__)  # noqa: S102 - what this is for


def started(name: str, text: str) -> int:
    """A child that runs the tests of a file with the text in its place; it ends with what pytest says."""
    child = os.fork()
    if child:
        return child
    signal.alarm(LONGEST)  # faults that never end are ended, and so seen
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, Planted(name, text))
    os._exit(int(pytest.main([*_OPTIONS, "-m", "not slow and not browser", *TESTS[name]])))


def warmed_up() -> None:
    """Load pytest and its plugins once, and nothing that is under test: children begin with them."""
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*_OPTIONS, "--collect-only", "tests/access/test_origin.py"])
    loaded = [name for name in TESTS if "goodoffices." + name[:-3].replace("/", ".") in sys.modules]
    assert not loaded, f"already loaded: {loaded}"


def survivors(name: str, workers: int) -> tuple[int, list[Mutation]]:
    """How many faults a file can have, and those that its tests did not see."""
    text = (SOURCE / name).read_text(encoding="utf-8")
    assert _status(started(name, text)) == 0, f"the tests of {name} fail without any fault"
    waiting = list(mutations(text))
    count, unseen, running = len(waiting), list[Mutation](), dict[int, Mutation]()
    while waiting or running:
        while waiting and len(running) < workers:
            mutation = waiting.pop()
            running[started(name, mutation.text)] = mutation
        child, status = os.wait()
        mutation = running.pop(child)
        if os.waitstatus_to_exitcode(status) == 0:
            unseen.append(mutation)
    return count, sorted(unseen, key=lambda one: one.line)


def _status(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(names: list[str], workers: int = 2) -> float:
    """Put every fault into every file, say which were not seen, and give the share that was."""
    os.chdir(REPOSITORY)
    os.environ["CI"] = "true"  # the same examples each time
    warmed_up()
    found = lost = 0
    for name in names or list(TESTS):
        count, unseen = survivors(name, workers)
        found, lost = found + count, lost + len(unseen)
        print(f"{name}: {count - len(unseen)} of {count} faults seen", flush=True)
        for one in unseen:
            print(f"  line {one.line}: {one.what}", flush=True)
    share = 1 - lost / found if found else 1.0
    print(f"{share:.1%} of {found} faults seen; {SCORE:.0%} are wanted", flush=True)
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) < SCORE)
