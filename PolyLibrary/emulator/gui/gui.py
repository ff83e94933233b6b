"""The screen of one virtual phone: touch and keys in, picture and description out."""

from typing import TYPE_CHECKING, cast

from PolyLibrary.emulator.gui.actions import act
from PolyLibrary.emulator.gui.compose import compose
from PolyLibrary.emulator.gui.describe import Description, describe
from PolyLibrary.emulator.gui.keys import Key, find_key
from PolyLibrary.emulator.gui.navigation import Navigation
from PolyLibrary.emulator.gui.panels import Panel, panel_for
from PolyLibrary.emulator.gui.port import PhonePort
from PolyLibrary.emulator.gui.screens.base import Direction, Swipe
from PolyLibrary.emulator.gui.timers import Later, Timers
from PolyLibrary.emulator.gui.widgets import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

SLACK = 10
"""A finger that moved further than this (pixels, either axis) did not tap; known."""
SWIPE = 60
"""Least length of a swipe; it must also be twice as long as its move along the other axis."""
PRESS_LEVEL, RELEASE_LEVEL, KEY_LEVEL, SCREEN_LEVEL = 3, 0, 0, 2
MEDIA_TYPE = "image/bmp"


class Gui:
    """Widgets, navigation and picture of one phone. Single-threaded; the port may call ``changed()`` from any act.

    Args:
        port: The phone behind the screen.
        width: Of the panel in pixels.
        height: Of the panel in pixels.
        later: ``later(seconds, callback)`` to something with ``cancel()``; without it no timer runs.
        touch: Whether the panel takes touch; part of the panel class.

    Raises:
        NotPossible: There is no panel class of this size.
    """

    def __init__(
        self, port: PhonePort, width: int, height: int, *, later: Later | None = None, touch: bool = True
    ) -> None:
        self._port = port
        self._panel = panel_for(width, height, touch=touch)
        self._nav = Navigation(port, self._panel, Timers(later), self._shown)
        self._drawn: tuple[Scene, bytes] | None = None

    @property
    def panel(self) -> Panel:
        return self._panel

    @property
    def screen(self) -> str:
        """The name of the shown screen: boot, idle, lines, home, dialer, incoming call, calls, active call, ..."""
        self._nav.refresh()
        return self._nav.name

    # What the phone tells
    def changed(self) -> None:
        """Something behind the port has changed; cheap, draws nothing."""
        self._nav.refresh()

    def reset(self) -> None:
        """After a boot: every open screen, message and timer is gone."""
        self._nav.reset()
        self._nav.refresh()

    def _shown(self, name: str) -> None:
        self._port.log("pgui", SCREEN_LEVEL, f"screen {name}")

    # What the user does
    def tap(self, x: int, y: int) -> bool:
        """A short touch; True when it met something to press. Off the panel nothing happens at all."""
        return self.swipe((x, y), (x, y), 0)

    def swipe(self, start: tuple[int, int], end: tuple[int, int], duration_ms: int = 100) -> bool:  # noqa: ARG002
        """A finger put down at ``start`` and lifted at ``end``; True when it pressed something.

        Within 10 px and one widget it is a tap. From 60 px on, and twice as far as along the other axis, it is a
        swipe of the shown screen. Anything else has no effect; a finger that moves never presses. The duration
        makes no difference to the screen; whoever asks for the touch waits for it.
        """
        if not (self._on_panel(start) and self._on_panel(end)):
            return False
        self._nav.refresh()
        self._log_finger(start, 1, PRESS_LEVEL)
        self._log_finger(end, 0, RELEASE_LEVEL)
        across, down = end[0] - start[0], end[1] - start[1]
        pressed = False
        scene = compose(self._nav)
        self._nav.dismiss()
        if max(abs(across), abs(down)) <= SLACK:
            target = scene.at(*start)
            if target is not None and target.press is not None and target is scene.at(*end):
                target.press()
                pressed = True
        else:
            self._drag(across, down)
        self._nav.refresh(touched=True)
        return pressed

    def _drag(self, across: int, down: int) -> None:
        if abs(across) >= SWIPE and abs(across) >= 2 * abs(down):
            self._nav.top.swipe(Swipe("right" if across > 0 else "left", abs(across)))
        elif abs(down) >= SWIPE and abs(down) >= 2 * abs(across):
            self._nav.top.swipe(Swipe("down" if down > 0 else "up", abs(down)))

    def _on_panel(self, point: tuple[int, int]) -> bool:
        return self._panel.whole.holds(*point)

    def _log_finger(self, point: tuple[int, int], state: int, level: int) -> None:
        self._port.log(
            "pgui",
            level,
            "CLayoutMgr::onFilteredMouseEvent: mouse event detected at "
            f"(x,y)=({point[0]},{point[1]}), state = {state}, wheel = 0",
        )

    def key(self, name: str) -> bool:
        """Press a hard key by name; False when no phone has a key of that name."""
        key = find_key(name)
        if key is None:
            return False
        self._nav.refresh()
        self._port.log("key", KEY_LEVEL, f"key={key.name} state=press")
        if not self._nav.booting:
            scene = compose(self._nav) if key.kind == "soft" else None
            self._nav.dismiss()
            self._press(key, scene)
            self._nav.refresh(touched=True)
        return True

    def _press(self, key: Key, scene: Scene | None) -> None:
        nav = self._nav
        if scene is not None:
            drawn = (widget for widget in scene.widgets if widget.kind == "soft key")
            target = next((widget for widget in drawn if widget.index == int(key.value)), None)
            if target is not None and target.press is not None:
                target.press()
        elif key.kind == "digit":
            nav.press_digit(key.value)
        elif key.kind == "move":
            nav.top.move(cast("Direction", key.value))
        elif key.kind == "line":
            nav.press_line(int(key.value))
        elif key.kind == "command":
            nav.run(key.value)
        else:
            act(nav, key.value)

    # What others see
    def scene(self) -> Scene:
        """The widgets on the screen now."""
        self._nav.refresh()
        return compose(self._nav)

    def describe(self) -> Description:
        """What is on the screen as data."""
        return describe(self.scene())

    def render(self) -> "Image":
        """The picture of the screen, mode RGB, exactly the panel's size."""
        from PolyLibrary.emulator.gui.render import paint

        return paint(self.scene(), self._panel.width, self._panel.height)

    def picture(self) -> tuple[bytes, str]:
        """The screen as a file: 24-bit BMP. Drawn anew only when something visible has changed."""
        from PolyLibrary.emulator.gui.render import as_bmp, paint

        scene = self.scene()
        if self._drawn is None or self._drawn[0] != scene:
            self._drawn = (scene, as_bmp(paint(scene, self._panel.width, self._panel.height)))
        return self._drawn[1], MEDIA_TYPE
