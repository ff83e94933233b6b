"""The screen of one virtual phone: touch and keys in, picture and description out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PolyLibrary.emulator.gui.actions import act
from PolyLibrary.emulator.gui.compose import compose
from PolyLibrary.emulator.gui.data import ENGLISH, language_of, speaking
from PolyLibrary.emulator.gui.describe import Description, describe
from PolyLibrary.emulator.gui.finger import LONG, Finger
from PolyLibrary.emulator.gui.handset import lift, put_down
from PolyLibrary.emulator.gui.keys import Key, find_key
from PolyLibrary.emulator.gui.navigation import Navigation
from PolyLibrary.emulator.gui.panels import Panel, panel_for, panel_of
from PolyLibrary.emulator.gui.port import PhonePort
from PolyLibrary.emulator.gui.theme import Theme
from PolyLibrary.emulator.gui.timers import Cancel, Later, Timers
from PolyLibrary.emulator.gui.widgets import Scene
from PolyLibrary.models import Model

if TYPE_CHECKING:
    from PIL.Image import Image

PRESS_LEVEL, RELEASE_LEVEL, KEY_LEVEL, SCREEN_LEVEL = 3, 0, 0, 2
TAP_MS, SWIPE_MS = 50, 100
MEDIA_TYPE = "image/bmp"

Point = tuple[int, int]
Misdraw = Callable[[Scene], Scene]
"""What of a scene gets into its picture while faults of drawing are injected."""


class _Composed(NamedTuple):
    """A scene and what it was composed for."""

    version: int
    moment: tuple[int, ...]
    scene: Scene


def _moment(now: datetime, scene: Scene) -> tuple[int, ...]:
    """What of the time a scene depends on."""
    return now.day, now.hour, now.minute, now.second if scene.ticking else 0


class _Drawn(NamedTuple):
    scene: Scene
    theme: Theme
    file: bytes


class Gui:
    """Widgets, navigation and picture of one phone. Single-threaded; the port may call ``changed()`` from any act.

    A screen is composed once for each state: after an input, a timer or ``changed()``, and with the minute (with the
    second while a call is timed). Whoever looks twice in between gets the same scene and the same picture.

    Args:
        port: The phone behind the screen.
        width: Of the panel in pixels.
        height: Of the panel in pixels.
        later: ``later(seconds, callback)`` to something with ``cancel()``; without it no timer runs.
        touch: Whether the panel takes touch; part of the panel class.
        model: The model, which then says all of the panel.

    Attributes:
        misdraw: Changes what is drawn, and nothing else, while a fault of drawing is injected.

    Raises:
        NotPossible: There is no panel class of this size.
    """

    def __init__(
        self,
        port: PhonePort,
        width: int = 0,
        height: int = 0,
        *,
        later: Later | None = None,
        touch: bool = True,
        model: Model | None = None,
    ) -> None:
        self._port = port
        self._panel = panel_for(width, height, touch=touch) if model is None else panel_of(model)
        self._version = 0
        self._settled = -1
        self._language = ENGLISH
        self._theme = self._panel.theme("", "")
        self._themed = False
        self._composed: _Composed | None = None
        self._drawn: _Drawn | None = None
        self.misdraw: Misdraw | None = None
        self._nav = Navigation(port, self._panel, Timers(None if later is None else self._timed(later)), self._shown)
        self._finger = Finger(self._nav, self._current)
        self._swallowed = False

    @property
    def panel(self) -> Panel:
        return self._panel

    @property
    def theme(self) -> Theme:
        """The look that was read at the last boot."""
        return self._theme

    @property
    def language(self) -> str:
        """The code of the language that the screens speak."""
        return self._language

    @property
    def screen(self) -> str:
        """The name of the shown screen: boot, idle, lines, home, dialer, incoming call, calls, active call, ..."""
        self._settle()
        return self._nav.name

    # Keeping up
    def _timed(self, later: Later) -> Later:
        """``later`` whose callbacks count as a change."""

        def start(seconds: float, callback: Callable[[], None]) -> Cancel:
            def fire() -> None:
                with self._turn():
                    callback()

            return later(seconds, fire)

        return start

    @contextmanager
    def _turn(self, *, touched: bool = False) -> Iterator[None]:
        """Something happens: in the phone's language, and with another state afterwards."""
        with speaking(self._language):
            yield
            self._version += 1
            self._refresh(touched=touched)

    def _refresh(self, *, touched: bool = False) -> None:
        self._nav.refresh(touched=touched)
        self._settled = self._version

    def _settle(self) -> None:
        """Notice a change that nobody told: the phone goes down or comes up."""
        if self._settled != self._version or self._port.booted() == self._nav.booting:
            self.changed()

    # What the phone tells
    def changed(self) -> None:
        """Something behind the port has changed; cheap, draws nothing."""
        self._language = language_of(self._port.setting("lcl.ml.lang"))
        if not self._themed:
            self._themed = True
            self._theme = self._panel.theme(self._port.setting("device.theme"), self._port.setting("device.font.size"))
        with self._turn():
            pass

    def reset(self) -> None:
        """After a boot: every open screen, message and timer is gone; theme and font size are read anew."""
        self._themed = False
        self._finger.lift()
        self._nav.reset()
        self.changed()

    def _shown(self, name: str) -> None:
        self._port.log("pgui", SCREEN_LEVEL, f"screen {name}")

    # What the user does
    def touch_down(self, x: int, y: int) -> bool:
        """A finger put down; True when there is something to press. Off the panel nothing happens at all.

        After a second in the same place it presses long, where that means something.
        """
        if not self._panel.whole.holds(x, y):
            return False
        self._settle()
        self._log_finger((x, y), 1, PRESS_LEVEL)
        # A press alone shows nothing, so the scene stays; only what it ends is another state.
        self._swallowed = self._nav.saver.wake()
        if self._nav.focus.clear() or self._swallowed:
            self._version += 1
        with speaking(self._language):
            self._refresh(touched=True)
            return not self._swallowed and self._finger.down(x, y)

    def touch_up(self, x: int, y: int, *, milliseconds: int = TAP_MS) -> bool:
        """The finger is lifted, so long after it was put down; True when it has pressed something."""
        if not self._panel.whole.holds(x, y):
            self._finger.lift()
            return False
        self._settle()
        self._log_finger((x, y), 0, RELEASE_LEVEL)
        with self._turn(touched=True):
            return not self._swallowed and self._finger.up(x, y, milliseconds)

    def tap(self, x: int, y: int) -> bool:
        """A short touch; True when it met something to press. Off the panel nothing happens at all."""
        return self.swipe((x, y), (x, y), TAP_MS)

    def swipe(self, start: Point, end: Point, duration_ms: int = SWIPE_MS) -> bool:
        """A finger put down at ``start`` and lifted at ``end``; True when it pressed something.

        Within 10 px and one widget it is a tap, from a second on a long press. From 60 px on, and twice as far as
        along the other axis, it is a swipe of the shown screen. Anything else has no effect; a finger that moves
        never presses. Nothing waits here: the duration is what the screen is told.
        """
        if not (self._panel.whole.holds(*start) and self._panel.whole.holds(*end)):
            return False
        self.touch_down(*start)
        if start == end and duration_ms >= LONG * 1000 and not self._swallowed:
            with self._turn(touched=True):
                self._finger.long()
        return self.touch_up(*end, milliseconds=duration_ms)

    def _log_finger(self, point: Point, state: int, level: int) -> None:
        self._port.log(
            "pgui",
            level,
            "CLayoutMgr::onFilteredMouseEvent: mouse event detected at "
            f"(x,y)=({point[0]},{point[1]}), state = {state}, wheel = 0",
        )

    def key(self, name: str, *, held: float = 0.0) -> bool:
        """Press a hard key by name, for so many seconds; False when no phone has a key of that name."""
        key = find_key(name)
        if key is None:
            return False
        self._settle()
        hidden = key.kind == "digit" and self._nav.top.secret
        self._port.log("key", KEY_LEVEL, f"key={'Dialpad' if hidden else key.name} state=press")
        if self._nav.booting:
            return True
        scene = self._current() if key.kind == "soft" else None
        with self._turn(touched=True):
            if not self._nav.saver.wake():
                self._nav.dismiss()
                self._press(key, scene, long=held >= LONG)
        return True

    def handset(self, *, lifted: bool) -> None:
        """The handset is lifted, or put down again."""
        self._settle()
        if self._nav.booting:
            return
        with self._turn(touched=True):
            self._nav.saver.wake()
            (lift if lifted else put_down)(self._nav)

    def type_text(self, text: str, *, replace: bool = False) -> bool:
        """Type into the field that has the cursor; what it cannot take is left out. False where there is no field."""
        self._settle()
        with self._turn(touched=True):
            return not self._nav.booting and self._nav.top.write(text, replace=replace)

    def _press(self, key: Key, scene: Scene | None, *, long: bool) -> None:
        nav = self._nav
        if scene is not None:
            drawn = (widget for widget in scene.widgets if widget.kind == "soft key")
            target = next((widget for widget in drawn if widget.index == int(key.value)), None)
            if target is not None and target.press is not None:
                target.press()
        elif key.kind == "digit":
            (nav.hold_digit if long else nav.press_digit)(key.value)
        elif key.kind == "line":
            nav.press_line(int(key.value))
        elif key.kind == "command":
            nav.run(key.value)
        elif key.kind == "move":
            nav.top.move(key.direction)
        elif key.value == "delete" and long:
            nav.top.hold_delete()
        else:
            act(nav, key.value)

    # What others see
    def scene(self) -> Scene:
        """The widgets on the screen now."""
        self._settle()
        return self._current()

    def _current(self) -> Scene:
        composed, now = self._composed, self._port.now()
        if composed is not None and composed[:2] == (self._version, _moment(now, composed.scene)):
            return composed.scene
        with speaking(self._language):
            scene = compose(self._nav)
        self._composed = _Composed(self._version, _moment(now, scene), scene)
        return scene

    def describe(self) -> Description:
        """What is on the screen as data."""
        return describe(self.scene())

    def translated(self, language: str) -> Scene:
        """The widgets on the screen now, with the texts of another language."""
        self._settle()
        with speaking(language):
            return compose(self._nav)

    def render(self) -> "Image":
        """The picture of the screen, mode RGB, exactly the panel's size."""
        return self.painted(self.scene())

    def painted(self, scene: Scene) -> "Image":
        """The picture of any scene on this panel, in this theme."""
        from PolyLibrary.emulator.gui.render import paint

        return paint(scene, self._panel, self._theme)

    def picture(self) -> tuple[bytes, str]:
        """The screen as a file: 24-bit BMP. Drawn anew only when something visible has changed."""
        from PolyLibrary.emulator.gui.render import as_bmp

        scene, drawn = self.scene(), self._drawn
        if drawn is None or drawn.theme != self._theme or (drawn.scene is not scene and drawn.scene != scene):
            shown = scene if self.misdraw is None else self.misdraw(scene)
            drawn = _Drawn(scene, self._theme, as_bmp(self.painted(shown)))
        self._drawn = drawn._replace(scene=scene)
        return drawn.file, MEDIA_TYPE

    def redraw(self) -> None:
        """The next picture is drawn anew, though nothing has changed: a fault of drawing comes or goes."""
        self._drawn = None
