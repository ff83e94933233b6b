"""Which screen is shown: a stack of open screens, pop-ups of ringing calls above it, one message above all."""

from collections.abc import Callable
from dataclasses import dataclass

from PolyLibrary.emulator.gui import actions, softkeys
from PolyLibrary.emulator.gui.audio import Audio
from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.following import CallFollower, current_call
from PolyLibrary.emulator.gui.panels import Panel
from PolyLibrary.emulator.gui.port import CallView, LogKind, PhonePort
from PolyLibrary.emulator.gui.screens.active import ActiveCall
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.boot import Boot
from PolyLibrary.emulator.gui.screens.calls import Calls
from PolyLibrary.emulator.gui.screens.dialer import Dialer
from PolyLibrary.emulator.gui.screens.forward import ForwardField
from PolyLibrary.emulator.gui.screens.home import Home
from PolyLibrary.emulator.gui.screens.incoming import Incoming
from PolyLibrary.emulator.gui.screens.lines import Lines
from PolyLibrary.emulator.gui.screens.menu import Menu
from PolyLibrary.emulator.gui.screens.number import NumberEntry
from PolyLibrary.emulator.gui.screens.recent import RecentCalls
from PolyLibrary.emulator.gui.timers import Timers


@dataclass(frozen=True, slots=True)
class Notice:
    """A message over the content; ``level`` (0 to 1) draws a bar below the text."""

    text: str
    level: float | None = None


def seconds(name: str) -> float:
    return float(table("timing")[name])


