"""Where programs of this machine keep what belongs to whoever runs them."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder of Good Offices among that person's data; it may not be there yet."""
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA")
        data = Path(local) if local else Path.home() / "AppData" / "Local"
    else:
        xdg = os.environ.get("XDG_DATA_HOME", "")
        data = Path(xdg) if xdg.startswith("/") else Path.home() / ".local" / "share"
    return data / "goodoffices"
