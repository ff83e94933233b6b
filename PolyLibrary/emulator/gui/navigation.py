"""Which screen is shown: a stack of open screens, pop-ups of ringing calls above it, one message above all."""

from collections.abc import Callable
from dataclasses import dataclass

from PolyLibrary.emulator.gui import actions, linekeys, softkeys
from PolyLibrary.emulator.gui.audio import Audio
from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.focus import Focus
from PolyLibrary.emulator.gui.following import CallFollower, current_call
from PolyLibrary.emulator.gui.panels import Panel
from PolyLibrary.emulator.gui.pending import PendingRestart
from PolyLibrary.emulator.gui.port import CallView, LogKind, PhonePort
from PolyLibrary.emulator.gui.saver import Saver
from PolyLibrary.emulator.gui.screens.active import ActiveCall
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.boot import Boot
from PolyLibrary.emulator.gui.screens.calls import Calls
from PolyLibrary.emulator.gui.screens.dialer import Dialer
from PolyLibrary.emulator.gui.screens.forward import ForwardField
from PolyLibrary.emulator.gui.screens.home import Home
from PolyLibrary.emulator.gui.screens.incoming import Incoming
from PolyLibrary.emulator.gui.screens.lines import Lines
from PolyLibrary.emulator.gui.screens.lock import keep_locked, open_while_locked
from PolyLibrary.emulator.gui.screens.menu import Menu
from PolyLibrary.emulator.gui.screens.message import Message
from PolyLibrary.emulator.gui.screens.recent import RecentCalls
from PolyLibrary.emulator.gui.screens.screensaver import ScreenSaver
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
        self.panel: Panel = panel
        self.timers = timers
        self.audio = Audio()
        self.notice: Notice | None = None
        self.popups: list[Incoming] = []
        self._shown = shown
        self._boot: Boot | None = Boot(self)
        self.stack: list[Screen] = [Lines(self)]
        self._follower = CallFollower(self)
        self.pending = PendingRestart(self)
        self._login_failed = False
        self._message = ""
        self.focus = Focus()
        self.saver = Saver(self)
        self._saver_screen = ScreenSaver(self)
        self._name = "boot"
        self._shown_last: Screen = self.top
        self._timed: Screen | None = None

    # What is shown
    @property
    def top(self) -> Screen:
        """The screen that keys and soft keys belong to."""
        if self._boot is not None:
            return self._boot
        if self.saver.shown:
            return self._saver_screen
        return self.popups[-1] if self.popups else self.under

    @property
    def under(self) -> Screen:
        """The screen below any pop-up."""
        return self.stack[-1]

    @property
    def layers(self) -> list[Screen]:
        """What is drawn, lowest first: the screen that covers all, and what lies over it without covering it."""
        if self.top.covers:
            return [self.top]
        lowest = next(n for n in range(len(self.stack) - 1, -1, -1) if not self.stack[n].over)
        return [*self.stack[lowest:], *self.popups[-1:]]

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
            if self.port.locked():
                keep_locked(self)
            self.pending.follow()
            self._watch_login()
            self._watch_message()
        self.saver.follow(touched=touched)
        self.focus.stay(self.top)
        self._time_out(anew=touched)
        if self.top is not self._shown_last:
            self._shown_last = self.top
            self.top.first_page()
        name = self.top.name
        if name != self._name:
            self._name = name
            self._shown(name)

    def reset(self) -> None:
        """Forget everything: as after a boot."""
        self.timers.stop_all()
        self.focus.clear()
        self.saver.wake()
        self.audio = Audio()
        self.notice = None
        self.popups = []
        self._boot = Boot(self)
        self.stack = [Lines(self)]
        self._follower = CallFollower(self)
        self.pending = PendingRestart(self)
        self._login_failed = False
        self._message = ""
        self._timed = None

    def _watch_login(self) -> None:
        """Tell once that a server refuses the credentials; the warning icon stays."""
        failed = self.port.login_failed()
        if failed and not self._login_failed:
            self.notify(text("login failed"), timing="login")
        self._login_failed = failed

    def _watch_message(self) -> None:
        """Tell what the phone has to say about a call: that a transfer has failed, that a conference is full."""
        message = self.port.message()
        if message and message != self._message:
            self.notify(text(f"message {message}"))
        self._message = message

    def _time_out(self, *, anew: bool) -> None:
        top, limit = self.top, self._idle_seconds()
        if not top.transient or not limit:
            self.timers.stop("idle")
            self._timed = None
        elif anew or top is not self._timed:
            self._timed = top
            self.timers.start("idle", limit, self._idle)

    def _idle_seconds(self) -> float:
        """How long a menu stays open by itself; 0 = for ever."""
        written = self.port.setting("up.idleTimeout")
        return float(written) if written.isdigit() else seconds("idle")

    def _idle(self) -> None:
        if self._may_leave(self._idle):
            self._close_transient()
        self.refresh()

    def _may_leave(self, then: Callable[[], None]) -> bool:
        """Whether the open menus may close; else the user is asked, and ``then`` tries it again."""
        if self.top.over:
            # The question is there already and nobody answers it.
            return True
        return all(screen.may_leave(then) for screen in reversed(self.stack) if screen.transient)

    def _close_transient(self) -> None:
        self.stack = [self.stack[0], *(screen for screen in self.stack[1:] if not screen.transient)]
        if self._follower.ringing and not self.popups:
            self.show_calls()

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
        """Put a screen on top; an older one of its kind goes. A locked phone keeps most screens closed."""
        if self.port.locked() and not open_while_locked(screen):
            return
        kept = [other for other in self.stack[1:] if not screen.replaces(other)]
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
        below = self.stack[1:]
        start = next((n for n, screen in enumerate(below) if screen.of_call or isinstance(screen, Dialer)), len(below))
        self.stack = [self.stack[0], *below[:start], shown or wanted(self)]

    def return_to(self, call: CallView) -> None:
        """From the call bar: the call full size; one that rings gets its pop-up back."""
        if call.state == "Offering":
            self.announce(call.key)
        else:
            self.show_call()

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
        if self.port.locked():
            return
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
        if self.port.locked():
            return
        # Before anything is asked: a question would stand below them, unseen.
        self.hide_popups()
        if not self._may_leave(self.home_screen):
            return
        self.stack = [self.stack[0], *(screen for screen in self.stack[1:] if not screen.transient)]
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
    def ask(self, question: str, **answers: Callable[[], None] | None) -> None:
        """A question in a pop-up; ``answers`` are commands of softkeys.yaml and what each of them does.

        The pop-up closes first, whatever is answered: ``nav.ask(text("delete entry"), yes=self._delete, no=None)``.
        """
        self.open(Message(self, question, answers))

    def notify(self, message: str, *, level: float | None = None, timing: str = "notice") -> None:
        """A message for the time that timing.yaml gives; with ``level`` it has a bar, and its own time."""
        self.notice = Notice(message, level)
        self.timers.start("notice", seconds(timing if level is None else "level"), self.dismiss)

    def unavailable(self, feature: str) -> None:
        """Say honestly that a phone could do this and the virtual one cannot."""
        self.notify(text("unavailable", feature=feature))

    def dismiss(self) -> None:
        self.notice = None
        self.timers.stop("notice")

    # What widgets and keys ask for
    def run(self, name: str) -> None:
        """A command of softkeys.yaml."""
        if name != "more":
            self.top.first_page()
        if self.top.command(name):
            return
        command = softkeys.command(name)
        if command.act:
            actions.act(self, command.act)
        else:
            self.unavailable(command.label)

    def press_digit(self, digit: str) -> None:
        self.top.digit(digit)

    def select(self) -> None:
        """The Select key: what has the focus, else what the screen has selected."""
        if not self.focus.press(self.top):
            self.top.select()

    def hold_digit(self, digit: str) -> None:
        """A key of the dial pad held for a second."""
        if not self.top.hold_digit(digit):
            self.press_digit(digit)

    def press_line(self, key: int) -> None:
        """A line key, drawn or hard."""
        linekeys.press_line(self, key)
