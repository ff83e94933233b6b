"""Phones without a wire for the command line: what is asked of them is noted."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.phone.config import Config, ConfigReading, ConfigValue
from PolyLibrary.phone.rest import RestAnswer
from PolyLibrary.session.several.batch import Target

LAB = """\
phones:
  alice: {host: 10.0.0.1, password: swordfish-77, lines: ["1001"], tags: ["site:berlin"]}
  bob: {host: 10.0.0.2, password: swordfish-77, lines: ["1002"], tags: ["site:berlin", old]}
  carol: {host: 10.0.0.3, https_port: 8443, password: swordfish-77, lines: ["1003"]}
numbers: {invalid: "6999"}
emergency_numbers: ["5555"]
"""


class Phones:
    """All phones of a test: ``broken`` ones raise, the others say yes."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str, Any]] = []
        self.limits: set[float] = set()
        self.broken: dict[str, PolyError] = {}
        self.answer = RestAnswer("2000", None, {"Status": "2000"}, 200)
        self.values: Mapping[str, str] = {}
        self.addresses: list[Any] = []

    def phone(self, target: Target, limit: float) -> Any:
        self.limits.add(limit)
        self.addresses.append(target.address)
        rest = _Rest(self, target)
        config = Config(rest)  # type: ignore[arg-type]
        vars(config)["read"] = lambda names, deadline: ConfigReading(
            {name: ConfigValue(self.values[name], "web") for name in names if name in self.values},
            tuple(name for name in names if name not in self.values),
        )
        return SimpleNamespace(
            name=target.name,
            rest=rest,
            config=config,
            transport=SimpleNamespace(certificate=None),
            close=lambda: None,
            **_subjects(rest),
        )

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Phone and last part of the path."""
        return sorted((name, path.rpartition("/")[2]) for name, _, path, _ in self.sent)


class _Rest:
    def __init__(self, phones: Phones, target: Target) -> None:
        self._phones = phones
        self._name = target.name
        self.transport = SimpleNamespace(name=target.name)

    def call(self, method: str, path: str, data: Any, deadline: Deadline, expect: Any = "2000", **_: Any) -> RestAnswer:
        self._phones.sent.append((self._name, method, path, data))
        if self._name in self._phones.broken:
            raise self._phones.broken[self._name]
        return self._phones.answer

    def post(self, path: str, data: Any, deadline: Deadline, limit: float | None = None, *, read: bool = False) -> Any:
        return self.call("POST", path, data, deadline).data

    @staticmethod
    def path(given: str) -> str:
        return given if given.startswith("/api") else f"/api{given}"

    @staticmethod
    def refusal(method: str, path: str, answer: RestAnswer) -> PolyError:
        return PolyError(f"{method} {path} was refused with Status {answer.status}.", hint="what to do")


def _subjects(rest: Any) -> dict[str, Any]:
    from PolyLibrary.phone.actions import Actions
    from PolyLibrary.phone.calls import Calls
    from PolyLibrary.phone.skype import Skype

    return {"actions": Actions(rest), "calls": Calls(rest), "skype": Skype(rest)}
