"""One virtual phone: its parts, and how they hear of each other."""

import functools
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.exchange import Exchange
from PolyLibrary.emulator.certificates import Identity
from PolyLibrary.emulator.channels.channels import Channels
from PolyLibrary.emulator.clock import PhoneClock
from PolyLibrary.emulator.config import Change, Config, Provider
from PolyLibrary.emulator.contacts import ContactBook
from PolyLibrary.emulator.faults.faults import Faults
from PolyLibrary.emulator.gui.gui import Gui
from PolyLibrary.emulator.http.audit import AuditLog
from PolyLibrary.emulator.http.capture import Capture
from PolyLibrary.emulator.http.face import Face
from PolyLibrary.emulator.http.listener import Listener
from PolyLibrary.emulator.http.login import PASSWORDS, Gate
from PolyLibrary.emulator.http.looks import look_named
from PolyLibrary.emulator.http.sessions import Sessions
from PolyLibrary.emulator.lifecycle import Kind, Lifecycle
from PolyLibrary.emulator.lines import Line, lines_of, most_calls, watched_of
from PolyLibrary.emulator.log import PhoneLog
from PolyLibrary.emulator.parameters import Need
from PolyLibrary.emulator.ports.screen import ScreenPort
from PolyLibrary.emulator.profiles import Away, Profile
from PolyLibrary.emulator.skype import Skype
from PolyLibrary.errors import LabError
from PolyLibrary.models import Model

_log = logging.getLogger(__name__)
UPDATE_TAKES = 1.0
LINES_WITHOUT_KEYS = 3
"""Conference phones have no line keys, but up to three lines."""


