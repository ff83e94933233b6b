"""Preferences, status pages and maintenance of one phone for its screen."""

from collections.abc import Sequence
from datetime import datetime

from PolyLibrary.emulator.config import BadValue
from PolyLibrary.emulator.gui.ports.settings import Maintenance, Need, StatusPage
from PolyLibrary.emulator.http.capture import SECOND
from PolyLibrary.emulator.http.login import ADMIN, PASSWORDS, USER
from PolyLibrary.emulator.ports.base import Adapter
from PolyLibrary.emulator.ports.statuspages import PAGES
from PolyLibrary.emulator.preferences import GMT_OFFSET, local_time, offset_in_force

_RESETS: dict[Maintenance, str] = {
    "reset local": "local",
    "reset web": "web",
    "reset device": "device",
}


class SettingsAdapter(Adapter):
    """The phone behind ``SettingsPort``."""

    def now(self) -> datetime:
        return local_time(self._phone.config, self._phone.clock.now())

    def booted(self) -> bool:
        return self._phone.life.ready

    def model(self) -> str:
        return self._phone.model.display

    def setting(self, name: str) -> str:
        config = self._phone.config
        known = config.parameter(name)
        if known is None or known.secret:
            return ""
        if name == GMT_OFFSET:
            return str(offset_in_force(config, self._phone.clock.now()))
        return config.text(name)

    def set_setting(self, name: str, value: str) -> bool:
        config = self._phone.config
        if config.parameter(name) is None:
            return False
        wanted = {name: value}
        if name.startswith("device."):
            wanted |= {"device.set": "1", f"{name}.set": "1"}
        try:
            config.set(wanted, "local")
        except BadValue:
            return False
        return True

    def need_of(self, name: str) -> Need:
        known = self._phone.config.parameter(name)
        return known.need if known else "live"

    def capture_preference(self) -> bool:
        second = self._capture_parameter()
        return self._phone.config.on(second) if second else self._phone.capture.preference

    def set_capture_preference(self, on: bool) -> None:
        second = self._capture_parameter()
        if second:
            self.set_setting(second, "1" if on else "0")
        else:
            self._phone.capture.preference = on
            self._phone.changed()

    def _capture_parameter(self) -> str:
        """The parameter that newer firmware keeps the preference in; empty on older one."""
        return SECOND.get(self._phone.profile["capture_keys"], "")

    def is_user(self, password: str) -> bool:
        return password == self._phone.config.text(PASSWORDS[USER])

    def is_admin(self, password: str) -> bool:
        return password == self._phone.config.text(PASSWORDS[ADMIN])

    def status(self, page: StatusPage) -> Sequence[tuple[str, str]]:
        return PAGES[page](self._phone)

    def maintain(self, what: Maintenance) -> None:
        phone = self._phone
        if what == "update configuration":
            phone.update_configuration()
        elif what == "factory reset":
            phone.life.request("factory")
        elif what in ("restart", "reboot"):
            phone.life.request(what)
        else:
            phone.reset(_RESETS[what])

    def log(self, component: str, level: int, text: str) -> None:
        self._phone.log.write(component, level, text)
