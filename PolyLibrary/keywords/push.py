"""What is pushed to a phone."""

from datetime import timedelta

from robot.api.deco import keyword

from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.session.parties import refuse_named


class Push(KeywordGroup):
    """XML push."""

    @keyword(tags=["Device", "Action"])
    def push_actions(
        self,
        *actions: str,
        priority: str = "Critical",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> str:
        """Has the phone run actions by XML push, in their order and without a pause; sent once.

        Push is switched on when it is off and put back at the end of the suite, unless the lab file has a ``push:``
        login for the phone. A phone gives the same answer to a push that it drops: for an action that it does not
        know, more than 2048 bytes, a priority that it does not take, a sound without a server, or when it is locked.
        All but the last are checked before; the log says so. Look for the effect.

        Args:
            actions: One action each: ``Key:Home`` presses a key, ``Tel:3035`` or ``Tel:3035;line2`` dials,
                ``CallAction:EndCall;nCallReference=41a8a520`` acts on a call, ``Play:bell.wav`` plays a file below
                ``apps.push.serverRootURL``, ``Action:UpdateConfig`` fetches the configuration, and ``SoftKey:Exit``
                presses a key of the phone's browser.
            priority: ``Critical``, ``Important``, ``High``, ``Normal`` (waits until the phone is idle) or ``all``.
            phone: The phone.
            timeout: How long it may take.

        Returns:
            What the phone said: ``taken by the phone``, or ``sent, maybe not shown`` with its words.

        Numbers of ``Tel:`` and digits of ``Key:`` are guarded like those of Dial: emergency numbers are refused
        before anything is sent.

        Example:
        | Push Actions    Key:Menu    Key:DialPad1
        | Push Actions    Tel:1002    phone=alice
        """
        from PolyLibrary.session.channels.push import push_actions

        for action in actions:
            if ":" not in action.partition("=")[0]:
                refuse_named(action, "a push action", ("priority", "phone", "timeout"))
        session = self.on(phone)
        pushed = push_actions(session, actions, self.limit(timeout), priority=priority)
        self.say(session, str(pushed))
        return str(pushed.result)
