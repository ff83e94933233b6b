"""The two versions of an endpoint: one is asked, the other where a phone lacks that."""

import time
from collections.abc import Callable
from typing import TypeVar

from PolyLibrary.errors import PathMissing

#: Seconds that a lack is remembered. Not for ever: a phone that boots answers 404 before all of its API is there,
#: and one that is updated may have the endpoint afterwards.
REMEMBERED = 30.0

Answer = TypeVar("Answer")


class Versions:
    """Chooses between two versions of one endpoint of one phone."""

    def __init__(self) -> None:
        self._lacks_until = 0.0

    def ask(self, preferred: Callable[[], Answer], other: Callable[[], Answer]) -> Answer:
        """What ``preferred`` gives; what ``other`` gives where the phone lacks the first.

        Raises:
            PathMissing: It lacks both; nothing is remembered of that.
        """
        if time.monotonic() >= self._lacks_until:
            try:
                return preferred()
            except PathMissing:
                answer = other()
            self._lacks_until = time.monotonic() + REMEMBERED
            return answer
        try:
            return other()
        except PathMissing:
            self._lacks_until = 0.0
            return preferred()
