"""The screen saver: shown when nobody has touched the phone for a while, gone at the first touch or key."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

ENABLED, WAIT = "up.screenSaver.enabled", "up.screenSaver.waitTime"
MINUTE = 60.0


class Saver:
    """Waits only while it is switched on and the phone has no call."""

    def __init__(self, nav: "Navigation") -> None:
        self._nav = nav
        self.shown = False
        self._waits = 0.0

    def follow(self, *, touched: bool) -> None:
        """After every change and every input; an input starts the time anew."""
        nav = self._nav
        wait = nav.port.setting(WAIT)
        seconds = int(wait) * MINUTE if wait.isdigit() else 0.0
        wanted = nav.port.setting(ENABLED) == "1" and seconds > 0 and not nav.booting and not nav.port.calls()
        if not wanted:
            self.shown = False
            self._waits = 0.0
            nav.timers.stop("screensaver")
        elif not self.shown and (touched or seconds != self._waits):
            self._waits = seconds
            nav.timers.start("screensaver", seconds, self._show)

    def _show(self) -> None:
        self.shown = True
        self._waits = 0.0
        self._nav.refresh()

    def wake(self) -> bool:
        """An input ends it; True when it was shown, and the input then does nothing else."""
        shown, self.shown = self.shown, False
        return shown
