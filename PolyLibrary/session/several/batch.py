"""One action on many phones at once, without opening them: each gets what the action needs and no request more.

The phones are independent: nothing here is shared between them but the trust policy's one TLS context (made once,
for a new one for each phone costs seconds over hundreds of them), so the time is that of the phones.
"""

import ipaddress
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError, UsageError
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.phone.address import PhoneAddress, mac_of
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.session.calls.emergency import refuse_emergency
from PolyLibrary.session.device.restcalls import guard_numbers
from PolyLibrary.steps import StepLog

AT_ONCE = 64
_TICK = 0.1


@dataclass(frozen=True)
class Target:
    """A phone to act on.

    Args:
        name: Its name in the lab file, or its address as it was written.
        number: The number of its first line, where it is known.
        named: Whether the name is more than the address.
        virtual: Whether it is known to be emulated.
    """

    name: str
    address: PhoneAddress
    number: str = ""
    named: bool = False
    virtual: bool = False

    @property
    def passing(self) -> bool:
        """Whether its certificate is that of this start only, and not worth remembering.

        So it is with emulated phones; on a loopback address nothing else is found but the end of a tunnel.
        """
        try:
            return self.virtual or ipaddress.ip_address(self.address.host).is_loopback
        except ValueError:
            return self.virtual or self.address.host.casefold() == "localhost"


@dataclass(frozen=True)
class Result:
    """What an action has to tell of one phone: a few words, and the data for a script."""

    text: str
    data: object = None


Action = Callable[[Phone, Target, Deadline], Result]


class NotTried(PolyError):
    """The batch was stopped before the phone's turn: nothing was sent to it."""


class NotWaitedFor(PolyError):
    """The batch was stopped in the middle of it: what became of it is not known."""


@dataclass(frozen=True)
class Outcome:
    """What became of the action at one phone.

    Args:
        took: Seconds, the connection included.
        result: None when it failed.
        error: None when it did not.
        mac: As the certificate names it; empty where there was none.
    """

    target: Target
    took: float
    result: Result | None
    error: PolyError | None
    mac: str = ""

    @property
    def ok(self) -> bool:
        return self.error is None


@dataclass
class Batch:
    """The surroundings of a batch.

    Args:
        limit: Seconds that one phone may take.
        at_once: How many phones at the same time.
        steps: Where requests and warnings are recorded.
    """

    limit: float
    at_once: int = AT_ONCE
    steps: StepLog = field(default_factory=StepLog)
    _lasting: IdentityStore = field(default_factory=IdentityStore)
    _passing: IdentityStore = field(default_factory=IdentityStore.memory)

    def phone(self, target: Target) -> Phone:
        """The wire of a target; nothing is sent yet."""
        store = self._passing if target.passing else self._lasting
        return Phone(target.name, target.address, steps=self.steps, identities=store, request_timeout=self.limit)

    def run(
        self,
        targets: Sequence[Target],
        action: Action,
        tell: Callable[[Outcome | None], None] = lambda _: None,
        stopping: Callable[[], None] = lambda: None,
    ) -> list[Outcome]:
        """Do the action at every phone; an error at one stops no other.

        Ctrl-C lets those phones finish that were begun, a second one does not wait for them; each phone that was not
        tried or not waited for becomes an outcome with an error that says so.

        Args:
            tell: Called in this thread with each outcome as it comes, and now and then with None while none comes.
            stopping: Called at the first Ctrl-C.

        Returns:
            One outcome a target, in their order.
        """
        work = _Work(self._one, targets, action)
        # The pool is fed from another thread: Ctrl-C strikes here, and must not find it half filled.
        feeder = threading.Thread(target=work.feed, args=(self.at_once,), name="batch", daemon=True)
        try:
            begun = told = False
            while True:
                try:
                    if not begun:
                        # Within the reach of Ctrl-C: the first phone may be under way before start() is back.
                        begun = True
                        feeder.start()
                    if work.stop.is_set() and not told:
                        told = True
                        stopping()
                    while work.left or feeder.is_alive():
                        tell(work.next(feeder))
                    return work.results()
                except KeyboardInterrupt:
                    if work.stop.is_set():
                        return work.results()
                    work.stop.set()
        except BaseException:
            work.stop.set()
            raise

    def _one(self, target: Target, action: Action) -> Outcome:
        started = time.monotonic()
        phone = self.phone(target)
        result: Result | None = None
        problem: PolyError | None = None
        try:
            result = action(phone, target, Deadline(self.limit, "--timeout"))
        except PolyError as error:
            problem = error
        finally:
            phone.close()
        seen = phone.transport.certificate
        return Outcome(
            target, time.monotonic() - started, result, problem, mac_of(seen.common_name) or "" if seen else ""
        )


