"""Our own keywords as Python calls: found by name, their arguments read as Robot would read them."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, get_type_hints

from robot.api import TypeInfo

from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.embed import keep_pictures
from PolyLibrary.names import fold, nearest, quoted
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.touch.touching import Done
from PolyLibrary.steps import Kind

LIBRARY = "PolyLibrary"


@dataclass(frozen=True)
class Ours:
    """One keyword.

    Args:
        name: As Robot shows it.
        group: The component that has it.
        method: Its name there.
    """

    name: str
    group: KeywordGroup
    method: str

    @property
    def signature(self) -> inspect.Signature:
        return inspect.signature(getattr(self.group, self.method))

    @property
    def takes_phone(self) -> bool:
        return "phone" in self.signature.parameters

    def call(self, given: Sequence[Any], desk: Desk, phone: str | None, pictures: list[str]) -> Callable[[], object]:
        """A call with these arguments, converted now, for a thread that has ``phone`` bound.

        What the keyword says goes into the record of steps, which is told in the main thread afterwards: Robot
        drops what other threads log.

        Args:
            pictures: Takes the pictures that the keyword would embed in the log, as HTML.

        Raises:
            UsageError: An argument is missing, unknown or of the wrong kind.
        """
        positional, named = self._converted(given)
        group = copy(self.group)
        vars(group).update(say=_sayer(desk, "action"), warn=_sayer(desk, "warning"), done=_doer(desk))
        method = getattr(group, self.method)

        def run() -> object:
            # A new thread begins without any binding, and takes this one with it when it ends.
            desk.bind(phone)
            keep_pictures(pictures)
            return method(*positional, **named)

        return run

    def _converted(self, given: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        signature = self.signature
        positional, named = self._split(given, signature)
        try:
            bound = signature.bind(*positional, **named)
        except TypeError as error:
            shown = ", ".join(signature.parameters)
            raise UsageError(f"'{self.name}': {error}.", hint=f"its arguments: {shown or 'none'}.") from None
        hints = get_type_hints(getattr(self.group, self.method))
        arguments = bound.arguments
        for name, value in arguments.items():
            kind = signature.parameters[name].kind
            if kind is inspect.Parameter.VAR_POSITIONAL:
                arguments[name] = tuple(self._value(name, each, hints) for each in value)
            elif kind is inspect.Parameter.VAR_KEYWORD:
                arguments[name] = {key: self._value(key, each, hints, name) for key, each in value.items()}
            else:
                arguments[name] = self._value(name, value, hints)
        return list(bound.args), dict(bound.kwargs)

    def _split(self, given: Sequence[Any], signature: inspect.Signature) -> tuple[list[Any], dict[str, Any]]:
        """``name=value`` apart from the rest, by Robot's rules."""
        parameters = signature.parameters.values()
        by_name = {p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
        any_name = any(p.kind is p.VAR_KEYWORD for p in parameters)
        positional: list[Any] = []
        named: dict[str, Any] = {}
        for each in given:
            name, equals, value = each.partition("=") if isinstance(each, str) else ("", "", "")
            if equals and (name in by_name or any_name or named):
                if name in named:
                    raise UsageError(f"'{self.name}' got the argument '{name}' twice.")
                named[name] = value
            elif named:
                raise UsageError(f"'{self.name}' got '{each}' after named arguments.", hint="write it before them.")
            else:
                positional.append(each)
        return positional, named

    def _value(self, name: str, value: Any, hints: dict[str, Any], hint: str | None = None) -> Any:
        wanted = hints.get(hint or name)
        if wanted is None or (value is None):
            return value
        try:
            return TypeInfo.from_type_hint(wanted).convert(value, name, allow_unknown=True)
        except ValueError as error:
            raise UsageError(f"'{self.name}': {error}") from None


def _sayer(desk: Desk, kind: Kind) -> Callable[[PhoneSession, str], None]:
    def say(session: PhoneSession, text: str) -> None:
        desk.steps.record(session.name, kind, text)

    return say


def _doer(desk: Desk) -> Callable[[PhoneSession, Done], None]:
    def done(session: PhoneSession, done: Done) -> None:
        desk.steps.record(session.name, "action", done.how)
        if done.warning and done.warning not in desk.warned:
            desk.warned.add(done.warning)
            desk.steps.record(session.name, "warning", done.warning)

    return done


class Keywords:
    """The keywords of some components, by name."""

    def __init__(self, groups: Iterable[KeywordGroup]) -> None:
        self._known: dict[str, Ours] = {}
        for group in groups:
            for method, function in inspect.getmembers(group, inspect.ismethod):
                if hasattr(function, "robot_name"):
                    name = function.robot_name or method.replace("_", " ").title()
                    self._known[fold(name)] = Ours(name, group, method)

    def find(self, name: str, hint: str) -> Ours:
        """The keyword of this name, ``PolyLibrary.`` before it or not.

        Raises:
            UsageError: There is none; ``hint`` says what to do then.
        """
        owner, _, bare = name.rpartition(".")
        wanted = fold(bare if fold(owner) == fold(LIBRARY) else name)
        found = self._known.get(wanted)
        if found is not None:
            return found
        near = quoted(nearest(name, [each.name for each in self._known.values()]))
        raise UsageError(
            f"There is no keyword '{name}' of {LIBRARY} that can run at the same time.",
            hint=f"did you mean one of {near}? Otherwise: {hint}" if near else hint,
        )
