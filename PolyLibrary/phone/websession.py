"""The web session that a phone has open for us, kept in the user's state folder.

A phone has one web session and no known way to end it; it outlives the process that opened it by minutes. The next
process goes on with it, or pictures and logs would be refused until it ends. A file holds the cookie alone and is
readable by its owner alone.
"""

import os
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from PolyLibrary.phone.identity import state_folder

COOKIE = re.compile(r"(?i)session=[^;,\s]+")

#: No session is known to live so long without a request; files of phones that nobody opens again are removed.
_STALE = 24 * 3600.0


def remember(place: str, cookie: str) -> None:
    """Keep the session of the phone at ``place`` (host and ports); where nothing can be written, none is kept."""
    file = _file(place)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(file.parent)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=file.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii", errors="replace") as out:
            out.write(cookie)
        Path(name).replace(file)


def remembered(place: str) -> str:
    """The session that a process has opened before at ``place``, alive or not; empty when none is known."""
    try:
        text = _file(place).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
    return text if COOKIE.fullmatch(text) else ""


def _remove_stale(folder: Path) -> None:
    limit = time.time() - _STALE
    for file in folder.iterdir():
        with suppress(OSError):
            if file.stat().st_mtime < limit:
                file.unlink()


def _file(place: str) -> Path:
    return state_folder() / "websessions" / re.sub(r"[^0-9A-Za-z.\-]", "_", place)
