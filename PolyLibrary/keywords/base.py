"""The one door of the keyword files to everything that they share."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from robot.api import logger

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.redaction import redact
from PolyLibrary.session.cleaning import LIMIT
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.phone_session import Mark, PhoneSession
from PolyLibrary.session.touch.touching import Done

OnOff = Literal["on", "off"]


@dataclass(frozen=True)
class Moment:
    """A mark on all phones that were open when it was set (returned by Mark Moment, taken by ``since=``)."""

    marks: dict[str, Mark]

    def __str__(self) -> str:
        return f"mark of {', '.join(self.marks)}"


@dataclass
class Settings:
    """What an import of the library sets."""

    phone: str | None = None
    timeout: timedelta = timedelta(seconds=10)
    run_on_failure: Literal["evidence", "nothing"] = "evidence"
    auto_close: Literal["test", "suite"] = "test"
    cleanup: Literal["idle", "fail", "none"] = "idle"
    cleanup_timeout: timedelta = timedelta(seconds=LIMIT)
    settle: Literal["auto", "off"] = "auto"
    baselines: str = "baselines"


class KeywordGroup:
    """Base of the keyword classes.

    Args:
        desk: The lab and the phones of this process.
        settings: What this import of the library sets.
    """

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self.desk = desk
        self.settings = settings

    def on(self, phone: str | None) -> PhoneSession:
        """The phone that a keyword acts on."""
        session = self.desk.session(phone)
        session.suite_folder = self.desk.suite_folder
        session.settles = self.settings.settle == "auto"
        return session

    def limit(self, timeout: timedelta | None, default: float | None = None) -> Deadline:
        """The deadline of a keyword: its own ``timeout=``, else the library's."""
        if timeout is not None:
            if timeout < timedelta(0):
                raise UsageError(
                    f"timeout={timeout.total_seconds():g} s lies in the past.",
                    hint="timeout= is 0 s (one look) or more.",
                )
            return Deadline(timeout.total_seconds(), "timeout=")
        if default is not None:
            return Deadline(default, "timeout=")
        return Deadline(self.settings.timeout.total_seconds(), "timeout= of the keyword or of the library")

    @staticmethod
    def seconds(during: timedelta) -> float:
        """How long a check watches: ``during=``, which would prove nothing of the past."""
        if during < timedelta(0):
            raise UsageError(
                f"during={during.total_seconds():g} s lies in the past.", hint="during= is 0 s (one look) or more."
            )
        return during.total_seconds()

    @staticmethod
    def since(session: PhoneSession, moment: Moment | None) -> Mark:
        """The mark of a phone: ``since=``, else the start of the test."""
        if moment is None:
            return session.start
        mark = moment.marks.get(session.name)
        if mark is None:
            raise UsageError(
                f"The mark given as since= does not cover {session.name}.",
                seen=f"it is a {moment}.",
                hint="Mark Moment covers the phones that are open when it runs.",
            )
        return mark

    @staticmethod
    def say(session: PhoneSession, text: str) -> None:
        """The one INFO line of a keyword."""
        logger.info(redact(f"{session.title}: {text}"))

    @staticmethod
    def warn(session: PhoneSession, text: str) -> None:
        """What a user should see even without opening the log."""
        logger.warn(redact(f"{session.title}: {text}"))

    def done(self, session: PhoneSession, done: Done) -> None:
        """Log what was done, and warn once where a fact is used that nobody saw on a phone."""
        self.say(session, done.how)
        if done.warning:
            warned = self.desk.warned
            if done.warning not in warned:
                warned.add(done.warning)
                logger.warn(done.warning)
