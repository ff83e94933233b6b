"""The commands that a lab file may give for a tester's hands (``hands:``), and what each can be told."""

import re
import shlex
from collections.abc import Iterator, Mapping

from PolyLibrary.names import did_you_mean, quoted

OF_ALL = ("phone", "host", "mac")
"""Known in every command: the phone's name, address and MAC."""

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "unplug": (),
    "plug in": (),
    "touch": ("x", "y", "hold"),
    "swipe": ("x", "y", "to_x", "to_y", "seconds"),
    "press key": ("key", "hold"),
    "lift handset": (),
    "put down handset": (),
    "stop sip server": (),
    "start sip server": (),
    "call from outside": ("number", "to", "name"),
    "hang up outside": ("number", "to"),
    "leave voicemail": ("to", "length", "number", "name"),
    "inject fault": ("fault", "rate", "count", "after", "path"),
    "clear faults": (),
}
"""Each command, and the words in braces that it may hold beside those of all."""

_PLACE = re.compile(r"\{([a-z_]+)\}")


def words_of(command: str, values: Mapping[str, str]) -> list[str]:
    """A command as program and arguments: no shell reads it, and a value is never more than one argument."""
    return [_PLACE.sub(lambda match: values.get(match[1], match[0]), word) for word in shlex.split(command)]


def faults_of_commands(hands: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The key and a sentence for each command that cannot work."""
    for name, command in hands.items():
        known = COMMANDS.get(name)
        if known is None:
            yield name, f"there is no hand '{name}'; {did_you_mean(name, COMMANDS, 'known hands').rstrip('.')}"
            continue
        try:
            words = shlex.split(command)
        except ValueError as error:
            yield name, f"the command of '{name}' cannot be read: {str(error).casefold()}"
            continue
        if not words:
            yield name, f"the command of '{name}' is empty"
        may = (*known, *OF_ALL)
        for unknown in dict.fromkeys(_PLACE.findall(command)):
            if unknown not in may:
                yield name, f"'{name}' knows no {{{unknown}}}; it knows {quoted(f'{{{word}}}' for word in may)}"
