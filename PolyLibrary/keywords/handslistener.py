"""What happens around tests and suites that use hands: what they have changed is put back."""

from typing import Any

from robot.api import logger
from robot.running.context import EXECUTION_CONTEXTS

from PolyLibrary.keywords.misspelt import misspelt_arguments
from PolyLibrary.redaction import redact
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.hands.hands import Hands


class HandsListener:
    """The listener of one import; several imports share the hands and take turns once.

    Where PolyLibrary is imported as well, its clean-up has things put back before it begins; here they are told.
    """

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, library: object, hands: Hands, desk: Desk) -> None:
        self._library = library
        self._hands = hands
        self._desk = desk
        self._hints: list[str] = []

    def start_suite(self, data: Any, result: Any) -> None:
        """What is done from now on belongs to this suite."""
        del result
        if data.source is not None and self._desk.suite_folder is None:
            self._desk.suite_folder = data.source if data.source.is_dir() else data.source.parent
        if not _dry_run():
            self._hands.back.begin("suite", data.full_name)

    def start_test(self, data: Any, result: Any) -> None:
        """What is done from now on belongs to this test."""
        del data, result
        self._hints.clear()
        if not _dry_run():
            self._hands.back.begin("test")

    def end_test(self, data: Any, result: Any) -> None:
        """Put back what the test has changed."""
        del data
        if _dry_run():
            return
        fresh = [hint for hint in self._hints if hint not in result.message]
        if result.failed and fresh:
            result.message = "\n".join([result.message, *fresh])
        self._hands.told += self._hands.back.end("test")
        self._tell()

    def end_suite(self, data: Any, result: Any) -> None:
        """Put back what the suite has changed; the log has no place for messages after the last keyword."""
        if _dry_run():
            return
        self._hands.told += self._hands.back.end("suite", data.full_name)
        told = self._tell()
        if told:
            result.metadata["Put back by Hands"] = "\n".join(f"- {sentence}" for sentence in told)

    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """When a keyword of this library failed: name a misspelt argument."""
        if _dry_run() or not result.failed or getattr(implementation.owner, "instance", None) is not self._library:
            return
        for hint in misspelt_arguments(data.args, implementation.args, implementation.full_name):
            logger.info(hint)
            self._hints.append(hint)

    def _tell(self) -> list[str]:
        told, self._hands.told = self._hands.told, []
        for sentence in told:
            say = logger.info if sentence.kind == "done" else logger.warn
            say(redact(f"Put back: {sentence.text}" if sentence.kind == "done" else sentence.text))
        return [redact(sentence.text) for sentence in told]


def _dry_run() -> bool:
    context = EXECUTION_CONTEXTS.current
    return bool(context is None or context.dry_run)
