"""What is done to phones from outside: by a hand, a power switch, the network, a caller, or by mischance."""

from datetime import timedelta
from typing import Literal

from robot.api import logger
from robot.api.deco import keyword

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.redaction import redact
from PolyLibrary.session.config.configguard import RESTART_LIMIT
from PolyLibrary.session.hands.hands import Hands, hands_of
from PolyLibrary.session.hands.handtouch import Finger, touch_by_hand

NO_FAULT = "none"


class HandKeywords(KeywordGroup):
    """A finger, a plug, a handset, the SIP server, callers and faults."""

    @property
    def hands(self) -> Hands:
        """The hands at the phones of this process."""
        return hands_of(self.desk)

    @keyword(tags=["Hands", "Action"])
    def touch_by_hand(
        self,
        phone: str,
        locator: str,
        *,
        end: str | None = None,
        hold: timedelta = timedelta(0),
        duration: timedelta | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Puts a finger on a phone: on a place of its screen, on a key, or draws with it over the screen, once.

        On virtual phones it works also where the firmware takes no simulated touch or key. Only a hand presses long:
        no request of a phone does. A touch on a drawn key is not checked for emergency numbers.

        Args:
            phone: The phone. One that is not open takes points and ``key:`` only, and only when it is virtual.
            locator: A point (``70,34``), an element of the layout map, ``softkey:More``, ``line:2``, ``key:Home``, or
                a gesture of the map.
            end: Where the finger is lifted after it was drawn there: a point or an element.
            hold: How long the finger stays in its place; 0 is a short tap.
            duration: How long it draws; the gesture's own time, else 100 ms.
            timeout: How long it may take beyond that.

        Example:
        | Touch By Hand    alice    missed calls
        | Touch By Hand    alice    key:Dialpad1    hold=2 s
        | Touch By Hand    alice    68,121    end=320,156
        """
        finger = Finger(hold.total_seconds(), end, None if duration is None else duration.total_seconds())
        place = self.hands.places.named(phone)
        self._tell(f"{place.title}: {touch_by_hand(place, locator, finger, self._longer(timeout, hold))}")

    @keyword(tags=["Hands", "Action"])
    def lift_handset(self, phone: str, *, timeout: timedelta | None = None) -> None:
        """Lifts the handset of a phone: it answers what rings, sends what is typed, else there is a dial tone.

        It is put down again at the end of the test or suite.

        Args:
            phone: The phone.
            timeout: How long it may take.
        """
        self._tell(self.hands.handset(phone, self.limit(timeout), lifted=True))

    @keyword(tags=["Hands", "Action"])
    def put_down_handset(self, phone: str, *, timeout: timedelta | None = None) -> None:
        """Puts the handset of a phone down: the call that is heard in it ends.

        Args:
            phone: The phone.
            timeout: How long it may take.
        """
        self._tell(self.hands.handset(phone, self.limit(timeout), lifted=False))

    @keyword(tags=["Hands", "Action"])
    def unplug_phone(self, phone: str, *, timeout: timedelta | None = None) -> None:
        """Cuts a phone off from its power: its ports refuse, its calls are gone, nothing is said before.

        At the end of the test or suite it is plugged in again and waited for.

        Args:
            phone: The phone.
            timeout: How long it may take.

        Example:
        | Unplug Phone          bob
        | Expect Unreachable    phone=bob
        | Plug In Phone         bob
        """
        self._tell(self.hands.unplug(phone, self.limit(timeout)))

    @keyword(tags=["Hands", "Action"])
    def plug_in_phone(self, phone: str, *, wait: bool = True, timeout: timedelta | None = None) -> None:
        """Gives a phone its power back, and waits until it has booted and its lines are registered.

        Args:
            phone: The phone; one that is not open is waited for until it takes connections.
            wait: ``no`` returns at once; do not wait for the phone.
            timeout: How long it may take; 6 minutes unless given.
        """
        deadline = self.limit(timeout, RESTART_LIMIT)
        self._tell(self.hands.plug_in(phone, deadline, wait=wait))

    @keyword("Set SIP Server", tags=["Hands", "Action"])
    def set_sip_server(self, state: Literal["running", "stopped"], *, timeout: timedelta | None = None) -> None:
        """Stops the SIP server that the phones register at, or starts it again.

        Virtual phones lose their registrations at once, calls in talk go on, new ones fail. When it runs again, each
        phone comes back with its next try, up to 30 s later; at the end of the test or suite they all do at once.

        Args:
            state: ``running`` or ``stopped``.
            timeout: How long it may take.
        """
        self._tell(self.hands.sip_server(self.limit(timeout), running=state == "running"))

    @keyword(tags=["Hands", "Action"])
    def call_from_outside(
        self, number: str, *, to: str | None = None, name: str = "", timeout: timedelta | None = None
    ) -> str:
        """Lets somebody who has no phone of the lab call one.

        The call is hung up at the end of the test or suite.

        Args:
            number: The caller's number, as the phone shows it.
            to: Whom it calls: a phone, a role or a number; the phone in use unless given.
            name: The caller's name; without one the number is shown.
            timeout: How long it may take to begin.

        Returns:
            What names this call, for `Hang Up Outside` and `Expect Outside Call`.

        Example:
        | Call From Outside       5550    to=alice    name=Mum
        | Expect Incoming Call    5550    phone=alice
        """
        call, how = self.hands.outside.call(number, to, name, self.limit(timeout))
        self._tell(how)
        return call

    @keyword(tags=["Hands", "Action"])
    def hang_up_outside(self, *, call: str | None = None, timeout: timedelta | None = None) -> None:
        """Lets a caller from outside hang up.

        Args:
            call: What `Call From Outside` has returned; all of them unless given.
            timeout: How long it may take.
        """
        self._tell(self.hands.outside.hang_up(call, self.limit(timeout)))

    @keyword(tags=["Hands", "Check"])
    def expect_outside_call(self, state: str, *, call: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until a call from outside is in a state, in the caller's eyes.

        Args:
            state: ``Setup``, ``Proceeding``, ``RingBack``, ``Connected``, ``CallHold``, ``CallHeld`` or
                ``Disconnected``, or why it failed: ``Busy``, ``No answer``, ``Not Found``, ``Unavailable``.
            call: What `Call From Outside` has returned; may be left out where there is one.
            timeout: How long to wait for it.
        """
        self._tell(self.hands.outside.expect(call, state, self.limit(timeout)))

    @keyword(tags=["Hands", "Action"])
    def leave_voicemail(
        self,
        *,
        to: str | None = None,
        length: timedelta = timedelta(seconds=10),
        number: str = "5550",
        name: str = "",
        timeout: timedelta | None = None,
    ) -> None:
        """Puts a message into the mailbox of a phone, as if somebody had called.

        Which phones have one says the lab (``voicemail: yes``): `Skip Unless Phone Can` ``voicemail`` asks for it.
        The mailbox of a virtual phone is emptied at the end of the test or suite.

        Args:
            to: Whose mailbox: a phone, a role or a number; the phone in use unless given.
            length: How long the message is.
            number: The caller's number.
            name: The caller's name.
            timeout: How long it may take.
        """
        seconds = round(length.total_seconds())
        if seconds < 1:
            raise UsageError(f"A message of {length.total_seconds():g} s is none.", hint="length=10 s")
        self._tell(self.hands.leave_voicemail(to, seconds, number, name, self.limit(timeout)))

    @keyword(tags=["Hands", "Action"])
    def inject_fault(
        self,
        fault: str,
        *,
        phone: str | None = None,
        rate: float = 1.0,
        count: int = 0,
        after: int = 0,
        path: str = "",
        part: str = "",
        timeout: timedelta | None = None,
    ) -> None:
        """Lets something go wrong at a phone, on purpose; ``none`` ends all that goes wrong.

        What was injected ends with the test or suite. Of the same fault at one phone only the last one counts.

        | =Fault=               | =Occasion=        | =What happens=                                            |
        | ``closed connection`` | a request         | the connection is reset, nothing is done                  |
        | ``server error``      | a request         | 500, nothing is done                                      |
        | ``busy``              | a request         | 403, nothing is done                                      |
        | ``login refused``     | a request         | 401 also for the right login                              |
        | ``not ready``         | a REST request    | Status 4001, nothing is done                              |
        | ``without effect``    | a REST POST       | Status 2000, but nothing is done                          |
        | ``restart``           | a request         | the phone restarts in the middle of it                    |
        | ``slow answer``       | an answer         | it comes 3 s late                                         |
        | ``lost answer``       | an answer         | done, but the connection is reset before the answer       |
        | ``half answer``       | an answer         | the connection ends in the middle of it                   |
        | ``broken json``       | a JSON answer     | its end is missing                                        |
        | ``wrong certificate`` | a TLS connection  | the certificate of another phone                          |
        | ``torn picture``      | a screen capture  | its lower half is of an earlier moment                    |
        | ``old picture``       | a screen capture  | the one that was fetched before                           |
        | ``frozen picture``    | a screen capture  | the one of the moment in which this was injected          |
        | ``missing icon``      | a screen drawn    | an icon is not there; its room stays free                 |
        | ``wrong label``       | a screen drawn    | a soft key has the label of another one                   |
        | ``wrong digit``       | a screen drawn    | one digit of a number is another one                      |
        | ``LED colour``        | a screen drawn    | the icon of a line key's state has a wrong colour         |
        | ``shifted screen``    | a screen drawn    | a text or icon stands 2 px further to the right           |
        | ``other language``    | a screen drawn    | the texts are in another language than the configured one |
        | ``missing log lines`` | a line of the log | it is not written                                         |
        | ``dropped answer``    | an answered call  | it goes on ringing                                        |
        | ``clock jump``        | at once           | the phone's time of day is an hour ahead                  |

        The faults of drawing change the picture and nothing else: what the phone tells of its screen by REST stays
        right. A screen drawn is one more state of the screen of which a picture is fetched and on which there is
        something to strike; the picture of a state stays the same until the screen changes. They strike one thing:
        icons of the status bar before others, numbers before digits among letters, what ticks last.

        Args:
            fault: One of the table, or ``none``.
            phone: The phone; ``none`` without it means all open phones.
            rate: The share of the occasions that it strikes, above 0 and at most 1; the same ones in each run.
            count: How often it strikes in all; 0 is without end. The library looks at phones by itself, too: where
                there is a ``path`` such looks do not use it up.
            after: So many occasions pass first.
            path: A part of the path of the requests that are occasions, as in ``simulateTouch``.
            part: What on the screen a fault of drawing strikes: a text, an icon such as ``missed``, ``row 2`` or
                ``soft key 1``; other screens are no occasion. Without it the first thing that can be struck.
            timeout: How long it may take.

        Example:
        | Inject Fault    lost answer    phone=alice    count=1    path=simulateTouch
        | Tap             missed calls   phone=alice
        | Inject Fault    none
        """
        deadline = self.limit(timeout)
        if fault.strip().casefold() == NO_FAULT:
            self._tell(self.hands.clear_faults(phone, deadline))
            return
        how = self.hands.inject(fault, phone, deadline, rate=rate, count=count, after=after, path=path, part=part)
        self._tell(how)

    def _longer(self, timeout: timedelta | None, hold: timedelta) -> Deadline:
        """The time that a keyword may take, and the time that a finger stays."""
        limit = self.limit(timeout)
        return Deadline(limit.limit + hold.total_seconds(), limit.setting, limit.started)

    @staticmethod
    def _tell(text: str) -> None:
        logger.info(redact(text))
