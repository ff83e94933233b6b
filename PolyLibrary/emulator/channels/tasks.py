"""The few tasks that the side channels need while something is under way; an idle phone has none."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Keeps running tasks alive, and ends them with the phone."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run something in the phone's loop."""
        task = self._loop.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def stop(self) -> None:
        """Cancel what runs."""
        for task in tuple(self._running):
            task.cancel()
