"""Configuration parameters of a phone by REST."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PhoneRefused, UsageError
from PolyLibrary.names import nearest, quoted
from PolyLibrary.phone.fields import mapping, text
from PolyLibrary.phone.parameters import known_parameters
from PolyLibrary.phone.rest import Rest
from PolyLibrary.redaction import is_secret_name, register

#: Parameters in one request; the phone answers 4009 to more.
MOST = 20
SET_LIMIT = 8.0
_GET = "/api/v1/mgmt/config/get"
_SET = "/api/v1/mgmt/config/set"


@dataclass(frozen=True)
class ConfigValue:
    """A parameter's value and where it comes from: ``default``, ``config``, ``web``, ``device``, ..."""

    value: str
    source: str


@dataclass(frozen=True)
class ConfigReading:
    """The parameters that the phone knows, and the names that it does not."""

    values: Mapping[str, ConfigValue]
    unknown: tuple[str, ...]


def parse_invalid(raw: Mapping[str, Any]) -> list[str]:
    """Names under ``InvalidParams``: a list, or an object with the names as values (sources differ)."""
    found = raw.get("InvalidParams")
    if isinstance(found, dict):
        found = list(found.values())
    elif isinstance(found, str):
        found = found.split(",")
    if not isinstance(found, list):
        return []
    return [name.strip() for name in found if isinstance(name, str) and name.strip()]


def parse_values(data: object) -> dict[str, ConfigValue]:
    """``{"name": {"Value": "1", "Source": "web"}}``; BadReply when it is none."""
    values: dict[str, ConfigValue] = {}
    for name, entry in mapping({} if data is None else data, "configuration").items():
        fields = mapping(entry, f"parameter {name}")
        values[name] = ConfigValue(text(fields, "Value"), text(fields, "Source"))
    return values


def chunks_to_set(values: Mapping[str, object], most: int = MOST) -> Iterator[dict[str, str]]:
    """Requests of at most ``most`` names, each with the switches that its ``device.*`` names need.

    A device parameter takes ``device.set`` and its own ``.set`` in the same request (facts: configuration).
    """
    chunk: dict[str, str] = {}
    for name, value in values.items():
        if _is_switch(name, values):
            continue
        group = {name: as_text(value)}
        if name.startswith("device.") and not name.endswith(".set"):
            group = {"device.set": "1", f"{name}.set": "1", **group}
        if chunk and len(chunk | group) > most:
            yield chunk
            chunk = {}
        chunk |= group
    if chunk:
        yield chunk


def _is_switch(name: str, values: Mapping[str, object]) -> bool:
    """Whether ``name`` only repeats a switch that is added anyway."""
    if name == "device.set":
        return any(other.startswith("device.") and not other.endswith(".set") for other in values)
    return name.startswith("device.") and name.endswith(".set") and name.removesuffix(".set") in values


def as_text(value: object) -> str:
    """A value as phones want it: ``1`` and ``0`` for true and false, texts as they are."""
    return str(int(value)) if isinstance(value, bool) else str(value)


class Config:
    """Reads and sets parameters, in as many requests as the phone's limit of 20 names asks for."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def read(self, names: Iterable[str], deadline: Deadline) -> ConfigReading:
        """The values of ``names``, with the names that the phone does not know apart."""
        wanted = list(dict.fromkeys(names))
        values: dict[str, ConfigValue] = {}
        for start in range(0, len(wanted), MOST):
            chunk = wanted[start : start + MOST]
            answer = self._rest.call("POST", _GET, chunk, deadline, ("2000", "4000"), read=True)
            if answer.status != "2000" and not parse_invalid(answer.raw):
                raise self._rest.refusal("POST", _GET, answer)
            values |= answer.parsed(parse_values)
        for name, found in values.items():
            if is_secret_name(name):
                register(found.value)
        return ConfigReading(values, tuple(name for name in wanted if name not in values))

    def get(self, names: Iterable[str], deadline: Deadline) -> dict[str, ConfigValue]:
        """The values of ``names``.

        Raises:
            UsageError: The phone does not know some of them; they are listed.
        """
        reading = self.read(names, deadline)
        if reading.unknown:
            plural = "" if len(reading.unknown) == 1 else "s"
            raise UsageError(
                f"{self._rest.transport.name} has no parameter{plural} {quoted(reading.unknown)}.",
                seen="the phone calls that invalid, or says nothing about it.",
                hint=_advice(reading.unknown),
            )
        return dict(reading.values)

    def set(self, values: Mapping[str, object], deadline: Deadline) -> None:
        """Set parameters at the web level; the switches of ``device.*`` are added.

        The phone may restart by itself afterwards. Each request is sent once; when a later one fails, the
        error says which parameters were set before it.
        """
        for name, value in values.items():
            if is_secret_name(name):
                register(as_text(value))
        done: list[str] = []
        for chunk in chunks_to_set(values):
            try:
                self._rest.post(_SET, chunk, deadline, SET_LIMIT)
            except PhoneRefused as error:
                raise self._refused(error, chunk, done) from error
            done += chunk

    def _refused(self, error: PhoneRefused, chunk: Mapping[str, str], done: list[str]) -> PhoneRefused:
        seen = f"refused with {quoted(chunk)}"
        if done:
            seen += f"; set before: {quoted(done)}"
        return PhoneRefused(
            error.wanted,
            status=error.status,
            seen=f"{seen}. {error.seen}".strip(),
            tried=error.tried,
            hint=error.hint,
        )


def _advice(unknown: Iterable[str]) -> str:
    """The nearest well-known names, and what else may be wrong."""
    near = dict.fromkeys(found for name in unknown for found in nearest(name, known_parameters(), 1))
    meant = f"did you mean {' or '.join(repr(name) for name in near)}? " if near else ""
    return f"{meant}Case matters; parameters differ between models and firmwares."
