"""Line keys, forwarding, Do Not Disturb, messages, park and lock of one phone for its screen."""

from collections.abc import Sequence

from PolyLibrary.emulator.calls import forwarding, pickup
from PolyLibrary.emulator.calls.leg import DIALLING, Phase
from PolyLibrary.emulator.gui.ports.features import ForwardKind, ForwardView, KeyState, LineView, Mailbox
from PolyLibrary.emulator.lines import Line, Watched
from PolyLibrary.emulator.ports.base import Adapter


class FeatureAdapter(Adapter):
    """The phone behind ``FeaturePort``."""

    # Keys
    def lines(self) -> Sequence[LineView]:
        own = [self._line(line) for line in self._desk.lines]
        watched = [self._watched(key, each) for key, each in enumerate(self._desk.watched, len(own) + 1)]
        return [*own, *watched, *self._speed_dials(len(own) + len(watched))]

    def _line(self, line: Line) -> LineView:
        desk = self._desk
        return LineView(
            line.key,
            line.label,
            line.number,
            desk.registered_on(line),
            self._state(line.key),
            shared=line.shared,
            forwarded=bool(
                forwarding.target(desk.config, line, "always")
                or desk.exchange.settings_of(line.number).forwards.get("always")
            ),
        )

    def _state(self, key: int) -> KeyState:
        legs = [leg for leg in self._desk.legs if leg.line == key and leg.live]
        if any(leg.phase is Phase.OFFERING for leg in legs):
            return "ringing"
        if any(leg.active or leg.phase is Phase.DIALTONE or leg.phase in DIALLING for leg in legs):
            return "active"
        return "held" if legs else self._desk.exchange.shared.state(self._desk, key) or "idle"

    def _watched(self, key: int, watched: Watched) -> LineView:
        watching = self._desk.exchange.watching
        number = watched.address
        state, caller = watching.state(number), watching.caller(number)
        return LineView(key, watched.label, number, True, state, kind="blf", caller=caller)

    def _speed_dials(self, used: int) -> list[LineView]:
        """Favorites, on the keys that nothing else needs."""
        free = max(0, self._phone.model.line_keys - used)
        contacts = self._phone.contacts.favorites()[:free]
        return [
            LineView(key, contact.name or contact.number, contact.number, True, "idle", kind="speed dial")
            for key, contact in enumerate(contacts, used + 1)
        ]

    def press_feature_key(self, key: int) -> None:
        found = next((view for view in self.lines() if view.key == key), None)
        if found is not None and found.kind == "blf":
            self._desk.exchange.watching.press(self._desk, found.number)
        elif found is not None and found.kind == "speed dial":
            self._desk.dial(found.number, self._free_line())

    def _free_line(self) -> int:
        return next((line.key for line in self._desk.lines if self._desk.registered_on(line)), 1)

    # Forwarding and Do Not Disturb
    def forwards(self, line: int) -> Sequence[ForwardView]:
        found = self._desk.line(line)
        return forwarding.views(self._desk.config, found) if found else ()

    def set_forward(self, line: int, kind: ForwardKind, contact: str, rings: int = 0) -> None:
        found = self._desk.line(line)
        if found is not None:
            forwarding.store(self._desk.config, found, kind, contact.strip(), rings)

    def do_not_disturb(self) -> bool:
        return self._desk.dnd

    def set_do_not_disturb(self, on: bool) -> None:
        self._desk.set_dnd(on)

    # Messages
    def mailboxes(self) -> Sequence[Mailbox]:
        voicemail = self._desk.exchange.voicemail
        return [
            Mailbox(line.key, line.label, *voicemail.counts(line.number), self._mailbox_number(line))
            for line in self._desk.lines
            if line.first and voicemail.box_of(line.number)
        ]

    def _mailbox_number(self, line: Line) -> str:
        prefix = f"msg.mwi.{line.registration}"
        if self._desk.config.text(f"{prefix}.callBackMode") == "disabled":
            return ""
        # In the mode "registration" the phone calls itself, which leads into its mailbox.
        return self._desk.config.text(f"{prefix}.callBack") or line.number

    # Calls of others
    def can_park(self) -> bool:
        return self._desk.config.on("feature.callPark.enable")

    def park(self, call: str, place: str) -> None:
        leg = self._leg(call)
        if leg is not None and not self._desk.exchange.parking.park(leg, place):
            self._desk.messages.tell("park failed")

    def retrieve(self, place: str) -> None:
        self._desk.exchange.parking.fetch(self._desk, self._free_line(), place)

    def pick_up(self, number: str) -> None:
        pickup.pick_up(self._desk, self._free_line(), number)

    def can_barge_in(self, line: int) -> bool:
        found = self._desk.line(line)
        return found is not None and self._desk.config.on(f"reg.{found.registration}.bargeInEnabled")

    def barge_in(self, line: int) -> None:
        self._desk.exchange.shared.barge_in(self._desk, line)

    def resume_shared(self, line: int) -> None:
        self._desk.exchange.shared.resume(self._desk, line)

    def private_hold(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.exchange.shared.hold_privately(leg)

    # Warnings and lock
    def warnings(self) -> Sequence[str]:
        desk = self._desk
        found = [line for line in desk.lines if line.first and not desk.registered_on(line)]
        refused = [line for line in found if desk.registration.fault(line).startswith("401")]
        texts = [f"Line {line.key} ({line.label}): not registered" for line in found if line not in refused]
        return [*texts, *(f"Line {line.key} ({line.label}): login credentials are not valid" for line in refused)]

    def login_failed(self) -> bool:
        desk = self._desk
        return any(desk.registration.fault(line).startswith("401") for line in desk.lines if line.first)

    def locked(self) -> bool:
        return self._desk.lock.locked

    def lock(self) -> None:
        self._desk.lock.set(locked=True)

    def unlock(self, password: str) -> bool:
        return self._desk.lock.unlock(password)

    def unlock_wait(self) -> int:
        return self._desk.lock.wait

    def authorised_numbers(self) -> Sequence[str]:
        return self._desk.lock.authorised()
