"""Restarts and resets: asked for once, then waited for."""

from datetime import timedelta
from typing import Literal

from robot.api.deco import keyword

from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.session.config.configguard import RESTART_LIMIT
from PolyLibrary.session.device import resets


class Restarting(KeywordGroup):
    """Restart, reboot, reset, update."""

    @keyword(tags=["Device", "Action"])
    def restart_phone(
        self,
        *,
        wait: bool = True,
        during_call: bool = False,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Restarts a phone's application, which reads its configuration anew, and waits until it is ready.

        Ready means: it has gone away or its up-time has begun anew, it answers, and its lines are registered again
        (if they were before). While a call is up nothing is sent, unless ``during_call`` says so.

        Args:
            wait: ``no`` returns as soon as the phone has taken the order; do not wait for the restart.
            during_call: ``yes`` sends the order during a call: the phone then waits for the end of its calls, and
                may refuse other actions meanwhile, so that the far end has to end them.
            phone: The phone.
            timeout: How long it may take; 6 minutes unless given.

        Example:
        | Restart Phone    phone=alice
        """
        self._restart("restart", wait, during_call, phone, timeout)

    @keyword(tags=["Device", "Action"])
    def reboot_phone(
        self,
        *,
        wait: bool = True,
        during_call: bool = False,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Reboots a phone, its updater included, and waits until it is ready; see `Restart Phone`.

        Args:
            wait: ``no`` returns as soon as the phone has taken the order; do not wait for the reboot.
            during_call: ``yes`` sends the order during a call: the phone then waits for the end of its calls, and
                may refuse other actions meanwhile, so that the far end has to end them.
            phone: The phone.
            timeout: How long it may take; 6 minutes unless given.
        """
        self._restart("reboot", wait, during_call, phone, timeout)

    def _restart(
        self, kind: resets.Kind, wait: bool, during_call: bool, phone: str | None, timeout: timedelta | None
    ) -> None:
        session = self.on(phone)
        deadline = self.limit(timeout, RESTART_LIMIT)
        self.say(session, resets.restart(session, kind, deadline, wait=wait, during_call=during_call))

    @keyword(tags=["Device", "Action"])
    def factory_reset_phone(self, confirm: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Wipes a phone: lines, passwords, certificates and settings. Nothing of it is put back.

        The REST API is switched off with everything else. The keyword waits until the phone has come back and says
        in which state; until it is provisioned again, other keywords cannot reach it. While a call is up nothing is
        sent.

        Args:
            confirm: The phone's own name or its MAC address; anything else is refused before anything is sent.
            phone: The phone.
            timeout: How long to wait for it to come back; 6 minutes unless given.

        Example:
        | Factory Reset Phone    0004f2aabbcc    phone=alice
        """
        session = self.on(phone)
        text = resets.factory_reset(session, confirm, self.limit(timeout, RESTART_LIMIT))
        self.warn(session, f"{text}.")

    @keyword(tags=["Configuration", "Action"])
    def update_configuration(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Has the phone fetch its configuration from the provisioning server; waits when it restarts for it.

        The phone answers at once and restarts only when a change needs it: the keyword looks for that for 3 s.
        Where the server is slow, `Wait Until Phone Is Ready` with ``restarted=yes`` waits for a later restart.

        Args:
            phone: The phone.
            timeout: How long a restart may take; 6 minutes unless given.
        """
        session = self.on(phone)
        self.say(session, resets.update_configuration(session, self.limit(timeout, RESTART_LIMIT)))

    @keyword(tags=["Configuration", "Action"])
    def reset_config(
        self,
        source: Literal["local", "web", "device", "cloud", "all"],
        *,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Removes the values of one source, waits for the restart, and logs what has changed by it.

        | =Source=   | =Removes=                                                                |
        | ``local``  | what was set at the phone itself                                         |
        | ``web``    | what was set by the web page or by REST, Set Config included             |
        | ``device`` | the ``device.*`` settings kept in flash: network, provisioning, passwords |
        | ``cloud``  | what was set from the cloud                                              |
        | ``all``    | all of these                                                             |

        What it removes is not put back, but for what `Set Config` remembers. While a call is up nothing is sent.

        Args:
            source: Whose values are removed; ``device`` and ``all`` may leave a real phone without network.
            phone: The phone.
            timeout: How long the restart may take; 6 minutes unless given.
        """
        session = self.on(phone)
        reset = resets.reset_config(session, source, self.limit(timeout, RESTART_LIMIT))
        self.say(session, f"removed {reset.meaning}; {reset.restarted}")
        for change in reset.changed:
            self.say(session, f"changed by the reset: {change}")
