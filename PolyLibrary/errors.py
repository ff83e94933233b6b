"""The error family. Every error says four things: wanted, seen, tried, next.

The class says whose fault it is (``failure_class``): the product under test, the test itself, or the lab.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from PolyLibrary.names import did_you_mean
from PolyLibrary.redaction import redact

FailureClass = Literal["product", "test", "lab"]


@dataclass(frozen=True)
class Drawn:
    """A picture that belongs to an error: PNG bytes, whose phone, and what it shows."""

    phone: str
    png: bytes
    alt: str


class PolyError(Exception):
    """Base of all errors of this library.

    Attributes:
        drawn: Pictures that show what the error says, for the log.

    Args:
        wanted: One sentence: which phone, what was wanted, what went wrong.
        seen: What was seen instead, and how old that is.
        tried: Tries, elapsed time, the limit and the setting that sets it.
        hint: The next step, or the nearest names.
    """

    ROBOT_SUPPRESS_NAME: ClassVar[bool] = True
    failure_class: ClassVar[FailureClass] = "test"

    def __init__(self, wanted: str, *, seen: str = "", tried: str = "", hint: str = "") -> None:
        self.wanted = redact(wanted)
        self.seen = redact(seen)
        self.tried = redact(tried)
        self.hint = redact(hint)
        self.drawn: tuple[Drawn, ...] = ()
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [self.wanted]
        parts += [
            f"{name} {text}"
            for name, text in (("Seen: ", self.seen), ("Tried:", self.tried), ("Next: ", self.hint))
            if text
        ]
        return "\n".join(parts)


class CheckFailed(PolyError, AssertionError):
    """The phone did something else than the test expects."""

    failure_class = "product"


class UsageError(PolyError):
    """The test asks for something that makes no sense: a wrong argument, name or order."""


class UnknownName(UsageError):
    """A name that nothing has; the error lists the nearest ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where: str = "", plural: str = "") -> None:
        place = f" {where}" if where else ""
        super().__init__(
            f"There is no {kind} '{name}'{place}.",
            hint=did_you_mean(name, known, plural or f"known {kind}s"),
        )
        self.name = name


class NotPossible(UsageError):
    """The model or firmware cannot do it; refused before any request."""


class PhoneRefused(PolyError):
    """The phone understood the request and answered with another Status than 2000."""

    failure_class = "product"

    def __init__(self, wanted: str, *, status: str, seen: str = "", tried: str = "", hint: str = "") -> None:
        self.status = status
        super().__init__(wanted, seen=seen, tried=tried, hint=hint)


class Undecided(PolyError):
    """Neither yes nor no could be proven: an error, never a pass."""

    failure_class = "lab"


class LabError(PolyError):
    """The phone, the network or the lab file is at fault, not the firmware under test."""

    failure_class = "lab"


class Unreachable(LabError):
    """No answer from the phone: refused, no route, timed out, broken off."""


class NotUsable(Unreachable):
    """No use of the phone, and no proof that it is away: it is busy, its TLS does not fit, its answer broke off, its
    name is not known, or nobody could ask."""


class LoginRefused(LabError):
    """401 or lockout: the user or password is wrong. Never tried a second time."""


class RestOff(LabError):
    """The phone answers 404 pages: its REST API is switched off."""


class PathMissing(LabError):
    """The phone has a REST API, but not this endpoint."""


class FactoryPassword(LabError):
    """Status 4010: the phone still has its factory password and refuses REST."""


class WrongPhone(LabError):
    """The certificate or device/info names another phone than the lab file."""


class BadReply(LabError):
    """The answer is no answer of a phone: a web page, half a JSON text, a surprise in a field."""


@dataclass(frozen=True)
class Fault:
    """One fault of a file."""

    line: int
    text: str


class FileFaults(UsageError):
    """All faults of a file at once, each with its line."""

    def __init__(self, file: str, faults: Sequence[Fault], *, kind: str = "file", hint: str = "") -> None:
        self.file = file
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        count = len(self.faults)
        listed = "\n".join(f"  {file}:{fault.line}: {fault.text}" for fault in self.faults)
        super().__init__(f"The {kind} {file} has {count} fault{'s' if count != 1 else ''}:\n{listed}", hint=hint)
