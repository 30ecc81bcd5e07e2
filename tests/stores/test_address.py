"""An address is told from a path, and its secrets are never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.stores.address import is_address, shown, user_of, with_user

SECRET = "s3cr3t"  # noqa: S105 - what must not be shown


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://writer:{SECRET}@db.example/talks",
        f"postgres://writer:{SECRET}@db.example:5433/talks?sslmode=require",
        f"postgresql://writer@db.example/talks?password={SECRET}",
        f"postgresql://writer@db.example/talks?PASSWORD={SECRET}&connect_timeout=3",
        f"postgresql://writer@db.example/talks?sslpassword={SECRET}",
        f"postgresql://writer:{SECRET}@[::1]/talks",
        f"postgresql://writer:{SECRET}@one.example,two.example/talks",
        f"postgresql://:{SECRET}@db.example/talks",
        f"postgresql://writer:with@{SECRET}@db.example/talks",
        f"postgresql://writer:a/{SECRET}@db.example/talks",
        f"postgresql://writer:a#{SECRET}@db.example/talks",
        f"postgresql://writer:a?{SECRET}@db.example/talks",
        f"postgresql://writer:{SECRET}@db.example:port/talks",
        f"POSTGRESQL://writer:{SECRET}@db.example/talks",
    ],
)
def test_no_secret_of_an_address_is_shown(address: str):
    assert SECRET not in shown(address)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=12))
def test_no_password_is_shown_however_it_is_written(password: str):
    marked = f"{SECRET}{password}{SECRET}"
    assert SECRET not in shown(f"postgresql://writer:{marked}@db.example/talks")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://writer@db.example:5433/talks?sslmode=verify-full",
        "postgresql://one.example:5432,two.example:5433/talks?target_session_attrs=read-write",
        "postgresql://writer@[::1]:5433/talks",
        "postgresql:///talks?host=/run/postgresql",
    ],
)
def test_what_is_no_secret_is_shown(address: str):
    assert shown(address) == address


def test_a_path_is_no_address():
    assert [is_address(name) for name in ("talks.db", "/talks/postgresql", "postgresql:talks", "")] == [
        False
    ] * 4


@pytest.mark.parametrize(
    ("address", "user"),
    [
        ("postgresql://db/talks", None),
        ("postgresql:///talks?host=/run/postgresql", None),
        ("postgresql://ada:x@db/talks", "ada"),
        ("postgresql:///talks?user=ada", "ada"),
    ],
)
def test_the_user_of_an_address_is_known(address: str, user: str | None):
    assert user_of(address) == user


def test_another_users_address_holds_no_password_of_the_first():
    assert with_user("postgresql://ada:x@db/talks?password=y&sslmode=require", "bo") == (
        "postgresql://bo@db/talks?sslmode=require"
    )


def test_the_same_users_address_stays_as_it_is():
    assert with_user("postgresql://ada:x@db/talks", "ada") == "postgresql://ada:x@db/talks"
