"""A park of virtual phones with every firmware, each with a client over HTTPS; what a hand does at them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar

from wire_table import FIRMWARE, Firmware

from PolyLibrary.deadline import Deadline
from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup, Reach
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.steps import StepLog

PASSWORD = "wire-pass-77"
BOB, CAROL = "7001", "7002"
#: Provisioned on every phone of the park: touches are logged, and touch and statistics work on 5.7 too.
CONFIG = {"log.level.change.pgui": "3", "httpd.ta.enabled": "1", "up.backlight.timeout": "7"}
#: A line that does not register.
SECOND_LINE = {"reg.2.address": "2222", "reg.2.server.1.address": "sip.lab.example", "reg.2.server.1.register": "0"}

Found = TypeVar("Found")


def soon() -> Deadline:
    return Deadline(4.0)


def until(holds: Callable[[], Found], limit: float = 4.0) -> Found:
    """What ``holds`` gives as soon as it is true."""
    end = time.monotonic() + limit
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"never held within {limit} s: {found!r}"
        time.sleep(0.005)


def client(reach: Reach, **address: Any) -> Phone:
    """A client of one virtual phone that takes HTTPS and plain HTTP as it finds them."""
    return Phone(
        reach.label,
        PhoneAddress(
            **{
                "host": reach.host,
                "password": Password(PASSWORD),
                "http_port": reach.http_port,
                "https_port": reach.https_port,
                "mac": reach.mac,
                **address,
            }
        ),
        steps=StepLog(),
        identities=IdentityStore.memory(),
        request_timeout=3.0,
    )


class Handset:
    """A virtual phone: in a hand, and through the client."""

    def __init__(self, fleet: Fleet, reach: Reach) -> None:
        self.fleet = fleet
        self.reach = reach
        self.phone = client(reach)

    @property
    def virtual(self) -> VirtualPhone:
        return self.fleet.phones[self.reach.number]

    @property
    def number(self) -> str:
        return self.reach.number

    def by_hand(self, act: Callable[[VirtualPhone], Found]) -> Found:
        return self.fleet.run(lambda: act(self.virtual))

    @property
    def legs(self) -> list[Leg]:
        return self.by_hand(lambda phone: list(phone.desk.legs))

    def words(self) -> list[str]:
        return self.by_hand(lambda phone: [leg.word for leg in phone.desk.legs])

    def shows(self, *words: str) -> None:
        """Wait until its calls have these states."""
        until(lambda: self.words() == list(words))

    def dials(self, other: "Handset") -> None:
        """Call another phone, and wait until that rings."""
        self.by_hand(lambda phone: phone.desk.dial(other.number, 1, new=True))
        other.shows("Offering")
        self.shows("RingBack")

    def answers(self, other: "Handset") -> None:
        self.by_hand(lambda phone: phone.desk.answer(phone.desk.legs[0]))
        self.shows("Connected")
        other.shows("Connected")

    def hangs_up(self) -> None:
        self.by_hand(lambda phone: phone.desk.end(phone.desk.legs[0]))

    def settings(self, source: str, **values: str) -> None:
        """Set parameters by another way than REST; ``__`` stands for the dot."""
        named = {name.replace("__", "."): value for name, value in values.items()}
        self.by_hand(lambda phone: phone.config.set(named, source))

    def up_for(self, seconds: int) -> None:
        """Pretend that the phone was started so long ago."""

        def set_back(phone: VirtualPhone) -> None:
            phone.life.booted_at = phone.clock.monotonic() - seconds

        self.by_hand(set_back)

    def asked(self) -> list[str]:
        """The requests of the client so far: method and path, those that were challenged left out."""
        steps = self.phone.transport.steps.last(2000, kind="request")
        return [" ".join(step.text.split()[:2]) for step in steps if " -> 401" not in step.text]

    def clean(self) -> None:
        """No calls, no settings but the provisioned ones, the idle screen."""

        def reset(phone: VirtualPhone) -> None:
            phone.desk.drop_all()
            phone.desk.drop_all()
            phone.desk.set_mute(False)
            phone.config.drop("local", "web", "device", "cloud")
            phone.skype.sign_out()
            phone.gui.reset()

        self.by_hand(reset)


class Stage:
    """The phones of one firmware, and the two that all firmwares talk with.

    Args:
        under: The phone under test.
        lync: One with the base profile of Skype for Business, and a second line that is not registered.
        spare: One that nobody needs afterwards.
    """

    def __init__(self, name: str, under: Handset, lync: Handset, spare: Handset, bob: Handset, carol: Handset) -> None:
        self.name = name
        self.firmware: Firmware = FIRMWARE[name]
        self.under, self.lync, self.spare, self.bob, self.carol = under, lync, spare, bob, carol
        #: The oldest entry of each call list, once calls were made for them.
        self.history: list[Any] = []

    @property
    def phone(self) -> Phone:
        return self.under.phone

    @property
    def all(self) -> tuple[Handset, ...]:
        return self.under, self.lync, self.bob, self.carol

    def ring(self) -> None:
        """Bob calls; the phone under test rings."""
        self.bob.dials(self.under)

    def talk(self) -> None:
        """Bob and the phone under test talk."""
        self.ring()
        self.under.answers(self.bob)


def setups() -> Iterator[PhoneSetup]:
    """Three phones of each firmware, and two that talk with them."""
    for name, number in (("bob", BOB), ("carol", CAROL)):
        yield PhoneSetup(name=name, number=number, password=PASSWORD, model="VVX450", firmware="ucs64")
    for place, (name, firmware) in enumerate(FIRMWARE.items()):
        for kind, base in (("", 5000), ("-lync", 5100), ("-spare", 5200)):
            yield PhoneSetup(
                name=name + kind,
                number=str(base + place),
                password=PASSWORD,
                model=firmware.model[0],
                firmware=name,
                base_profile="lync" if kind == "-lync" else "generic",
                config=CONFIG | (SECOND_LINE if kind == "-lync" else {}),
            )


class Shelf:
    """A server that takes uploads: path to content."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.taken: dict[str, bytes] = {}


@contextmanager
def upload_server() -> Iterator[Shelf]:
    """An HTTP server for what phones upload."""

    class Taking(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            shelf.taken[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    shelf = Shelf(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
