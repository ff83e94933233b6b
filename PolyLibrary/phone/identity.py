"""Certificates seen at first use, remembered by MAC in the user's state folder.

One small JSON file a phone: it is made whole and linked to its name, so two processes that meet a phone at the
same moment agree on the first of them, without a lock.
"""

import json
import os
import re
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Identity:
    """How a phone identified itself: the certificate's common name and its SHA-256 in hex."""

    common_name: str
    fingerprint: str


def state_folder() -> Path:
    """The user's state folder: ``POLYLAB_STATE``, else where the platform keeps such files."""
    chosen = os.environ.get("POLYLAB_STATE")
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "polylab"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "polylab"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "polylab"


class IdentityStore:
    """Remembers phones' certificates.

    Args:
        folder: Where to keep them; None for the user's state folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder: Path | None = folder or state_folder() / "identities"
        self._known: dict[str, Identity] = {}
        self._lock = threading.Lock()
        #: Why identities are kept for this process only; empty when they are written.
        self.trouble = ""

    @classmethod
    def memory(cls) -> "IdentityStore":
        """A store that is gone with the process, for virtual phones and tests."""
        store = cls.__new__(cls)
        store._folder = None
        store._known = {}
        store._lock = threading.Lock()
        store.trouble = ""
        return store

    def meet(self, key: str, identity: Identity) -> Identity:
        """The identity known under ``key`` (a MAC, or ``host:port``); at first use it becomes ``identity``."""
        with self._lock:
            known = self._known.get(key)
            if known is None:
                known = self._first_use(key, identity)
                self._known[key] = known
            return known

    def forget(self, key: str) -> None:
        """Take the next certificate as the first one."""
        with self._lock:
            self._known.pop(key, None)
            if self._folder is not None:
                self._file(self._folder, key).unlink(missing_ok=True)

    def how_to_forget(self, key: str) -> str:
        """The hint of an error."""
        if self._folder is None:
            return "open the phone anew."
        return f"remove {self._file(self._folder, key)}"

    def _first_use(self, key: str, identity: Identity) -> Identity:
        if self._folder is None:
            return identity
        file = self._file(self._folder, key)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for _ in range(2):
                known = _read(file)
                if known is not None:
                    return known
                if _write_once(file, identity):
                    return identity
            # A file that nobody can read holds no identity: it is replaced.
            _write_over(file, identity)
        except OSError as error:
            self.trouble = f"{file}: {error.strerror or error}"
        return identity

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / (re.sub(r"[^0-9A-Za-z.\-]", "_", key) + ".json")


def _read(file: Path) -> Identity | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Identity(str(data["common_name"]), str(data["fingerprint"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None


def _temporary(file: Path, identity: Identity) -> Path:
    data = {"common_name": identity.common_name, "fingerprint": identity.fingerprint}
    handle, name = tempfile.mkstemp(prefix=".new-", dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(data, out)
    return Path(name)


def _write_once(file: Path, identity: Identity) -> bool:
    """Write the file unless another process was first."""
    temporary = _temporary(file, identity)
    try:
        os.link(temporary, file)
    except FileExistsError:
        return False
    except OSError:
        # A file system without links: the last of two first uses wins.
        temporary.replace(file)
        return True
    temporary.unlink()
    return True


def _write_over(file: Path, identity: Identity) -> None:
    _temporary(file, identity).replace(file)
