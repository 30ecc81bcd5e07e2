"""Inner loops are compiled once for a machine, and whoever waits for it is told."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numba
import pytest

from goodoffices.preferences import compiled as compiling_here
from goodoffices.preferences.compiling import begun, telling

LOOP = "from goodoffices.preferences.compiled import compiled\n@compiled\ndef twice(n):\n    return 2 * n\n"


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("loop_of_a_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_compilation_is_told_and_what_was_kept_is_read_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        compiling_here, "_not_kept", set()
    )  # an example in a docstring has no file to be kept by
    path = tmp_path / "loop.py"
    path.write_text(LOOP, encoding="utf-8")
    heard: list[bool] = []
    with telling(heard.append):
        assert loaded(path).twice(21) == 42
    assert heard == [True]
    with telling(heard.append):
        assert loaded(path).twice(21) == 42  # a new module, whose loop was never called in it
    assert heard == [True]


def test_where_nothing_can_be_kept_that_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plain = numba.njit

    def without_a_folder(*, cache: bool = False, nogil: bool) -> Callable[..., object]:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return plain(nogil=nogil)

    monkeypatch.setattr(compiling_here, "_njit", without_a_folder)
    monkeypatch.setattr(compiling_here, "_not_kept", set())
    path = tmp_path / "loop.py"
    path.write_text(LOOP, encoding="utf-8")
    heard: list[bool] = []
    with telling(heard.append):
        assert loaded(path).twice(21) == 42
    assert heard == [False]


def test_nobody_need_listen_and_the_inner_listener_hears_alone():
    outer: list[bool] = []
    inner: list[bool] = []
    begun(kept=True)
    with telling(outer.append):
        with telling(inner.append):
            begun(kept=True)
        begun(kept=False)
    assert (outer, inner) == ([False], [True])
