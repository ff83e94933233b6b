"""XML push: ``POST /push``.

The answer comes before anything is done and says nothing of what becomes of it (known).
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from PolyLibrary.emulator.channels.acts import Doer
from PolyLibrary.emulator.channels.digest import Digest, Nonces
from PolyLibrary.emulator.channels.fetch import address_of, fetch
from PolyLibrary.emulator.channels.internal import Act, read_list
from PolyLibrary.emulator.channels.pushbody import MOST_CONTENT, Pushed, Refused, read_push
from PolyLibrary.emulator.channels.tasks import Tasks
from PolyLibrary.emulator.channels.words import user_agent, words
from PolyLibrary.emulator.http.looks import look_of
from PolyLibrary.emulator.http.pages import error_page, reply

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

PATH = "/push"
REALM = "PUSH Authentication"
ANSWER = b"Push Message will be displayed successfully"
ALL = "5"
MOST_WAITING = 32
MOST_SOUND = 1024 * 1024


class Push:
    """The push channel of one phone; exists only while push is set up.

    Args:
        locked: Whether the phone is locked; then nothing is carried out.
    """

    def __init__(self, phone: "VirtualPhone", nonces: Nonces, tasks: Tasks, locked: Callable[[], bool]) -> None:
        self._phone = phone
        self._digest = Digest(REALM, nonces, phone.profile)
        self._tasks = tasks
        self._doer = Doer(phone, self._play)
        self._exact = phone.profile["push_key_case"] == "exact"
        self._waiting: deque[Sequence[Act]] = deque(maxlen=MOST_WAITING)
        self._draining = False
        self._locked = locked

    def stop(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
        self._doer.stop()

    def answer(self, request: web.BaseRequest, body: bytes) -> web.StreamResponse:
        """One request."""
        phone = self._phone
        user, password = (phone.config.text(f"apps.push.{name}") for name in ("username", "password"))
        header = request.headers.get("Authorization")
        if not self._digest.lets_in(header, request.method, PATH, user, password):
            return error_page(request, 401, challenges=[self._digest.challenge()])
        if request.method != "POST":
            return error_page(request, int(phone.profile["wrong_method"]))
        try:
            pushed = self._judge(body)
        except Refused as reason:
            self._note(str(reason))
            if phone.profile["push_refusal"] == "4xx":
                return error_page(request, 400)
        else:
            # Carried out once the answer has been written.
            phone.clock.loop.call_soon(self._begin, pushed)
        return _accepted(request)

    def _judge(self, body: bytes) -> Pushed:
        """The push, if this phone takes it.

        Raises:
            Refused: It does not.
        """
        pushed = read_push(body, exact=self._exact)
        taken = self._phone.config.text("apps.push.messageType")
        if taken not in (ALL, str(words()["priorities"][pushed.priority])):
            raise Refused(f"priority {pushed.priority} is not allowed")
        if self._locked():
            raise Refused("the phone is locked")
        if pushed.kind == "page":
            raise Refused("there is no browser for pages")
        if pushed.kind == "list":
            self._acts(pushed.content)
        return pushed

    def _acts(self, text: str) -> Sequence[Act]:
        acts = read_list(text, exact=self._exact)
        if acts is None:
            raise Refused("a URI of the list is unknown")
        return acts

    def _note(self, reason: str) -> None:
        self._phone.log.write("mb", 2, f"push not executed: {reason}")

    def _begin(self, pushed: Pushed) -> None:
        if pushed.kind == "list":
            self._admit(self._acts(pushed.content), pushed.priority)
            return
        url = self._address(pushed.content)
        if url is None:
            self._note("there is no application server")
        else:
            self._tasks.start(self._fetch_list(url, pushed.priority))

    def _address(self, path: str) -> str | None:
        return address_of(self._phone.config.text("apps.push.serverRootURL"), path)

    def _agent(self) -> str:
        model = self._phone.model
        return user_agent(model.display, self._phone.profile.firmware)

    async def _fetch_list(self, url: str, priority: str) -> None:
        content = await fetch(url, self._agent(), MOST_CONTENT)
        try:
            if content is None:
                raise Refused("the list could not be fetched")
            acts = self._acts(content.decode("utf-8-sig", "replace"))
        except Refused as reason:
            self._note(str(reason))
            return
        self._admit(acts, priority)

    def _play(self, path: str) -> None:
        url = self._address(path)
        if url is not None:
            self._tasks.start(self._fetch_sound(url, path))

    async def _fetch_sound(self, url: str, path: str) -> None:
        content = await fetch(url, self._agent(), MOST_SOUND)
        if content is None:
            self._phone.log.write("res", 4, f"Failed to download file {path}")
        else:
            self._phone.log.write("res", 2, f"play {path}, {len(content)} bytes")

    # Precedence: a push of normal priority waits until the phone is idle, the others go at once.
    def _busy(self) -> bool:
        return any(leg.live for leg in self._phone.desk.legs)

    def _admit(self, acts: Sequence[Act], priority: str) -> None:
        if priority == "normal" and (self._waiting or self._busy()):
            self._waiting.append(acts)
        else:
            self._run(acts)

    def _run(self, acts: Sequence[Act]) -> None:
        for act in acts:
            if self._phone.life.up:
                self._doer.do(act)

    def changed(self) -> None:
        """Calls have changed."""
        self._doer.changed()
        if self._waiting and not self._draining and not self._busy():
            # Not in the middle of the change: the desk may not have finished it.
            self._draining = True
            self._phone.clock.loop.call_soon(self._drain)

    def _drain(self) -> None:
        self._draining = False
        while self._waiting and not self._busy():
            self._run(self._waiting.popleft())


def _accepted(request: web.BaseRequest) -> web.StreamResponse:
    response = reply(request, ANSWER, "text/html")
    # The captured answer has the five first headers only.
    for name in look_of(request).headers:
        response.headers.popall(name, None)
    return response
