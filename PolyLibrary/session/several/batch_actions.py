"""What a batch can do at each phone. Every action is sent once and never repeated."""

import json
from collections.abc import Mapping, Sequence

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PhoneRefused, Unreachable, UsageError
from PolyLibrary.phone.actions import ConfigSource
from PolyLibrary.phone.phone import Phone
from PolyLibrary.phone.skype import SIGN_IN_LIMIT, SIGN_OUT_LIMIT
from PolyLibrary.redaction import MASK, Password, is_secret_name
from PolyLibrary.session.several.batch import Action, Result, Target

LIMIT = 10.0
CONFIG_LIMIT = 20.0
SIGN_IN = SIGN_IN_LIMIT + 20
SIGN_OUT = SIGN_OUT_LIMIT + 10
_SHOWN = 100
_NOT_SUPPORTED = "4004"


def update_configuration(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
    """Have the phone ask its provisioning server; it answers before it has done so."""
    phone.actions.update_configuration(deadline)
    return Result("accepted")


def restart(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
    """Restart the application when its calls have ended."""
    phone.actions.safe_restart(deadline)
    return Result("accepted, restarts when it has no call")


def reboot(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
    """Reboot the phone when its calls have ended."""
    phone.actions.safe_reboot(deadline)
    return Result("accepted, reboots when it has no call")


def factory_reset(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
    """Wipe the phone when its calls have ended."""
    phone.actions.factory_reset(deadline)
    return Result("accepted, wiped when it has no call")


def config_reset(source: ConfigSource) -> Action:
    """Remove the values of one source, or of all."""

    def act(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
        phone.actions.reset_config(source, deadline)
        return Result("accepted, restarts when it has no call")

    return act


def sign_out(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
    """Sign out of Skype for Business."""
    try:
        phone.skype.sign_out(deadline)
    except PhoneRefused as error:
        raise lync_wanted(error) from None
    return Result("signed out")


def sign_in(address: str, user: str, password: Password, domain: str = "", lock_code: Password | None = None) -> Action:
    """Sign in to Skype for Business.

    Args:
        address, user: May hold ``{name}``, ``{number}`` and ``{host}``, which stand for those of each phone.
    """

    def act(phone: Phone, target: Target, deadline: Deadline) -> Result:
        whom = filled(address, target)
        try:
            phone.skype.sign_in(whom, filled(user, target), password, deadline, domain=domain, lock_code=lock_code)
        except PhoneRefused as error:
            raise lync_wanted(error) from None
        return Result(f"signed in as {whom}")

    return act


def filled(text: str, target: Target) -> str:
    """``{number}@example.com`` with the phone's own number.

    Raises:
        UsageError: The phone's number is not known.
    """
    if "{number}" in text and not target.number:
        raise UsageError(
            f"The number of {target.name} is not known, which '{text}' asks for.",
            hint="write lines: for it in the lab file; a list of addresses has no numbers.",
        )
    for word, value in (("name", target.name), ("number", target.number), ("host", target.address.host)):
        text = text.replace(f"{{{word}}}", value)
    return text


def lync_wanted(error: PhoneRefused) -> PhoneRefused:
    """The refusal, with what a phone without the Lync base profile lacks."""
    if error.status != _NOT_SUPPORTED:
        return error
    return PhoneRefused(
        error.wanted,
        status=error.status,
        seen=error.seen,
        tried=error.tried,
        hint="only phones with the Lync base profile sign in (device.baseProfile is Lync).",
    )


def config_get(names: Sequence[str]) -> Action:
    """Read parameters; an unknown one is an error that names it."""

    def act(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
        values = phone.config.get(names, deadline)
        shown = {name: MASK if is_secret_name(name) else values[name].value for name in names}
        text = "; ".join(f"{name}={shown[name]} ({values[name].source})" for name in names)
        return Result(text, {name: {"value": shown[name], "source": values[name].source} for name in names})

    return act


def config_set(values: Mapping[str, str]) -> Action:
    """Set parameters and read them back, passwords apart, which read back empty."""
    readable = [name for name in values if not is_secret_name(name)]

    def act(phone: Phone, target: Target, deadline: Deadline) -> Result:
        phone.config.set(values, deadline)
        if not readable:
            return Result("set")
        try:
            now = phone.config.read(readable, deadline)
        except Unreachable:
            return Result("set; the phone went away before it could be read back (does it restart?)")
        wrong = [
            f"{name} is {now.values[name].value!r}, set was {values[name]!r}" if name in now.values else f"no {name}"
            for name in readable
            if name not in now.values or now.values[name].value != values[name]
        ]
        if wrong:
            raise CheckFailed(
                f"{target.name}: the phone answered 2000 to config/set, but has other values.",
                seen="; ".join(wrong) + ".",
                hint="the parameter is unknown to this firmware, or a value from a higher source wins.",
            )
        return Result("set and read back")

    return act


def dial(number: str, line: int = 1) -> Action:
    """Dial a number by REST."""

    def act(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
        phone.calls.dial(number, deadline, line=line)
        return Result(f"dialled {number}")

    return act


def rest(method: str, path: str, data: object) -> Action:
    """Any REST call; another Status than 2000 is an error."""

    def act(phone: Phone, target: Target, deadline: Deadline) -> Result:  # noqa: ARG001 - an Action
        answer = phone.rest.call(method, path, data, deadline, limit=deadline.limit)
        shown = "" if answer.data is None else json.dumps(answer.data, ensure_ascii=False)
        text = f"Status {answer.status} {shown}".strip()
        return Result(text if len(text) <= _SHOWN else text[:_SHOWN] + "...", answer.data)

    return act
