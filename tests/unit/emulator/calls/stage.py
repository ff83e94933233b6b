"""Rows of the fact sheet as short lines: ``A dials B``, ``B answers``, ``A sees Connected 1*``.

Acts go through the phone's own port, as from its screen. What is seen comes over REST v2, and at each look the other
faces have to agree with it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from handset import Handset, until
from reference import GONE, MEDIA, NEW, NEXT, POLLING, PORTLESS, RINGING, TALK

from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.channels.states import line_infos
from PolyLibrary.emulator.ports.screen import ScreenPort
from PolyLibrary.emulator.rest.callstatus import call_status_v1, call_status_v2
from PolyLibrary.emulator.rest.table import Ask

LISTS = ("missed", "received", "placed")


class Recorder:
    """Every word that each call of a phone has had, in order."""

    def __init__(self, handset: Handset) -> None:
        self._desk = handset.phone.desk
        self._on_change = self._desk._on_change
        self.words: dict[Leg, list[str]] = {}
        self._desk._on_change = self._hear

    def _hear(self) -> None:
        now = {leg: leg.word for leg in self._desk.listed}
        for leg in [*now, *(leg for leg in self.words if leg not in now)]:
            seen = self.words.setdefault(leg, [NEW])
            word = now.get(leg, GONE)
            if seen[-1] != word:
                seen.append(word)
        self._on_change()

    def stop(self) -> None:
        self._desk._on_change = self._on_change

    def illegal(self) -> list[tuple[str, str]]:
        """Steps that the reference does not know."""
        steps = [step for words in self.words.values() for step in pairwise(words)]
        return [(old, new) for old, new in steps if new not in NEXT.get(old, ())]


class Stage:
    """Phones by their letter."""

    def __init__(self, phones: Mapping[str, Handset]) -> None:
        self._phones = phones
        self._verbs: list[tuple[re.Pattern[str], Callable[..., None]]] = [
            (re.compile(f"(\\w) {pattern}$"), act) for pattern, act in self._acts().items()
        ]

    def _acts(self) -> dict[str, Callable[..., None]]:
        return {
            r"dials (\S+)": lambda who, to: self._do(who, lambda port: port.dial(self._number(to))),
            r"goes off hook": lambda who: self._do(who, lambda port: port.off_hook()),
            r"types (\S+)": lambda who, digits: self._do(who, lambda port: port.type_digits(digits)),
            r"answers ?(\d?)": lambda who, n: self._on(who, n, "answer", ("Offering",)),
            r"rejects ?(\d?)": lambda who, n: self._on(who, n, "reject", ("Offering",)),
            r"ignores ?(\d?)": lambda who, n: self._on(who, n, "ignore", ("Offering",)),
            r"deflects to (\S+)": self._deflect,
            r"ends ?(\d?)": lambda who, n: self._on(who, n, "end"),
            r"holds ?(\d?)": lambda who, n: self._on(who, n, "hold"),
            r"resumes ?(\d?)": lambda who, n: self._on(who, n, "resume"),
            r"mutes": lambda who: self._do(who, lambda port: port.set_mute(True)),
            r"presses Transfer ?(\d?)": lambda who, n: self._on(who, n, "start_transfer"),
            r"chooses Blind": lambda who: self._do(who, lambda port: port.set_blind(True)),
            r"completes": lambda who: self._do(who, lambda port: port.complete_transfer()),
            r"cancels": lambda who: self._do(who, lambda port: port.cancel_step()),
            r"connects (\d) to (\d)": self._connect,
            r"presses Conference ?(\d?)": lambda who, n: self._on(who, n, "start_conference"),
            r"joins": lambda who: self._do(who, lambda port: port.join()),
            r"splits": lambda who: self._do(who, lambda port: port.split()),
            r"removes (\d)": lambda who, n: self._on(who, n, "remove_member"),
            r"sends (\S+)": lambda who, tones: self._do(who, lambda port: port.send_tones(_starred(port), tones)),
            r"forwards (always|busy|no answer) to (\S+)": self._forward,
            r"sees (.+)": self._sees,
            r"talks to (\S+)": self._talks_to,
            r"is rung by (\S+)": self._rung_by,
            r"was told (.+)": self._was_told,
            r"lists (.+)": self._lists,
            r"reads (.+)": lambda who, text: until(lambda: self._ask(who, lambda port: port.message()) == text),
        }

    def play(self, *lines: str) -> None:
        """Carry out lines; each is an act or a look."""
        for line in lines:
            for pattern, act in self._verbs:
                found = pattern.match(line)
                if found:
                    act(*found.groups())
                    break
            else:
                raise AssertionError(f"no such line: {line}")

    # Acts
    def _ask(self, who: str, act: Callable[[ScreenPort], Any]) -> Any:
        handset = self._phones[who]
        return handset.fleet.run(lambda: act(ScreenPort(handset.phone)))

    def _do(self, who: str, act: Callable[[ScreenPort], object]) -> None:
        self._ask(who, act)

    def _on(self, who: str, written: str, verb: str, words: Sequence[str] = ()) -> None:
        def act(port: ScreenPort) -> None:
            if written:
                key = port.calls()[int(written) - 1].key
            elif words:
                key = next(call.key for call in port.calls() if call.state in words)
            else:
                key = _starred(port)
            getattr(port, verb)(key)

        self._do(who, act)

    def _deflect(self, who: str, to: str) -> None:
        def act(port: ScreenPort) -> None:
            port.deflect(next(call.key for call in port.calls() if call.state == "Offering"), self._number(to))

        self._do(who, act)

    def _connect(self, who: str, first: str, second: str) -> None:
        def act(port: ScreenPort) -> None:
            calls = port.calls()
            port.transfer_to_call(calls[int(first) - 1].key, calls[int(second) - 1].key)

        self._do(who, act)

    def _forward(self, who: str, kind: Any, to: str) -> None:
        self._do(who, lambda port: port.set_forward(1, kind, self._number(to), 2))

    def _number(self, to: str) -> str:
        return self._phones[to].reach.number if to in self._phones else to

    # Looks
    def _sees(self, who: str, written: str) -> None:
        handset = self._phones[who]
        wanted = [] if written == "nothing" else [tuple(part.rsplit(" ", 1)) for part in written.split(", ")]
        try:
            until(lambda: handset.states() == wanted, 4)
        except AssertionError:
            assert (who, handset.states()) == (who, wanted)
        self._agree(handset)

    @staticmethod
    def _agree(handset: Handset) -> None:
        """All faces, looked at in one moment, tell the same."""

        def look() -> tuple[list[dict[str, str]], list[Any], list[str], str]:
            ask = Ask(handset.phone, {}, {})
            shown = ScreenPort(handset.phone).calls()
            return (
                call_status_v2(ask).data,
                list(shown),
                line_infos(handset.phone),
                call_status_v1(ask).data["CallState"] if handset.phone.desk.legs else "",
            )

        calls, screen, polling, first = handset.fleet.run(look)
        own = [call for call in calls if call["CallState"] != "CallRemoteActive"]
        assert [call["CallState"] for call in own] == [view.state for view in screen]
        assert [call["UIAppearanceIndex"] == "1*" for call in own] == [view.focused for view in screen]
        assert sum(view.focused for view in screen) <= 1
        polled = [
            row.removeprefix("<CallState>").removesuffix("</CallState>") for row in polling if "CallState>" in row
        ]
        live = [call["CallState"] for call in calls if call["CallState"] != "Disconnected"]
        assert sorted(polled) == sorted(POLLING.get(word, word) for word in live)
        starred = next((call["CallState"] for call in own if call["UIAppearanceIndex"] == "1*"), None)
        assert starred in (None, first)
        for call in calls:
            word = call["CallState"]
            assert call["Media Direction"] in MEDIA[word], word
            assert ((call["RTPPort"], call["RTCPPort"]) == ("0", "1")) == (word in PORTLESS), word
            assert call["Ringing"] == "0" or word in RINGING, word
            assert (call["StartTime"] != "") == (word in TALK) or word == "Disconnected", word
        assert sum(word in ("Connected", "CallHeld") for word in live) <= 1

    def _talks_to(self, who: str, whom: str) -> None:
        wanted = self._phones[whom].reach.label if whom in self._phones else whom
        until(lambda: self._ask(who, lambda port: next((c.name for c in port.calls() if c.focused), "")) == wanted)

    def _rung_by(self, who: str, whom: str) -> None:
        wanted = self._phones[whom].reach.label if whom in self._phones else whom
        until(lambda: wanted in self._ask(who, lambda port: [c.name for c in port.calls() if c.state == "Offering"]))

    def _was_told(self, who: str, reason: str) -> None:
        until(lambda: reason in self._ask(who, lambda port: [call.reason for call in port.calls()]))

    def _lists(self, who: str, written: str) -> None:
        """``Placed B talked, Missed C``: all entries of all lists."""
        wanted = sorted([] if written == "nothing" else written.split(", "))
        names = {handset.reach.number: letter for letter, handset in self._phones.items()}
        handset = self._phones[who]

        def found() -> list[str]:
            return sorted(
                f"{kind.capitalize()} {names.get(entry['RemotePartyNumber'], entry['RemotePartyNumber'])}"
                f"{' talked' if entry['Duration'] else ''}"
                for kind in LISTS
                for entry in handset.logs(kind)
            )

        try:
            until(lambda: found() == wanted, 4)
        except AssertionError:
            assert (who, found()) == (who, wanted)


def _starred(port: ScreenPort) -> str:
    return next((call.key for call in port.calls() if call.focused), "")
