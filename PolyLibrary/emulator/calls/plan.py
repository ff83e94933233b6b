"""What the exchange does by itself: its numbers, star codes, mailboxes and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Behaviour = Literal["answer", "busy", "ring", "reject", "not found"]
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)
Service = Literal[
    "forward always",
    "forward always off",
    "forward busy",
    "forward busy off",
    "forward no answer",
    "forward no answer off",
    "do not disturb",
    "do not disturb off",
    "pick up",
    "park",
    "fetch",
    "call back",
    "voicemail",
    "without identity",
    "intercom",
    "page",
]
SERVICES: tuple[Service, ...] = get_args(Service)
FACTORY_PIN = "1234"
"""Of a mailbox whose PIN nobody has set (chosen)."""


@dataclass(frozen=True)
class Rule:
    """What happens when a number is called.

    Args:
        pattern: The number; ``x`` stands for one digit.
        does: ``ring`` rings until the caller gives up or the no-answer time ends.
        after: Seconds from the call's start until it answers or rejects.
        name: Shown as the remote name once answered; else the number.
    """

    pattern: str
    does: Behaviour
    after: float = 1.0
    name: str = ""

    def matches(self, number: str) -> bool:
        """Whether the whole number fits."""
        if len(number) != len(self.pattern):
            return False
        return all(
            mine == theirs or (mine == "x" and theirs in "0123456789")
            for mine, theirs in zip(self.pattern, number, strict=True)
        )


@dataclass(frozen=True)
class Code:
    """A star code; what is dialled behind it is its number."""

    code: str
    does: Service


@dataclass(frozen=True)
class DialPlan:
    """Rules in order, the first that fits wins; of codes the longest.

    Args:
        pins: PIN by number, of the mailboxes that the plan itself gives.
        groups: Numbers by group, for pages.
    """

    rules: tuple[Rule, ...]
    codes: tuple[Code, ...] = ()
    pins: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def rule(self, number: str) -> Rule | None:
        """The rule for a number, or None."""
        return next((rule for rule in self.rules if rule.matches(number)), None)

    def code(self, number: str) -> tuple[Code, str] | None:
        """The star code that a number begins with, and the rest of it; None for an ordinary number."""
        fitting = [code for code in self.codes if number.startswith(code.code)]
        found = max(fitting, key=lambda code: len(code.code), default=None)
        return (found, number[len(found.code) :]) if found else None

    def code_for(self, does: Service) -> Code | None:
        """The code of a service, or None where the plan has none."""
        return next((code for code in self.codes if code.does == does), None)

    def pin(self, number: str) -> str | None:
        """The PIN of a number's mailbox; None where the plan gives it none."""
        return dict(self.pins).get(number)

    def group(self, name: str) -> Sequence[str]:
        """The members of a group; nobody where there is no such group."""
        return dict(self.groups).get(name, ())
