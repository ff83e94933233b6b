"""The internal URIs that a push can carry: spelled as the phone wants them, and checked before they leave.

One bad URI makes the phone drop the whole list without a word (facts: push), so everything is looked at here.
"""

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.phone.calls import call_ref

KEYS = (
    *(f"DialPad{digit}" for digit in range(10)),
    *("DialPadStar", "DialPadPound"),
    *(f"Softkey{number}" for number in range(1, 6)),
    *(f"Arrow{way}" for way in ("Up", "Down", "Left", "Right")),
    *("Select", "Backspace", "VolUp", "VolDown", "Headset", "Handsfree", "MicMute"),
    *("Home", "Menu", "Messages", "Applications", "Directories", "Setup", "Status", "CallList"),
    *("Redial", "Hold", "Transfer", "Conference", "DoNotDisturb"),
    *(f"Line{number}" for number in range(1, 49)),
)
BROWSER_KEYS = ("Home", "Back", "Exit", "Cancel", "Refresh", "Reset", "Submit")
CALL_VERBS = (
    *("EndCall", "Answer", "Reject", "Ignore", "MicMute", "Hold", "Resume"),
    *("Transfer", "Conference", "Join", "Split", "Remove"),
)
FORMS = ("Key:", "SoftKey:", "Tel:", "Play:", "Action:UpdateConfig", "CallAction:")

_KEY_BY_FORM = {fold(key): key for key in KEYS} | {
    **{str(digit): f"DialPad{digit}" for digit in range(10)},
    "*": "DialPadStar",
    "star": "DialPadStar",
    "#": "DialPadPound",
    "pound": "DialPadPound",
    **{way: f"Arrow{way.capitalize()}" for way in ("up", "down", "left", "right")},
    "delete": "Backspace",
}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What a phone might read past, such as a comma, would hide the number that it dials from numbers_in.
_NUMBER = re.compile(r"(\\[0-9*#+().\- ]+|[A-Za-z0-9*#+()._\-@:%~/ ]+)\Z")
_TEL_OPTION = re.compile(r"(?i)(line\d{1,2}|\d{0,2}|ext=[^;]+|postd=[p,0-9*#]+)\Z")


def key_uri(name: str) -> str:
    """The push that presses a key: ``Key:DialPad5`` for ``Dialpad5``, ``5``, or ``dial pad 5``.

    The names of ``simulateKeyEvent`` are known, and case and spaces do not matter; UnknownName otherwise.
    """
    known = _KEY_BY_FORM.get(fold(name))
    if known is None:
        raise UnknownName("push key", name, KEYS)
    return f"Key:{known}"


def call_uri(verb: str, ref: str) -> str:
    """The push that acts on a call: ``CallAction:EndCall;nCallReference=41a8a520``.

    Args:
        verb: One of ``CALL_VERBS``. ``MicMute`` is in the vendor's list but was seen to do nothing.
        ref: The call's handle in hex, with or without ``0x``.
    """
    return f"CallAction:{_verb(verb)};nCallReference={call_ref(ref)}"


def action_uri(text: str) -> str:
    """One action as the phone spells it.

    Raises:
        UnknownName: A key, verb or form that no phone has.
        UsageError: An action that is incomplete or would break the list.
    """
    action = text.strip()
    if _CONTROL.search(action):
        raise UsageError(
            f"The push action {text!r} holds a line break or a control character.",
            hint="give each action as an argument of its own.",
        )
    form, colon, rest = action.partition(":")
    spell = _FORMS.get(fold(form)) if colon else None
    if spell is None:
        raise _no_form(action)
    spelled = spell(rest.strip())
    # Both spellings of tel: were seen on the wire.
    return f"Tel:{spelled[4:]}" if form.strip() == "Tel" else spelled


