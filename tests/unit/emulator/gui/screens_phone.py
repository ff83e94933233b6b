"""The phone double with contacts, settings, forwarding, mailboxes and a lock behind it."""

from collections.abc import Sequence
from dataclasses import replace

from gui_phone import FakePhone
from menu_hands import MenuHands

from PolyLibrary.emulator.config import BadValue, Config
from PolyLibrary.emulator.contacts import ContactBook
from PolyLibrary.emulator.gui.port import Contact, ForwardKind, ForwardView, LineView, Mailbox
from PolyLibrary.emulator.gui.ports.settings import Need


class MenuPhone(MenuHands, FakePhone):
    """Keeps its parameters in a real configuration and its contacts in a real book."""

    def __init__(self, lines: int = 1) -> None:
        self.config = Config({f"reg.{n}.address": f"10{n:02}" for n in range(1, lines + 1)} | {"reg.1.label": "Alice"})
        self.book = ContactBook()
        self.forwarding: dict[tuple[int, ForwardKind], ForwardView] = {}
        self.dnd = False
        self.boxes: list[Mailbox] = []
        self.problems: list[str] = []
        self.is_locked = False
        self.wrong = 0
        self.authorised: list[str] = []
        self.preference = False
        super().__init__(lines)

    # Settings

    def setting(self, name: str) -> str:
        return self.config.text(name)

    def set_setting(self, name: str, value: str) -> bool:
        self.did.append(("set_setting", name, value))
        wanted = {name: value}
        if name.startswith("device."):
            wanted |= {"device.set": "1", f"{name}.set": "1"}
        try:
            self.config.set(wanted, "local")
        except BadValue:
            return False
        return self.config.parameter(name) is not None

    def need_of(self, name: str) -> Need:
        known = self.config.parameter(name)
        return known.need if known else "live"

    def capture_preference(self) -> bool:
        return self.preference

    def set_capture_preference(self, on: bool) -> None:
        self.preference = on

    # Contacts
    def contacts(self, search: str = "") -> Sequence[Contact]:
        return self.book.entries(search, "first" if self.config.text("dir.search.field") == "1" else "last")

    def favorites(self) -> Sequence[Contact]:
        return self.book.favorites()

    def name_of(self, number: str) -> str:
        found = self.book.of_number(number)
        return found.name if found else ""

    def store_contact(self, contact: Contact) -> str:
        return self.book.store(contact)

    def delete_contact(self, key: int) -> None:
        self.book.delete(key)

    # Features
    def lines(self) -> Sequence[LineView]:
        on = {line for (line, _), view in self.forwarding.items() if view.on}
        return [replace(line, forwarded=line.key in on) for line in super().lines()]

    def forwards(self, line: int) -> Sequence[ForwardView]:
        kinds: tuple[ForwardKind, ...] = ("always", "busy", "no answer")
        return [self.forwarding.get((line, kind), ForwardView(kind, on=False, contact="", rings=9)) for kind in kinds]

    def set_forward(self, line: int, kind: ForwardKind, contact: str, rings: int = 0) -> None:
        self.did.append(("set_forward", line, kind, contact, rings))
        kept = next(view.contact for view in self.forwards(line) if view.kind == kind)
        self.forwarding[line, kind] = ForwardView(kind, on=bool(contact), contact=contact or kept, rings=rings)

    def do_not_disturb(self) -> bool:
        return self.dnd

    def set_do_not_disturb(self, on: bool) -> None:
        self.dnd = on

    def mailboxes(self) -> Sequence[Mailbox]:
        return self.boxes

    def warnings(self) -> Sequence[str]:
        return self.problems

    def login_failed(self) -> bool:
        return any("credentials" in problem for problem in self.problems)

    def locked(self) -> bool:
        return self.is_locked

    def lock(self) -> None:
        self.is_locked = True

    def unlock(self, password: str) -> bool:
        self.did.append(("unlock",))
        if self.unlock_wait() or password != "123":
            self.wrong += 1
            return False
        self.is_locked = False
        return True

    def unlock_wait(self) -> int:
        return 60 if self.wrong >= 5 else 0

    def authorised_numbers(self) -> Sequence[str]:
        return self.authorised

    def may_dial(self, number: str) -> bool:
        return not self.is_locked or number in self.authorised
