"""Any number of virtual phones in one process: the public face of the emulator.

All phones live in one event loop in a daemon thread; the methods here may be called from any thread.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

from PolyLibrary.emulator.addresses import hosts, mac_for, raise_file_limit
from PolyLibrary.emulator.calls import dialplan
from PolyLibrary.emulator.calls.exchange import Exchange
from PolyLibrary.emulator.certificates import CertificateAuthority
from PolyLibrary.emulator.clock import Clock, PhoneClock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.control.server import Access, ControlServer
from PolyLibrary.emulator.control.world import World
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.emulator.profiles import Profile, away, profile_for
from PolyLibrary.emulator.setup import PhoneSetup, mac_of, provisioned
from PolyLibrary.errors import LabError, UsageError
from PolyLibrary.models import Model, model

__all__ = ["Access", "Fleet", "PhoneSetup", "Reach"]

Result = TypeVar("Result")
START_LIMIT = 60.0


@dataclass(frozen=True)
class Reach:
    """Where a virtual phone is, and how to know it.

    Args:
        mac: 12 lower-case hex digits.
        fingerprint: SHA-256 of its certificate (DER), lower-case hex without colons.
        model: Model name, such as ``VVX600``.
        firmware: Version as v1 device/info shows it.
    """

    host: str
    http_port: int
    https_port: int
    mac: str
    fingerprint: str
    model: str
    firmware: str
    number: str
    label: str
    voicemail: bool = False


class Fleet:
    """Virtual phones with one exchange between them.

    Args:
        speed: How many times faster timers of 10 s and more run.
        realistic: Restarts take as long as on real phones.
        dial_plan: A file that replaces the shipped numbers of the exchange.

    Raises:
        FileFaults: The dial plan has faults.
        UsageError: The speed makes no sense.
    """

    def __init__(self, *, speed: float = 1.0, realistic: bool = False, dial_plan: Path | None = None) -> None:
        if not 0.01 <= speed <= 10000:
            raise UsageError(f"A fleet cannot run at speed {speed}.", hint="1 is real time, 60 is fast.")
        self._speed = speed
        self._away = away(realistic=realistic)
        self._plan = dialplan.shipped() if dial_plan is None else dialplan.read(dial_plan)
        self._authority = CertificateAuthority()
        self._hosts = hosts()
        self._phones: dict[str, VirtualPhone] = {}
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._clock: Clock | None = None
        self._exchange: Exchange | None = None
        self._control: tuple[ControlServer, Access] | None = None

    @property
    def phones(self) -> Mapping[str, VirtualPhone]:
        """The phones that are up, by number."""
        return MappingProxyType(self._phones)

    @property
    def authority_pem(self) -> bytes:
        """The maker's certificate, which signs those of the phones: a client can trust it instead of none."""
        return self._authority.pem

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, setups: Iterable[PhoneSetup]) -> list[Reach]:
        """Bring phones up, all or none of them; may be called again for more.

        Raises:
            UnknownName: A model, firmware, switch or parameter that the emulator does not have.
            UsageError: A setup makes no sense, or two phones have one number or MAC.
            LabError: An address or port cannot be used.
        """
        with self._lock:
            plans = self._plans(list(setups))
            self._run_loop()
            return self._call(self._bring_up(plans), START_LIMIT + len(plans))

    def stop(self) -> None:
        """Take all phones down and end the thread; a fleet that is down stays so without harm."""
        with self._lock:
            if self._loop is None or self._thread is None:
                return
            try:
                self._call(self._take_down(), START_LIMIT)
            finally:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join()
                self._loop = self._thread = self._clock = self._exchange = self._control = None
                self._phones.clear()

    def control(self) -> Access:
        """The control port of these phones, opened by the first who asks for it.

        Raises:
            UsageError: The fleet is not up.
        """
        with self._lock:
            if self._control is None:
                self._control = self._call(self._open_control(), START_LIMIT)
            return self._control[1]

    async def _open_control(self) -> tuple[ControlServer, Access]:
        assert self._exchange is not None
        server = ControlServer(World(self.phones, self._exchange, self._authority))
        return server, await server.open()

    def run(self, act: Callable[[], Result]) -> Result:
        """Call ``act`` in the loop's thread and return its result: the one safe way to touch a phone's parts.

        Raises:
            UsageError: The fleet is not up.
        """

        async def called() -> Result:
            return act()

        return self._call(called(), START_LIMIT)

    def _call(self, work: Coroutine[Any, Any, Result], limit: float) -> Result:
        if self._loop is None:
            work.close()
            raise UsageError("The virtual phones are not up.", hint="start the fleet first.")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(limit)

    def _run_loop(self) -> None:
        if self._loop is not None:
            return
        raise_file_limit()
        loop = asyncio.new_event_loop()
        ready = threading.Event()

        def serve() -> None:
            asyncio.set_event_loop(loop)
            loop.call_soon(ready.set)
            try:
                loop.run_forever()
            finally:
                loop.run_until_complete(loop.shutdown_asyncgens())
                loop.close()

        self._thread = threading.Thread(target=serve, name="virtual-phones", daemon=True)
        self._thread.start()
        ready.wait()
        self._loop = loop
        self._clock = Clock(loop, self._speed)
        self._exchange = Exchange(self._clock, self._plan)

    def _plans(self, setups: list[PhoneSetup]) -> list["_Plan"]:
        numbers = set(self._phones)
        macs = {phone.mac for phone in self._phones.values()}
        plans = []
        for setup in setups:
            found = model(setup.model)
            profile = profile_for(found.name, setup.firmware).with_switches(setup.switches)
            config = Config(provisioned(setup), profile.defaults, profile.lacks)
            if setup.number in numbers:
                raise UsageError(
                    f"Two virtual phones cannot both have the number {setup.number}.",
                    hint=f"give {setup.name} another one.",
                )
            mac = mac_of(setup) or mac_for(setup.name, setup.number, macs)
            if mac in macs:
                raise UsageError(f"Two virtual phones cannot both have the MAC {mac}.")
            numbers.add(setup.number)
            macs.add(mac)
            plans.append(_Plan(setup, found, profile, config, mac))
        return plans

    async def _bring_up(self, plans: list["_Plan"]) -> list[Reach]:
        started: list[VirtualPhone] = []
        try:
            for plan in plans:
                phone = self._build(plan)
                await phone.start()
                started.append(phone)
        except OSError as error:
            for phone in started:
                phone.stop()
            raise LabError(
                f"A virtual phone cannot be started: {error.strerror or error}.",
                seen=f"{len(self._phones) + len(started)} phones are up.",
            ) from error
        except BaseException:
            for phone in started:
                phone.stop()
            raise
        for plan, phone in zip(plans, started, strict=True):
            self._phones[plan.setup.number] = phone
        return [self._reach(plan, phone) for plan, phone in zip(plans, started, strict=True)]

    def _build(self, plan: "_Plan") -> VirtualPhone:
        assert self._clock is not None
        assert self._exchange is not None
        setup = plan.setup
        return VirtualPhone(
            label=setup.name,
            mac=plan.mac,
            model=plan.model,
            profile=plan.profile,
            config=plan.config,
            clock=PhoneClock(self._clock),
            away=self._away,
            exchange=self._exchange,
            identity=self._authority.issue(plan.mac, plan.profile["tls"]),
            host=setup.host or next(self._hosts),
            ports=(setup.http_port, setup.https_port),
        )

    @staticmethod
    def _reach(plan: "_Plan", phone: VirtualPhone) -> Reach:
        http, https = phone.listener.ports
        return Reach(
            host=phone.host,
            http_port=http,
            https_port=https,
            mac=phone.mac,
            fingerprint=phone.identity.fingerprint,
            model=plan.model.name,
            firmware=plan.profile.firmware,
            number=plan.setup.number,
            label=plan.setup.name,
            voicemail=plan.setup.voicemail,
        )

    async def _take_down(self) -> None:
        if self._control is not None:
            self._control[0].close()
        for phone in self._phones.values():
            phone.stop()
        # One round of the loop lets the closed connections end by themselves.
        await asyncio.sleep(0)
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


@dataclass(frozen=True)
class _Plan:
    """A setup that has been checked."""

    setup: PhoneSetup
    model: Model
    profile: Profile
    config: Config
    mac: str