class VirtualPhone:
    """One phone of a fleet. All of it lives in the fleet's event loop.

    Args:
        label: The phone's name in the fleet.
        config: Source ``config`` holds its lines, password and REST switch.
        host: Address of both ports.
        ports: HTTP and HTTPS; 0 takes a free one.
    """

    def __init__(
        self,
        *,
        label: str,
        mac: str,
        model: Model,
        profile: Profile,
        config: Config,
        clock: PhoneClock,
        away: Away,
        exchange: Exchange,
        identity: Identity,
        host: str,
        ports: tuple[int, int],
    ) -> None:
        self.label = label
        self.mac = mac
        own = profile["model_name"] == "own"
        self.model = model if own else replace(model, display=profile["model_name"])
        self.profile = profile
        self.config = config
        self.clock = clock
        self.identity = identity
        self.log = PhoneLog(clock, config)
        self.boot_log = PhoneLog(clock, config, utc=True)
        self.gate = Gate(clock, config, profile)
        self.sessions = Sessions(clock)
        self.audit = AuditLog(clock, mac)
        self.capture = Capture(config, profile)
        self.contacts = ContactBook()
        self.modules = int(profile["expansion_modules"])
        self.skype = Skype(clock)
        self.exchange = exchange
        self.desk = CallDesk(exchange, host, clock, config, profile, self.log, self.changed, most_calls(model.name))
        self.life = Lifecycle(
            clock,
            away,
            idle=lambda: not self.desk.legs,
            go_down=self._go_down,
            lose_power=self._lose_power,
            come_up=self._come_up,
            registered=self._register,
            clock_set=self._clock_set,
            restart_counts=profile["uptime_resets_on"] == "restart",
        )
        self.face = Face(self)
        self.listener = Listener(
            clock.loop, self.face.handle, host, ports, identity.tls, look_named(profile["http_face"])
        )
        self.gui = Gui(ScreenPort(self), later=clock.later, model=model)
        self.channels = Channels(self)
        self.faults = Faults(self)
        self._was_unplugged = False
        config.listen(self._config_changed)

    @property
    def host(self) -> str:
        """The phone's address."""
        return self.listener.host

    @property
    def lines(self) -> Sequence[Line]:
        """The line keys that are configured."""
        return self.desk.lines

    async def start(self) -> None:
        """Come up for the first time: booted and registered at once.

        Raises:
            LabError: A port cannot be opened.
        """
        await self.listener.open(self._served())
        self.life.start()
        self._boot("restart", clock_set=True)
        self._register()

    def stop(self) -> None:
        """Close the ports; calls end as when the power goes."""
        self.channels.stop()
        self.life.stop()
        self.listener.close()
        self.desk.drop_all()
        self.desk.registration.end()
        self.exchange.unsubscribe(self.desk)

    def changed(self) -> None:
        """Something that the screen may show has changed."""
        self.gui.changed()
        self.channels.changed()
        self.life.calls_changed()

    def restart_for(self, need: Need) -> None:
        """Restart or reboot if changed parameters need it."""
        if need != "live":
            self.life.request(need)

    def reset(self, *sources: str) -> None:
        """Forget what sources have set, and restart."""
        need = self.config.drop(*sources)
        self.life.request("reboot" if need == "reboot" else "restart")

    def provision(self, values: Mapping[str, str], *, by: Provider = "config") -> None:
        """Give the phone other values of one source, and restart it.

        Args:
            by: ``config`` as after a new file on its server; ``cloud`` as after a change at a cloud service.

        Raises:
            UnknownName: A parameter that the phone does not know.
            UsageError: A value outside its parameter's type or range.
        """
        self.life.request("reboot" if self.config.provide(values, by) == "reboot" else "restart")

    def update_configuration(self) -> None:
        """Ask the provisioning server; without one that answers there is only a line in the log."""
        self.clock.later(UPDATE_TAKES, self._updated)

    def _updated(self) -> None:
        server = self.config.text("device.prov.serverName")
        if server:
            self.log.write("cfg", "*", f"Prov|Server '{server}' is unresponsive")
        else:
            self.log.write("cfg", "*", "Provisioning server address is not set.")

    def _config_changed(self, changes: list[Change]) -> None:
        self.log.levels_changed()
        for change in changes:
            value = "***" if change.secret else change.value
            self.log.write("cfg", "*", f"{change.name} set to '{value}' by {change.source}")
            if change.name in PASSWORDS.values():
                self.gate.password_changed()
        self.changed()

    def _go_down(self) -> None:
        self.log.write("log", "*", "Restarting")
        self.channels.going_down()
        self._drop_everything()

    def _lose_power(self) -> None:
        self._was_unplugged = True
        self.channels.stop()
        self._drop_everything()

    def _drop_everything(self) -> None:
        self.listener.go_away()
        self.desk.registration.end()
        self.desk.drop_all()
        self.sessions.end()
        self.capture.restarted()

    async def _come_up(self, kind: Kind) -> None:
        if self._was_unplugged:
            self._was_unplugged = False
            self.channels.power_is_back()
        if kind == "factory":
            self._forget()
        self._boot(kind, clock_set=False)
        try:
            await self.listener.reopen(self._served())
        except LabError as error:
            _log.error("%s does not come back: %s", self.label, error)
            raise
        self.gui.reset()

    def _served(self) -> tuple[bool, bool]:
        """Whether the HTTP and the HTTPS port are open."""
        on = self.config.on("httpd.enabled") and self.config.on("httpd.cfg.enabled")
        required = self.config.on("httpd.cfg.secureTunnelRequired")
        return on and not required, on and self.config.on("httpd.cfg.secureTunnelEnabled")

    def _forget(self) -> None:
        """The factory state: no line, no password of its own, REST off, empty lists."""
        self.config.wipe()
        self.contacts.clear()
        self.desk.history.clear()
        self.desk.dnd = False
        self.capture.preference = False

    def _boot(self, kind: Kind, *, clock_set: bool) -> None:
        self.audit.write(f"{kind} done")
        if kind != "restart":
            self.log.clear()
            self.boot_log.clear()
        for log in (self.log, self.boot_log):
            log.boot(clock_set=clock_set)
        self.channels.booted()
        lines = lines_of(self.config, self.model.line_keys or LINES_WITHOUT_KEYS)
        self.desk.booted(lines, watched_of(self.config, self.model.line_keys - len(lines)))
        self.exchange.subscribe(self.desk, lines)
        level = self.config.text("log.level.change.log")
        server = self.config.text("device.prov.serverName") or "not set"
        write = functools.partial(self.log.write, since_boot=True)
        write("log", "*", f"Initial log entry. Current logging level {level}")
        write("app1", "*", f"Model {self.model.display}, part number {self.model.part}")
        write("app1", "*", f"Application {self.profile.version}")
        write("app1", "*", f"MAC address {self.mac}")
        write("cfg", "*", f"Provisioning server address is {server}.")
        for line in lines:
            write("sip", "*", f"Sip Register Usr:{line.number} Dsp:[{line.display_name}] Auth:'{line.user}'")
        self.boot_log.write("boot", "*", f"Application {self.profile.firmware} started", since_boot=True)

    def _register(self) -> None:
        self.desk.registration.begin()

    def _clock_set(self) -> None:
        self.log.clock_is_set()
        self.boot_log.clock_is_set()