class Navigation:
    """The open screens of one phone, and every way from one to another.

    Args:
        port: The phone behind the screen.
        panel: The geometry.
        timers: Where the few timers run.
        shown: Called with the name of the screen each time another one is shown.
    """

    def __init__(self, port: PhonePort, panel: Panel, timers: Timers, shown: Callable[[str], None]) -> None:
        self.port: PhonePort = port
        self.panel = panel
        self.timers = timers
        self.audio = Audio()
        self.notice: Notice | None = None
        self.popups: list[Incoming] = []
        self._shown = shown
        self._boot: Boot | None = Boot(self)
        self.stack: list[Screen] = [Lines(self)]
        self._follower = CallFollower(self)
        self._name = "boot"
        self._timed: Screen | None = None

    # What is shown
    @property
    def top(self) -> Screen:
        """The screen that keys and soft keys belong to."""
        return self._boot or self.under if not self.popups else self.popups[-1]

    @property
    def under(self) -> Screen:
        """The screen below any pop-up."""
        return self.stack[-1]

    @property
    def booting(self) -> bool:
        return self._boot is not None

    @property
    def name(self) -> str:
        return self._name

    def refresh(self, *, touched: bool = False) -> None:
        """Bring the screens in line with the phone; ``touched`` starts the idle time anew."""
        if not self.port.booted():
            if self._boot is None:
                self.reset()
        else:
            self._boot = None
            self._follower.follow()
            self.drop_dead()
        self._time_out(anew=touched)
        name = self.top.name
        if name != self._name:
            self._name = name
            self._shown(name)

    def reset(self) -> None:
        """Forget everything: as after a boot."""
        self.timers.stop_all()
        self.audio = Audio()
        self.notice = None
        self.popups = []
        self._boot = Boot(self)
        self.stack = [Lines(self)]
        self._follower = CallFollower(self)
        self._timed = None

    def _time_out(self, *, anew: bool) -> None:
        top = self.top
        if not top.transient:
            self.timers.stop("idle")
            self._timed = None
        elif anew or top is not self._timed:
            self._timed = top
            self.timers.start("idle", seconds("idle"), self._idle)

    def _idle(self) -> None:
        self.stack = [self.stack[0], *(screen for screen in self.stack[1:] if not screen.transient)]
        if self._follower.ringing and not self.popups:
            self.show_calls()
        self.refresh()

    def drop_dead(self) -> None:
        self.stack = [self.stack[0], *(screen for screen in self.stack[1:] if screen.alive())]
        for popup in [popup for popup in self.popups if not popup.alive()]:
            self._drop_popup(popup)

    # Calls
    def call(self, key: str) -> CallView | None:
        return next((call for call in self.port.calls() if call.key == key), None)

    def current_call(self) -> CallView | None:
        """The call in focus; one that still rings is not."""
        return current_call(self.port.calls())

    def line_label(self, key: int) -> str:
        """Label and number of a line key, as the screens write them."""
        line = next((line for line in self.port.lines() if line.key == key), None)
        if line is None:
            return str(key)
        if not line.label or line.label == line.number:
            return line.number
        return text("line", label=line.label, number=line.number) if line.number else line.label

    # Opening and closing
    def open(self, screen: Screen) -> None:
        """Put a screen on top; an older one of its kind goes."""
        kept = [other for other in self.stack[1:] if type(other) is not type(screen)]
        self.stack = [self.stack[0], *kept, screen]
        screen.opened()

    def close(self, screen: Screen) -> None:
        self.stack = [self.stack[0], *(other for other in self.stack[1:] if other is not screen)]

    def show_call(self) -> None:
        """The call in focus, full size; what was opened over it meanwhile is closed."""
        call = self.current_call()
        if call is None:
            return
        wanted: type[Screen] = Dialer if call.state == "Dialtone" else ActiveCall
        shown = next((screen for screen in self.stack if type(screen) is wanted and screen.of_call), None)
        below = [screen for screen in self.stack[1:] if not isinstance(screen, Dialer)]
        start = next((n for n, screen in enumerate(below) if screen.of_call), len(below))
        self.stack = [self.stack[0], *below[:start], shown or wanted(self)]

    def show_lines(self) -> None:
        if self.current_call() is None:
            self.stack = self.stack[:1]
        else:
            self.open(Lines(self, root=False))

    def show_calls(self, call: str = "") -> None:
        self.open(Calls(self, call))

    def show_menu(self, menu: str) -> None:
        self.open(Menu(self, menu))

    def show_recent(self, kind: LogKind) -> None:
        self.hide_popups()
        if isinstance(self.top, RecentCalls):
            self.top.show(kind)
        else:
            self.open(RecentCalls(self, kind))

    def show_forward(self, call: str) -> None:
        for popup in [popup for popup in self.popups if popup.call == call]:
            self._drop_popup(popup)
        self.open(ForwardField(self, call))

    def type_on_hook(self, digit: str) -> None:
        dialer = Dialer(self)
        dialer.digit(digit)
        self.open(dialer)

    def home_screen(self) -> None:
        self.hide_popups()
        menus = (Menu, RecentCalls, ForwardField)
        typed = [screen for screen in self.stack if isinstance(screen, Dialer) and screen.transient]
        self.stack = [screen for screen in self.stack if not isinstance(screen, menus) and screen not in typed]
        self.open(Home(self))

    def home(self) -> None:
        """The Home key: Home, and from there back to the call, without one to the lines."""
        if not isinstance(self.top, Home):
            self.home_screen()
        elif self.current_call() is not None:
            self.show_call()
        else:
            self.stack = self.stack[:1]

    # Pop-ups
    def announce(self, call: str) -> None:
        """Show the pop-up of a ringing call for its time."""
        for popup in [popup for popup in self.popups if popup.call == call]:
            self._drop_popup(popup)
        popup = Incoming(self, call)
        if popup.alive():
            self.dismiss()
            self.popups.append(popup)
            self.timers.start(f"popup {call}", seconds("popup"), lambda: self._popup_over(popup))

    def put_away(self, popup: Incoming) -> None:
        """The pop-up goes while the call rings on; with the last one the Calls screen is shown."""
        self._drop_popup(popup)
        if not self.popups:
            self.show_calls(popup.call)

    def _popup_over(self, popup: Incoming) -> None:
        if popup in self.popups:
            self.put_away(popup)
        self.refresh()

    def hide_popups(self) -> None:
        for popup in list(self.popups):
            self._drop_popup(popup)

    def _drop_popup(self, popup: Incoming) -> None:
        self.timers.stop(f"popup {popup.call}")
        self.popups.remove(popup)

    # Messages
    def notify(self, message: str, *, level: float | None = None) -> None:
        self.notice = Notice(message, level)
        self.timers.start("notice", seconds("notice" if level is None else "level"), self.dismiss)

    def unavailable(self, feature: str) -> None:
        """Say honestly that a phone could do this and the virtual one cannot."""
        self.notify(text("unavailable", feature=feature))

    def dismiss(self) -> None:
        self.notice = None
        self.timers.stop("notice")

    # What widgets and keys ask for
    def run(self, name: str) -> None:
        """A command of softkeys.yaml."""
        command = softkeys.command(name)
        if command.act:
            actions.act(self, command.act)
        else:
            self.unavailable(command.label)

    def press_digit(self, digit: str) -> None:
        self.top.digit(digit)

    def press_match(self, number: str) -> None:
        if isinstance(self.top, NumberEntry):
            self.top.type(number)

    def press_line(self, key: int) -> None:
        """A line key: answers, takes back from hold, shows the call, or opens a new one."""
        if not any(line.key == key for line in self.port.lines()):
            return
        calls = [call for call in self.port.calls() if call.line == key and call.state != "Disconnected"]
        ringing = next((call for call in calls if call.state == "Offering"), None)
        if ringing is not None:
            self.port.answer(ringing.key)
            return
        current = current_call(calls)
        if current is None:
            self.port.off_hook(key)
        elif current.state in {"CallHold", "CallConfHold"}:
            self.port.resume(current.key)
        else:
            self.port.focus(current.key)
            self.show_call()

    # The digit map
    def await_digits(self, digits: str) -> None:
        """Off hook: what was typed is sent once no digit has followed for a while."""
        if digits:
            self.timers.start("digits", seconds("digit_map"), lambda: self._digits_over(digits))
        else:
            self.stop_awaiting_digits()

    def stop_awaiting_digits(self) -> None:
        self.timers.stop("digits")

    def _digits_over(self, digits: str) -> None:
        call = self.current_call()
        if call is not None and call.state == "Dialtone" and call.digits == digits:
            self.port.dial(digits, call.line)
        self.refresh()
