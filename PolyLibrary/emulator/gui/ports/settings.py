"""Preferences, status pages and what the Settings menu can set off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

StatusPage = Literal["network", "lines", "platform", "diagnostics"]
Maintenance = Literal[
    "restart", "reboot", "update configuration", "reset local", "reset web", "reset device", "factory reset"
]
"""The resets forget what was set at the phone, by web and REST, in flash; the last one everything."""
Need = Literal["live", "restart", "reboot"]


class SettingsPort(Protocol):
    """The rest of the phone behind the screen."""

    def now(self) -> datetime:
        """Local time, by the time zone in force."""
        ...

    def booted(self) -> bool:
        """False while the boot screen is shown."""
        ...

    def model(self) -> str:
        """As the phone spells it: ``VVX 600``."""
        ...

    def setting(self, name: str) -> str:
        """The value in force of a configuration parameter; empty for a secret one, and one the phone does not know."""
        ...

    def set_setting(self, name: str, value: str) -> bool:
        """Store it as set at the phone (source local); False when the value is refused."""
        ...

    def need_of(self, name: str) -> Need:
        """What a change of this parameter needs before it is in force; setting it does not start that."""
        ...

    def capture_preference(self) -> bool: ...
    def set_capture_preference(self, on: bool) -> None:
        """The Screen Capture preference of Settings > Basic > Preferences."""
        ...

    def is_user(self, password: str) -> bool: ...
    def is_admin(self, password: str) -> bool: ...
    def status(self, page: StatusPage) -> Sequence[tuple[str, str]]:
        """Label and value, as the Status pages list them."""
        ...

    def maintain(self, what: Maintenance) -> None: ...
    def log(self, component: str, level: int, text: str) -> None:
        """One line of the phone's log, if the levels let it through."""
        ...
