"""Lines that several phones have: each shows the calls of the others (row 53)."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import handover
from PolyLibrary.emulator.calls.conference import Conference
from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase
from PolyLibrary.emulator.gui.ports.features import KeyState
from PolyLibrary.emulator.lines import Line

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk
    from PolyLibrary.emulator.calls.exchange import Exchange


class SharedLines:
    """The calls on shared lines, as the other phones of the line show them."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._shown: dict[tuple[CallDesk, Leg], Leg] = {}

    # Showing
    def look(self, desk: "CallDesk") -> None:
        """A phone's calls have changed: the others of its shared lines show them as they are."""
        shared = {line.registration: line for line in desk.lines if line.shared and line.first}
        if not shared and not any(leg.desk is desk for _, leg in self._shown):
            return
        wanted: dict[tuple[CallDesk, Leg], Line] = {}
        for leg in desk.legs:
            line = desk.line(leg.line)
            if line is None or line.registration not in shared or not self._occupies(leg):
                continue
            for other, key in self._exchange.places(line.number):
                if other is not desk and not (leg.peer is not None and leg.peer.desk is other and leg.peer.guest):
                    wanted[other, leg] = key
        touched = set()
        for at, remote in list(self._shown.items()):
            if at[1].desk is desk and at not in wanted:
                del self._shown[at]
                at[0].remote.remove(remote)
                touched.add(at[0])
        for at, line in wanted.items():
            if self._show(at, line):
                touched.add(at[0])
        for other in touched:
            other.changed()

    @staticmethod
    def _occupies(leg: Leg) -> bool:
        return leg.phase in (*DIALLING, Phase.TALK) and not leg.guest

    def _show(self, at: tuple["CallDesk", Leg], line: Line) -> bool:
        """Whether the other phone shows something new."""
        desk, leg = at
        remote = self._shown.get(at)
        new = remote is None
        if remote is None:
            remote = self._shown[at] = desk.new_leg(line, leg.direction, leg.number, leg.name, Phase.REMOTE)
        about = (leg.number, leg.name, leg.held_here, leg.private)
        before = (remote.number, remote.name, remote.held_here, remote.private)
        remote.number, remote.name, remote.held_here, remote.private = about
        return new or about != before

    def joined(self, desk: "CallDesk") -> None:
        """A phone has its lines: it shows what the others of them are doing."""
        for line in desk.lines:
            if line.shared and line.first:
                for other, _ in self._exchange.places(line.number):
                    self.look(other)

    def left(self, desk: "CallDesk") -> None:
        """A phone has gone, or has other lines now."""
        for at, remote in list(self._shown.items()):
            if desk in (at[0], at[1].desk):
                del self._shown[at]
                at[0].remote.remove(remote)

    def state(self, desk: "CallDesk", key: int) -> KeyState | None:
        """What a line key shows about the other phones; None when they are silent."""
        remote = [leg for leg in desk.remote if leg.line == key]
        if not remote:
            return None
        return "remote held" if all(leg.held_here for leg in remote) else "remote active"

    def _elsewhere(self, desk: "CallDesk", key: int) -> list[Leg]:
        """Calls of the other phones of a line, but for those with this very phone."""
        calls = [at[1] for at, remote in self._shown.items() if at[0] is desk and remote.line == key]
        return [leg for leg in calls if leg.peer is not None and leg.peer.desk is not desk]

    # Acting
    def resume(self, desk: "CallDesk", key: int) -> None:
        """Take a call that another phone of the line holds, unless it holds it for itself."""
        line = desk.line(key)
        held = [leg for leg in self._elsewhere(desk, key) if leg.held_here and not leg.private]
        if line is None or not held or held[0].conference is not None or not desk.room(line):
            return
        source = held[0]
        leg = desk.connected(line, source.number, source.name)
        handover.take_over(source, leg)
        source.desk.remove(source)
        desk.changed()

    def barge_in(self, desk: "CallDesk", key: int) -> None:
        """Into the call of another phone of the line; the two go on when this phone leaves."""
        line = desk.line(key)
        if line is None or not desk.config.on(f"reg.{line.registration}.bargeInEnabled"):
            return
        talks = [leg for leg in self._elsewhere(desk, key) if leg.active and leg.conference is None]
        if not talks or talks[0].peer is None or talks[0].peer.phase is not Phase.TALK:
            return
        source, other = talks[0], talks[0].peer
        if other.conference is not None or sum(leg.live for leg in desk.legs) + 2 > desk.most_calls:
            return
        to_source = desk.connected(line, line.number, source.desk.label_on(source))
        to_other = desk.connected(line, source.number, source.name)
        for leg, party in ((to_source, source), (to_other, other)):
            leg.guest = True
            leg.peer, party.peer = party, leg
            leg.held_there = party.held_here and desk.profile.says("remote_hold_signalled")
        Conference(to_source, to_other, hands_back=True)
        source.desk.changed()
        other.desk.changed()

    @staticmethod
    def hold_privately(leg: Leg) -> None:
        """Hold a call of a shared line so that no other phone can resume it."""
        line = leg.desk.line(leg.line)
        if line is not None and line.shared and leg.active:
            leg.private = True
            leg.desk.hold(leg)