def numbers_in(actions: Iterable[str]) -> tuple[str, ...]:
    """The numbers that ``Tel:`` actions would dial, without backslash and options, in their order.

    Digits of ``postd=`` are not among them: they are sent into the connected call.
    """
    numbers: list[str] = []
    for action in actions:
        for line in action.splitlines():
            form, _, rest = line.strip().partition(":")
            if fold(form) == "softkey":
                # SoftKey:Fetch opens any URI, internal ones included.
                form, _, rest = rest.partition(";")[2].strip().partition(":")
            if fold(form) == "tel":
                numbers.append(unquote(rest).partition(";")[0].replace("\\", "").strip())
    return tuple(numbers)


def digits_in(actions: Iterable[str]) -> str:
    """The digits, ``*`` and ``#`` that ``Key:`` actions press, in their order: they may dial as well."""
    lines = [line.partition(":") for action in actions for line in action.splitlines()]
    keys = [_KEY_BY_FORM.get(fold(name), "") for form, _, name in lines if fold(form) == "key"]
    dialled = [key.removeprefix("DialPad") for key in keys if key.startswith("DialPad")]
    return "".join({"Star": "*", "Pound": "#"}.get(digit, digit) for digit in dialled)


def _no_form(action: str) -> UsageError:
    if fold(action) in _KEY_BY_FORM:
        hint = f"write {key_uri(action)}."
    elif re.match(r"(?i)https?://", action):
        hint = "pages are pushed by their path below apps.push.serverRootURL."
    else:
        hint = did_you_mean(action.partition(":")[0] + ":", FORMS, "known forms")
    return UsageError(f"'{action}' is no push action.", hint=hint)


def _soft_key(name: str) -> str:
    word, _, target = name.partition(";")
    if fold(word) == "fetch" and target.strip():
        return f"SoftKey:Fetch;{target.strip()}"
    known = {fold(each): each for each in BROWSER_KEYS}.get(fold(name))
    if known is None:
        raise UsageError(
            f"'SoftKey:{name}' is no push action.",
            hint="SoftKey: presses a key of the phone's browser: "
            f"{', '.join(BROWSER_KEYS)}, Fetch;<URI>. The first soft key under the screen is Key:Softkey1.",
        )
    return f"SoftKey:{known}"


def _tel(rest: str) -> str:
    # The backslash of the wire is often doubled by a shell or a test file.
    number, *options = re.sub(r"^\\+", r"\\", rest).split(";")
    if not number.strip("\\ "):
        raise UsageError("A Tel: action without a number.", hint=r"write tel:\3035 or tel:\3035;line2.")
    if not _NUMBER.match(number.strip()):
        raise UsageError(
            f"'{number}' is no number of a Tel: action.",
            hint="pauses and digits for the connected call go behind it: ;postd=p3095,3095.",
        )
    for option in options:
        if not _TEL_OPTION.match(option.strip()):
            raise UsageError(
                f"'{option}' is no option of Tel:.",
                hint="known are line2, ext=12 and postd=p3095 (p and , are pauses).",
            )
    return f"tel:{';'.join([number.strip(), *(option.strip() for option in options)])}"


def _play(path: str) -> str:
    if not path:
        raise UsageError("A Play: action without a file.", hint="give its path below apps.push.serverRootURL.")
    return f"Play:{path}"


def _action(name: str) -> str:
    if fold(name) != "updateconfig":
        raise UnknownName("push action", f"Action:{name}", ["Action:UpdateConfig"])
    return "Action:UpdateConfig"


def _call_action(rest: str) -> str:
    verb, _, option = rest.partition(";")
    known = _verb(verb)
    key, _, ref = option.partition("=")
    if fold(key) != "ncallreference" or not ref.strip():
        raise UsageError(
            f"'CallAction:{rest}' does not say which call.",
            hint=f"write CallAction:{known};nCallReference=41a8a520 with the call's handle.",
        )
    return call_uri(known, ref)


def _verb(name: str) -> str:
    known = {fold(each): each for each in CALL_VERBS}.get(fold(name))
    if known is None:
        raise UnknownName("call action", name, CALL_VERBS)
    return known


_FORMS: dict[str, Callable[[str], str]] = {
    "key": key_uri,
    "softkey": _soft_key,
    "tel": _tel,
    "play": _play,
    "action": _action,
    "callaction": _call_action,
}