class _Work:
    """The outcomes of a batch as they come."""

    def __init__(self, one: Callable[[Target, Action], Outcome], targets: Sequence[Target], action: Action) -> None:
        self._one = one
        self._targets = targets
        self._action = action
        self._outcomes: list[Outcome | BaseException | None] = [None] * len(targets)
        self._begun: list[float | None] = [None] * len(targets)
        self._finished: SimpleQueue[Outcome] = SimpleQueue()
        #: How many have not been told of yet.
        self.left = len(targets)
        #: Set to begin no more phones.
        self.stop = threading.Event()

    def feed(self, at_once: int) -> None:
        """Work through all targets; returns when the last is done."""
        with ThreadPoolExecutor(min(at_once, len(self._targets)) or 1, "batch") as pool:
            for index in range(len(self._targets)):
                pool.submit(self._work, index)

    def _work(self, index: int) -> None:
        if self.stop.is_set():
            return
        self._begun[index] = time.monotonic()
        try:
            outcome = self._outcomes[index] = self._one(self._targets[index], self._action)
            self._finished.put(outcome)
        except BaseException as error:  # noqa: BLE001 - raised in the thread that waits
            self._outcomes[index] = error
            self.stop.set()

    def next(self, feeder: threading.Thread) -> Outcome | None:
        """The next outcome, None when none comes for a while."""
        over = not feeder.is_alive()
        try:
            outcome = self._finished.get(timeout=_TICK if self.left and not over else 0)
        except Empty:
            if over:
                self.left = 0
            elif not self.left:
                feeder.join(_TICK)
            return None
        self.left -= 1
        return outcome

    def results(self) -> list[Outcome]:
        """All outcomes; what was no error of a phone but a defect is raised."""
        outcomes = []
        for target, outcome, begun in zip(self._targets, list(self._outcomes), list(self._begun), strict=True):
            if isinstance(outcome, BaseException):
                raise outcome
            outcomes.append(outcome or _stopped(target, begun))
        return outcomes


def _stopped(target: Target, begun: float | None) -> Outcome:
    if begun is None:
        text = f"{target.name}: not tried, the batch was stopped before its turn."
        return Outcome(target, 0.0, None, NotTried(text, seen="nothing was sent to it."))
    text = f"{target.name}: begun and not waited for when the batch was stopped; what became of it is not known."
    return Outcome(target, time.monotonic() - begun, None, NotWaitedFor(text))


def target_of(entry: LabPhone, password: Password | None) -> Target:
    """A phone of a lab file as a target.

    Args:
        password: Taken where the entry has none.

    Raises:
        UsageError: There is no password at all.
    """
    secret = entry.password or password
    if secret is None:
        raise UsageError(
            f"There is no password for {entry.name}.",
            hint='set POLY_PASSWORD, take --password-prompt, or write password: "%{POLY_PASSWORD}" into the lab file.',
        )
    address = PhoneAddress(
        host=entry.host,
        password=secret,
        http_port=entry.http_port,
        https_port=entry.https_port,
        scheme=entry.scheme,
        user=entry.user,
        mac=entry.mac,
        tls=entry.tls,
        ca_file=entry.ca_file,
        fingerprint=entry.fingerprint,
        tls_min=entry.tls_min,
    )
    number = entry.lines[0].number if entry.lines else ""
    return Target(entry.name, address, number, named=True, virtual=entry.virtual is not None)


@dataclass(frozen=True)
class NumberGuard:
    """Keeps emergency numbers from real phones, for requests that are sent without a session.

    Args:
        safe: Numbers that the lab allows all the same.
        refused: Numbers that the lab refuses besides the well-known ones.
    """

    safe: Sequence[str] = ()
    refused: Sequence[str] = ()

    def check(self, targets: Iterable[Target], data: object) -> None:
        """Refuse the data of a request before anything is sent to any phone.

        Raises:
            UsageError: A number in it is an emergency number, and one of the phones is a real one.
        """
        if not all(target.virtual for target in targets):
            guard_numbers(self, data)

    def guard_number(self, number: str) -> None:
        """Refuse one number."""
        refuse_emergency(number, safe=self.safe, more=self.refused)
