"""Forward: line, then kind, then the number in a field with Enable and Disable."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import ForwardKind, ForwardView, LineView
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.field import Field
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.saving import AskingField

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

KINDS: tuple[ForwardKind, ...] = ("always", "no answer", "busy")
"""In the order of the menu, which is the emulator's own."""
MOST_RINGS = 20


class ForwardLines(ListScreen):
    """The lines of a phone that has several."""

    numbered = True

    @property
    def name(self) -> str:
        return "forward"

    def title(self) -> str:
        return text("forwarding title")

    def key_set(self) -> str:
        return "menu"

    def empty_text(self) -> str:
        return text("forwarding no line")

    def _lines(self) -> Sequence[LineView]:
        return own_lines(self.nav)

    def count(self) -> int:
        return len(self._lines())

    def row(self, number: int) -> Row:
        line = self._lines()[number]
        on = any(forward.on for forward in self.nav.port.forwards(line.key))
        shown = text("forwarding on" if on else "forwarding off")
        return Row(line.label or line.number, shown, "forward" if on else "line", str(line.key))

    def select(self) -> None:
        lines = self._lines()
        at = self.selected(len(lines))
        if at >= 0:
            self.nav.open(ForwardKinds(self.nav, lines[at].key))


class ForwardKinds(ListScreen):
    """Always, No Answer and Busy of one line, with their numbers."""

    numbered = True

    def __init__(self, nav: "Navigation", line: int) -> None:
        super().__init__(nav)
        self._line = line

    @property
    def name(self) -> str:
        return "forward"

    def title(self) -> str:
        return text("forwarding of", line=self.nav.line_label(self._line))

    def key_set(self) -> str:
        return "menu"

    def count(self) -> int:
        return len(KINDS)

    def row(self, number: int) -> Row:
        forward = forward_of(self.nav, self._line, KINDS[number])
        shown = forward.contact if forward.on else text("forwarding off")
        return Row(text(f"forwarding {forward.kind}"), shown, "forward" if forward.on else "", forward.contact)

    def select(self) -> None:
        self.nav.open(ForwardNumber(self.nav, self._line, KINDS[self.selected(len(KINDS))]))


class ForwardNumber(AskingField):
    """The number of one kind; the field keeps it while the forwarding is off."""

    def __init__(self, nav: "Navigation", line: int, kind: ForwardKind) -> None:
        self._line = line
        self._kind: ForwardKind = kind
        forward = forward_of(nav, line, kind)
        super().__init__(
            nav, text(f"forwarding {kind}"), self._enable, text=forward.contact, mode="number", least=1, name="number"
        )
        self._rings = forward.rings

    @property
    def name(self) -> str:
        return "forward"

    def replaces(self, other: Screen) -> bool:
        return isinstance(other, ForwardNumber)

    def key_set(self) -> str:
        return "forward number" if self._kind != "no answer" else "forward no answer"

    def _enable(self, number: str) -> str | None:
        self.nav.port.set_forward(self._line, self._kind, number, self._rings)
        return None

    def command(self, name: str) -> bool:
        if name == "enable":
            self.select()
        elif name == "disable":
            self.nav.close(self)
            self.nav.port.set_forward(self._line, self._kind, "")
        elif name == "rings":
            self._ask_rings()
        else:
            return super().command(name)
        return True

    def _ask_rings(self) -> None:
        def take(typed: str) -> str | None:
            rings = int(typed) if typed.isdigit() else 0
            if not 1 <= rings <= MOST_RINGS:
                return text("forwarding wrong rings", most=MOST_RINGS)
            self._rings = rings
            return None

        title = text("forwarding rings")
        shown = str(self._rings) if self._rings else ""
        self.nav.open(Field(self.nav, title, take, text=shown, mode="number", most=2, least=1, name="rings"))

    def note(self) -> str:
        return text("forwarding after", rings=self._rings) if self._kind == "no answer" else ""


def own_lines(nav: "Navigation") -> Sequence[LineView]:
    """The line keys that are lines."""
    return [line for line in nav.port.lines() if line.kind == "line"]


def forward_of(nav: "Navigation", line: int, kind: ForwardKind) -> ForwardView:
    """One kind of forwarding of a line as it stands."""
    off = ForwardView(kind, on=False, contact="", rings=0)
    return next((forward for forward in nav.port.forwards(line) if forward.kind == kind), off)


def open_forwarding(nav: "Navigation") -> None:
    """The Forward key and tile: straight to the kinds on a phone of one line."""
    if nav.port.setting("feature.forward.enable") == "0":
        nav.notify(text("feature off"))
        return
    lines = own_lines(nav)
    nav.open(ForwardKinds(nav, lines[0].key) if len(lines) == 1 else ForwardLines(nav))
