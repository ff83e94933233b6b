"""Mailboxes of the exchange: who has one, what is in it, and its menu by DTMF (all chosen).

A number has a mailbox when the dial plan gives it one, or when its phone subscribes to one
(``msg.mwi.x.subscribe``).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import timing
from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.calls.plan import FACTORY_PIN
from PolyLibrary.errors import UsageError

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.attempt import Attempt
    from PolyLibrary.emulator.calls.exchange import Exchange

NAME = "Voicemail"
TONE_AFTER = 2.0
SHORTEST = 1.0
"""Seconds behind the tone that make a message."""
LONGEST = 300.0
"""Seconds after which the mailbox hangs up; follows the fleet's speed."""
NOTIFIED_AFTER = 0.2
MOST_PINS = 3


@dataclass(frozen=True)
class VoiceMessage:
    """One message; no sound is behind it."""

    number: str
    name: str
    seconds: int
    left: datetime
    new: bool = True


class Voicemail:
    """All mailboxes of the exchange."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._messages: dict[str, list[VoiceMessage]] = {}

    def box_of(self, number: str) -> str:
        """The number again, if it has a mailbox; else empty."""
        if self._exchange.plan.pin(number) is not None:
            return number
        for desk, line in self._exchange.places(number):
            if desk.config.text(f"msg.mwi.{line.registration}.subscribe"):
                return number
        return ""

    def messages(self, number: str) -> tuple[VoiceMessage, ...]:
        """What is in a mailbox, oldest first."""
        return tuple(self._messages.get(number, ()))

    def counts(self, number: str) -> tuple[int, int]:
        """How many new and how many saved messages a mailbox has."""
        new = sum(message.new for message in self.messages(number))
        return new, len(self.messages(number)) - new

    def clear(self) -> None:
        """Empty all mailboxes."""
        for number in list(self._messages):
            self.change(number, [])

    def leave(self, to: str, seconds: int, number: str = "", name: str = "") -> None:
        """One more message.

        Raises:
            UsageError: The number has no mailbox.
        """
        box = self.box_of(to)
        if not box:
            raise UsageError(
                f"{to} has no mailbox.",
                hint=f"give its phone msg.mwi.1.subscribe, or the dial plan mailboxes: - {{number: '{to}'}}.",
            )
        message = VoiceMessage(number, name or number, seconds, self._exchange.clock.now())
        self.change(box, [*self.messages(box), message])

    def change(self, number: str, messages: list[VoiceMessage]) -> None:
        """Put other messages into a mailbox; its phones show it within a second."""
        self._messages[number] = messages
        for desk, _ in self._exchange.places(number):
            self._exchange.clock.later(NOTIFIED_AFTER, desk.changed)

    # Calls
    def take(self, attempt: "Attempt", mailbox: str) -> None:
        """A caller may leave a message."""
        number, name = attempt.identity
        leg = self._exchange.service.answered(attempt, mailbox, NAME)
        leg.when_over = lambda: self._left(leg, mailbox, number, name)
        leg.timers.append(self._exchange.clock.later(LONGEST, leg.desk.end, leg))

    def _left(self, leg: Leg, mailbox: str, number: str, name: str) -> None:
        seconds = self._exchange.clock.monotonic() - leg.answered_at - TONE_AFTER
        if seconds > SHORTEST and self.box_of(mailbox):
            self.leave(mailbox, int(seconds), number, name)

    def menu(self, attempt: "Attempt") -> None:
        """The owner of a mailbox listens to it; a number without one is Not Found."""
        mailbox = self.box_of(attempt.origin.desk.number_of(attempt.origin))
        if mailbox:
            attempt.later(timing.SERVICE_ANSWERS - timing.ARRIVES, self._open, attempt, mailbox)
        else:
            attempt.fail("Not Found")

    def _open(self, attempt: "Attempt", mailbox: str) -> None:
        leg = self._exchange.service.answered(attempt, attempt.number, NAME)
        leg.tones_heard = _Menu(self, mailbox, self._exchange.plan.pin(mailbox) or FACTORY_PIN, leg).hear


class _Menu:
    """One visit: the PIN and #, then 1 plays, 7 deletes and 9 saves what was played."""

    def __init__(self, voicemail: Voicemail, mailbox: str, pin: str, leg: Leg) -> None:
        self._voicemail = voicemail
        self._mailbox = mailbox
        self._pin = pin
        self._leg = leg
        self._typed = ""
        self._wrong = 0
        self._inside = False
        self._played: VoiceMessage | None = None

    def hear(self, digits: str) -> None:
        for digit in digits:
            if self._inside:
                self._choose(digit)
            elif digit == "#":
                self._log_in()
            else:
                self._typed += digit

    def _log_in(self) -> None:
        typed, self._typed = self._typed, ""
        self._inside = typed == self._pin
        self._wrong += not self._inside
        if self._wrong >= MOST_PINS:
            self._leg.desk.end(self._leg)

    def _choose(self, digit: str) -> None:
        messages = list(self._voicemail.messages(self._mailbox))
        if digit == "1":
            # The oldest new one first; with none left the saved ones from the first.
            self._played = next((message for message in messages if message.new), next(iter(messages), None))
        elif digit in ("7", "9") and self._played in messages and self._played is not None:
            at = messages.index(self._played)
            messages[at : at + 1] = [] if digit == "7" else [replace(self._played, new=False)]
            self._played = None
            self._voicemail.change(self._mailbox, messages)
