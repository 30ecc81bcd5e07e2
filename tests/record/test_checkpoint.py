"""Signed checkpoints in the form of C2SP."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from goodoffices import verify
from goodoffices.record.checkpoint import Signer, lane_origin, log_origin
from goodoffices.record.tree import Tree

# RFC 8032, section 7.1, test 1
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
ORIGIN = lane_origin("7f0e")
TREE = Tree([bytes([number]) * 32 for number in range(5)])


def test_the_key_is_that_of_the_standard_for_the_seed():
    assert Signer(SEED).key == b"\x01" + PUBLIC


def test_the_note_has_the_lines_of_c2sp_and_its_signature_those_bytes():
    note = Signer(SEED).checkpoint(ORIGIN, TREE)
    origin, size, root, blank, signature, end = note.split("\n")
    assert (origin, size, base64.b64decode(root), blank, end) == (ORIGIN, "5", TREE.root(), "", "")
    dash, name, value = signature.split(" ")
    packed = base64.b64decode(value)
    assert (dash, name) == ("\N{EM DASH}", ORIGIN)
    assert packed[:4] == hashlib.sha256(f"{ORIGIN}\n".encode() + b"\x01" + PUBLIC).digest()[:4]
    Ed25519PublicKey.from_public_bytes(PUBLIC).verify(packed[4:], f"{origin}\n{size}\n{root}\n".encode())


def test_the_verifier_key_is_name_hash_and_key():
    name, hint, key = Signer(SEED).verifier(ORIGIN).split("+", 2)
    assert (name, base64.b64decode(key)) == (ORIGIN, b"\x01" + PUBLIC)
    assert hint == hashlib.sha256(f"{ORIGIN}\n".encode() + b"\x01" + PUBLIC).hexdigest()[:8]


def test_a_checkpoint_of_an_older_state_is_the_one_that_was_signed_then():
    older = Tree([bytes([number]) * 32 for number in range(3)])
    assert Signer(SEED).checkpoint(ORIGIN, TREE, 3) == Signer(SEED).checkpoint(ORIGIN, older)


def test_what_verifies_reads_what_was_signed():
    read = verify.signed(Signer(SEED).checkpoint(ORIGIN, TREE), Signer(SEED).key)
    assert (read.origin, read.size, read.root) == (ORIGIN, 5, TREE.root())


def test_lanes_and_logs_have_origins_of_their_own():
    assert lane_origin("1") != log_origin("1")


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_a_seed_of_another_length_is_refused(seed: bytes):
    with pytest.raises(ValueError, match="32 bytes"):
        Signer(seed)
