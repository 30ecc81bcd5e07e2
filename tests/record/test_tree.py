"""The tree over a lane: the hashes of RFC 6962, its published figures, and a slow reference."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices import verify
from goodoffices.record.tree import EMPTY, Tree, node

# The leaves, roots and proofs with which implementations of Certificate Transparency are tested
# (google/certificate-transparency, merkletree/merkle_tree_test; Apache-2.0).
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION = {
    (0, 8): ("96a296d224f2", "5f083f0a1a33", "6b47aaf29ee3"),
    (5, 8): ("bc1a0643b12e", "ca854ea128ed", "d37ee418976d"),
    (2, 3): ("fac54203e7cc",),
    (1, 5): ("6e340b9cffb3", "5f083f0a1a33", "bc1a0643b12e"),
}
CONSISTENCY = {
    (1, 8): ("96a296d224f2", "5f083f0a1a33", "6b47aaf29ee3"),
    (6, 8): ("0ebc5d3437fb", "ca854ea128ed", "d37ee418976d"),
    (2, 5): ("5f083f0a1a33", "bc1a0643b12e"),
}

leaves = st.integers(1, 70).map(lambda size: [hashlib.sha256(bytes([n])).digest() for n in range(size)])


def published() -> Tree:
    return Tree(hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in INPUTS)


# The reference: the recursions of RFC 6962, section 2.1, as they stand there


def mth(held: list[bytes]) -> bytes:
    if len(held) == 1:
        return held[0]
    k = max(power for power in (2**n for n in range(20)) if power < len(held))
    return hashlib.sha256(b"\x01" + mth(held[:k]) + mth(held[k:])).digest()


def path(m: int, held: list[bytes]) -> list[bytes]:
    if len(held) == 1:
        return []
    k = max(power for power in (2**n for n in range(20)) if power < len(held))
    if m < k:
        return [*path(m, held[:k]), mth(held[k:])]
    return [*path(m - k, held[k:]), mth(held[:k])]


def proof(m: int, held: list[bytes], *, whole: bool = True) -> list[bytes]:
    if m == len(held):
        return [] if whole else [mth(held)]
    k = max(power for power in (2**n for n in range(20)) if power < len(held))
    if m <= k:
        return [*proof(m, held[:k], whole=whole), mth(held[k:])]
    return [*proof(m - k, held[k:], whole=False), mth(held[:k])]


def test_the_roots_are_the_published_ones():
    tree = published()
    assert [tree.root(size).hex() for size in range(9)] == list(ROOTS)
    assert tree.root(0) == Tree().root() == EMPTY


@pytest.mark.parametrize(("at", "size"), INCLUSION)
def test_the_inclusion_proofs_are_the_published_ones(at: int, size: int):
    assert tuple(each.hex()[:12] for each in published().inclusion(at, size)) == INCLUSION[at, size]


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_the_consistency_proofs_are_the_published_ones(first: int, second: int):
    assert (
        tuple(each.hex()[:12] for each in published().consistency(first, second))
        == CONSISTENCY[first, second]
    )


@given(leaves, st.data())
def test_roots_and_proofs_are_those_of_the_recursion_in_the_standard(held: list[bytes], data: st.DataObject):
    tree = Tree(held)
    size = data.draw(st.integers(1, len(held)))
    at = data.draw(st.integers(0, size - 1))
    first = data.draw(st.integers(1, size))
    assert tree.root(size) == mth(held[:size]) == verify.root_of(tuple(held[:size]))
    assert list(tree.inclusion(at, size)) == path(at, held[:size])
    assert list(tree.consistency(first, size)) == proof(first, held[:size])


@given(leaves, st.data())
def test_a_tree_that_grows_leaf_by_leaf_is_the_tree_made_at_once(held: list[bytes], data: st.DataObject):
    cut = data.draw(st.integers(0, len(held)))
    grown = Tree(held[:cut])
    grown.root()
    grown.extend(held[cut:])
    assert [grown.root(size) for size in range(len(held) + 1)] == [
        Tree(held[:size]).root() for size in range(len(held) + 1)
    ]


# What is proved, and what is not


@given(leaves, st.data())
def test_a_leaf_is_proved_at_its_own_place_only(held: list[bytes], data: st.DataObject):
    tree, size = Tree(held), len(held)
    at, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    assert verify.included(held[at], at, size, tree.inclusion(at), tree.root())
    if other != at:
        assert not verify.included(held[at], other, size, tree.inclusion(at), tree.root())


@given(leaves, st.data())
def test_a_proof_of_inclusion_with_anything_changed_proves_nothing(held: list[bytes], data: st.DataObject):
    tree, size = Tree(held), len(held)
    at = data.draw(st.integers(0, size - 1))
    right = tree.inclusion(at)
    spoilt = data.draw(st.sampled_from(spoilings(right)))
    assert not verify.included(held[at], at, size, spoilt, tree.root())
    assert not verify.included(bytes(32), at, size, right, tree.root())
    assert not verify.included(held[at], at, size, right, bytes(32))


@given(leaves, st.data())
def test_a_tree_extends_what_it_was_and_nothing_else(held: list[bytes], data: st.DataObject):
    tree, size = Tree(held), len(held)
    first = data.draw(st.integers(1, size))
    right = tree.consistency(first)
    assert verify.extended(first, size, tree.root(first), tree.root(), right)
    assert not verify.extended(first, size, bytes(32), tree.root(), right)
    assert not verify.extended(first, size, tree.root(first), bytes(32), right)
    spoilt = data.draw(st.sampled_from(spoilings(right)))
    assert not verify.extended(first, size, tree.root(first), tree.root(), spoilt)


@given(leaves, st.data())
def test_a_history_that_was_written_anew_extends_nothing(held: list[bytes], data: st.DataObject):
    size = len(held)
    changed = data.draw(st.integers(0, size - 1))
    first = data.draw(st.integers(changed + 1, size))
    other = Tree([*held[:changed], bytes(32), *held[changed + 1 :]])
    old = Tree(held).root(first)
    assert not verify.extended(first, size, old, other.root(), other.consistency(first))


def spoilings(right: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    """A proof with a node changed, left out, put in, or moved."""
    found = [(*right, bytes(32)), (bytes(32), *right)]
    found += [(*right[:at], bytes(32), *right[at + 1 :]) for at in range(len(right))]
    found += [(*right[:at], *right[at + 1 :]) for at in range(len(right))]
    found += [(*right[:at], two, one, *right[at + 2 :]) for at, (one, two) in enumerate(pairwise(right))]
    return found


# What cannot be asked


@pytest.mark.parametrize("size", [-1, 9])
def test_a_size_that_the_tree_has_not_is_refused(size: int):
    for ask in (
        Tree.root,
        lambda tree, size: tree.inclusion(0, size),
        lambda tree, size: tree.consistency(1, size),
    ):
        with pytest.raises(ValueError, match="8 leaves"):
            ask(published(), size)


@pytest.mark.parametrize("at", [-1, 8])
def test_a_leaf_that_is_not_there_is_refused(at: int):
    with pytest.raises(ValueError, match="no leaf"):
        published().inclusion(at)
    with pytest.raises(ValueError, match="no leaf"):
        published().leaf(at)


@pytest.mark.parametrize("first", [0, 9])
def test_nothing_comes_before_the_first_leaf_or_after_the_last(first: int):
    with pytest.raises(ValueError, match="comes before"):
        published().consistency(first)


def test_the_two_programs_hash_a_node_alike():
    assert node(bytes(32), EMPTY) == verify.node(bytes(32), EMPTY)
