"""Telephony event notifications: what the phone tells up to ten servers by itself.

Everything is made by comparing the calls with what was told last; the order of the events of a placed and of a
received call is derived from a driver that judged real phones by them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.channels.delivery import Target
from PolyLibrary.emulator.channels.elements import around, document, element, time_stamp
from PolyLibrary.emulator.channels.states import line_info, parties
from PolyLibrary.emulator.channels.tasks import Tasks
from PolyLibrary.emulator.channels.words import user_agent, words

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

PREFIX = "apps.telNotification."
URLS = (f"{PREFIX}URL", *(f"{PREFIX}{number}.URL" for number in range(1, 10)))
MAC_MACRO = "[PHONE_MAC_ADDRESS]"
UNTOLD = ("Proceeding", "CallRemoteActive")
"""States without an event."""
_HOLDS = ("CallHold", "CallHeld", "CallConfHold", "CallConfHeld")


class Events:
    """The notifications of one phone; exists only while a URL is configured."""

    def __init__(self, phone: "VirtualPhone", tasks: Tasks) -> None:
        self._phone = phone
        self._tasks = tasks
        self._targets: Mapping[str, Target] = {}
        self.configured()
        # What goes on already is no news.
        self._seen: dict[Leg, str] = {leg: leg.word for leg in phone.desk.legs}
        self._off_hook = self._is_off_hook()
        self._registered = self._registered_keys()

    def configured(self) -> None:
        """Read the targets; those that stay keep what waits."""
        config = self._phone.config
        model = self._phone.model
        agent = user_agent(model.display, self._phone.profile.firmware)
        before, self._targets = self._targets, {}
        found: dict[str, Target] = {}
        for name in URLS:
            url = config.text(name).replace(MAC_MACRO, self._phone.mac)
            old = before.get(name)
            if old is not None and old.url != url:
                old.close()
            if url:
                found[name] = old if old is not None and old.url == url else Target(url, agent, self._tasks)
        self._targets = found

    def stop(self) -> None:
        """Forget what waits."""
        for target in self._targets.values():
            target.close()

    # What the phone tells
    def changed(self) -> None:
        """Calls or registrations have changed."""
        self._tell_registrations()
        off_hook = self._is_off_hook()
        if off_hook and not self._off_hook:
            self._tell_hook("offhookEvent", "OffHookEvent")
        self._tell_calls()
        if self._off_hook and not off_hook:
            self._tell_hook("onhookEvent", "OnHookEvent")
        self._off_hook = off_hook

    def going_down(self) -> None:
        """A graceful restart: the lines say so; after a power loss nothing does (known)."""
        for key in sorted(self._registered):
            self._tell_line("LineUnregistrationEvent", key)
        self._registered = frozenset()

    def lock_changed(self, *, locked: bool) -> None:
        """The phone was locked or unlocked. There is no switch for it (none was found)."""
        name = "PhoneLockedEvent" if locked else "PhoneUnlockedEvent"
        self._tell(around(name, self._about()))

    def user_changed(self, user: str) -> None:
        """Somebody logged in, or, with an empty name, out: here by a sign-in to Skype, the only login of users."""
        if not self._wants("userLogInOutEvent"):
            return
        lines = [
            row
            for line in self._phone.lines
            for row in around(
                "CallLineInfo", [element("LineKeyNum", str(line.key)), element("LineDirNum", line.number)]
            )
        ]
        state = element("UserLoggedIn", user) if user else element("UserLoggedOut")
        who, mac, at = self._about()
        self._tell(around("UserLoginOutEvent", [who, mac, *lines, state, at]))

    # Inside
    def _is_off_hook(self) -> bool:
        return any(leg.phase is not Phase.OFFERING for leg in self._phone.desk.legs)

    def _registered_keys(self) -> frozenset[int]:
        desk = self._phone.desk
        return frozenset(line.key for line in desk.lines if desk.registered_on(line))

    def _tell_registrations(self) -> None:
        before, self._registered = self._registered, self._registered_keys()
        for key in sorted(self._registered - before):
            self._tell_line("LineRegistrationEvent", key)

    def _tell_line(self, name: str, key: int) -> None:
        if self._wants("lineRegistrationEvent"):
            who, mac, at = self._about()
            self._tell(around(name, [who, mac, element("LineNumber", str(key)), at]))

    def _tell_hook(self, switch: str, name: str) -> None:
        if self._wants(switch):
            starred = self._phone.desk.starred()
            self._tell(around(name, self._about(starred.line if starred else 1)))

    def _tell_calls(self) -> None:
        legs = self._phone.desk.legs
        news = [(leg, leg.word) for leg in (*self._seen, *legs) if self._seen.get(leg) != leg.word]
        for leg in [leg for leg in self._seen if leg not in legs]:
            del self._seen[leg]
        self._seen.update((leg, leg.word) for leg in legs)
        # Of two calls that change at once the one that makes way comes first.
        news.sort(key=lambda item: (item[1] != "Disconnected", item[1] not in _HOLDS))
        for leg, word in dict(news).items():
            if word == "Offering":
                self._tell_call("incomingEvent", "IncomingCallEvent", leg)
            if word not in UNTOLD and not self._quiet(leg, word):
                self._tell_state(leg, word)
            if word == "Setup":
                self._tell_call("outgoingEvent", "OutgoingCallEvent", leg)

    def _quiet(self, leg: Leg, word: str) -> bool:
        """Older phones never tell that the new leg of a transfer is answered (known from a driver)."""
        new = word == "Connected" and leg.step and self._phone.desk.steps.now == "transfer"
        return new and not self._phone.profile.says("consult_connected_event")

    def _tell_call(self, switch: str, name: str, leg: Leg) -> None:
        if not self._wants(switch):
            return
        called_name, called, calling_name, calling = parties(self._phone, leg)
        if leg.direction == "Outgoing":
            called_name = ""
        who, mac, *rest = self._about(leg.line)
        names = [
            element("CallingPartyName", calling_name),
            element("CallingPartyNumber", calling),
            element("CalledPartyName", called_name),
            element("CalledPartyNumber", called),
        ]
        self._tell(around(name, [who, mac, *names, *rest]))

    def _tell_state(self, leg: Leg, word: str) -> None:
        if not self._wants("callStateChangeEvent"):
            return
        profile = self._phone.profile
        word = words()["guide_words"].get(word, word) if profile["event_words"] == "guide" else word
        if word == "RingBack":
            word = profile["ringback_word"]
        line = self._phone.desk.line(leg.line)
        shown = line_info(self._phone, line) if line is not None else []
        rows = [*self._about(leg.line), *shown]
        name = "CallStateChangeEvent"
        if profile["call_state_event"] == "attributes":
            self._tell(around(name, rows, CallReference=leg.handle, CallState=word))
        else:
            self._tell(around(name, [element("CallReference", leg.handle), element("CallState", word), *rows]))

    def _about(self, line: int | None = None) -> list[str]:
        """PhoneIP, MACAddress, on later firmware the LineNumber, and TimeStamp."""
        phone = self._phone
        number = [element("LineNumber", str(line))] if line and phone.profile.says("event_line_number") else []
        return [
            element("PhoneIP", phone.host),
            element("MACAddress", phone.mac),
            *number,
            element("TimeStamp", time_stamp(phone.clock.now())),
        ]

    def _wants(self, switch: str) -> bool:
        return self._phone.config.on(PREFIX + switch)

    def _tell(self, lines: list[str]) -> None:
        body = document(lines)
        for target in self._targets.values():
            target.post(body)
