"""What happens around keywords, tests and suites: evidence of failures, and the cleaning up."""

from typing import Any

from robot.api import logger
from robot.libraries.BuiltIn import BuiltIn
from robot.running.context import EXECUTION_CONTEXTS

from PolyLibrary.keywords.base import Settings
from PolyLibrary.keywords.evidence_log import EvidenceLog
from PolyLibrary.keywords.misspelt import handed_on_too_late, misspelt_arguments, secret_as_text
from PolyLibrary.session.cleaning import Cleaned
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.phone_session import Scope

# Under these a failure need not end the test: its evidence is kept back until the test has failed.
_CATCHING = {
    "run keyword and expect error",
    "run keyword and ignore error",
    "run keyword and return status",
    "run keyword and warn on failure",
    "wait until keyword succeeds",
    "expect refusal",
    "run keyword and continue on failure",
}


class Listener:
    """The listener of one import of the library; several imports share the desk and take turns once."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, library: object, desk: Desk, settings: Settings) -> None:
        self._library = library
        self._desk = desk
        self._settings = settings
        self._cleans = False  # whether this import's listener began the test and so ends it for all
        self._catching = 0
        self._evidence = EvidenceLog(desk, wanted=settings.run_on_failure == "evidence")
        self._hints: list[str] = []

    # Suites and tests -------------------------------------------------------------------------------------

    def start_suite(self, data: Any, result: Any) -> None:
        """Remember where the suite lies, for a lab file beside it, and that what is made now is its own."""
        del result
        if data.source is not None:
            self._desk.suite_folder = data.source if data.source.is_dir() else data.source.parent
        if not _dry_run():
            self._desk.begin_suite(data.full_name)

    def end_suite(self, data: Any, result: Any) -> None:
        """Clean up after the suite that imported the library, and say what kind of phones it ran on."""
        if _dry_run():
            return
        if self._desk.lab_known:
            lab = self._desk.lab
            result.metadata["Lab"] = lab.source
            result.metadata["Phones"] = "virtual (emulated in software)" if lab.virtual else "real"
        if self._desk.suite != data.full_name:
            return  # another import has cleaned up already
        self._run_at_end("suite")
        told = []
        idle, limit = self._settings.cleanup != "none", self._settings.cleanup_timeout.total_seconds()
        for cleaned in self._desk.end_suite(data.full_name, idle=idle, limit=limit):
            self._report(cleaned, "suite")
            told += [f"- {cleaned.session.name}: {sentence}" for sentence in cleaned.told]
        if told:  # the log has no place for messages between the last keyword and the end of a suite
            result.metadata["Configuration"] = "\n".join(told)

    def start_test(self, data: Any, result: Any) -> None:
        """History counts from here."""
        del data, result
        self._evidence.forget()
        self._hints.clear()
        self._desk.turns.clear()
        self._catching = 0
        if not _dry_run() and not self._desk.in_test:
            self._cleans = True
            self._desk.begin_test()

    def end_test(self, data: Any, result: Any) -> None:
        """Show what was kept back, then bring everything back to where it was."""
        del data
        if _dry_run():
            return
        if not result.passed:
            self._evidence.show()
            fresh = [hint for hint in self._hints if hint not in result.message]
            if fresh:
                result.message = "\n".join([result.message, *fresh])
        self._evidence.forget()
        if not self._cleans:
            return
        self._cleans = False
        problems = self._run_at_end("test")
        if problems:  # as in a teardown; Robot has marked the test already, but without a word
            result.status = "FAIL"
            result.message = "\n".join(filter(None, [result.message, *problems]))
        idle, limit = self._settings.cleanup != "none", self._settings.cleanup_timeout.total_seconds()
        for cleaned in self._desk.end_test(idle=idle, close=self._settings.auto_close == "test", limit=limit):
            problems += self._report(cleaned, "test")
            if cleaned.ended:
                result.tags.add("left-dirty")
                problems.append(f"{cleaned.session.name} was left with {'; '.join(cleaned.ended)}")
        if problems and self._settings.cleanup == "fail" and result.passed:
            result.status = "FAIL"
            result.message = "The test left phones that had to be cleaned:\n" + "\n".join(problems)

    def _run_at_end(self, scope: Scope) -> list[str]:
        problems = []
        key = self._desk.key(scope)
        for entry in reversed([each for each in self._desk.at_end if each[0] == key]):
            self._desk.at_end.remove(entry)
            _, name, args = entry
            passed, message = BuiltIn().run_keyword_and_ignore_error(name, *args)
            if passed != "PASS":
                problems.append(f"At the end of the {scope} {name} failed: {message}")
                logger.warn(problems[-1])
        return problems

    @staticmethod
    def _report(cleaned: Cleaned, scope: Scope) -> list[str]:
        name = cleaned.session.title
        if cleaned.ended:
            logger.warn(f"{name}: the {scope} left calls that had to be ended: {'; '.join(cleaned.ended)}")
        for sentence in cleaned.told:
            logger.info(f"{name}: {sentence}")
        problems = [f"{name}: cleaning up failed: {error}" for error in cleaned.errors]
        for problem in problems:
            logger.warn(problem)
        return problems

    # Keywords ---------------------------------------------------------------------------------------------

    def start_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Count how deep we are in keywords that catch failures, or that run one on one phone after another."""
        del data, result
        if implementation.name and implementation.name.casefold() in _CATCHING:
            self._catching += 1
        if self._takes_turns(implementation):
            self._desk.turns.append(set())

    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """When one of our keywords failed: name a misspelt argument, or keep the evidence."""
        if implementation.name and implementation.name.casefold() in _CATCHING:
            self._catching = max(0, self._catching - 1)
        left = self._desk.turns.pop() if self._takes_turns(implementation) and self._desk.turns else None
        if _dry_run() or not result.failed or not self._ours(implementation):
            return
        hints = misspelt_arguments(data.args, implementation.args, implementation.full_name)
        hints += secret_as_text(result.message) + handed_on_too_late(result.message, implementation.args)
        for hint in hints:
            logger.info(hint)
        self._hints += hints
        if left:
            self._evidence.turns_ended(left, caught=bool(self._catching))
        else:
            self._evidence.failed(result.message, caught=bool(self._catching))

    def start_try_branch(self, data: Any, result: Any) -> None:
        del result
        self._catching += data.type == "TRY"

    def end_try_branch(self, data: Any, result: Any) -> None:
        del result
        self._catching = max(0, self._catching - (data.type == "TRY"))

    def _takes_turns(self, implementation: Any) -> bool:
        return implementation.name == "On All Phones" and self._ours(implementation)

    def _ours(self, implementation: Any) -> bool:
        return getattr(implementation.owner, "instance", None) is self._library


def _dry_run() -> bool:
    context = EXECUTION_CONTEXTS.current
    return bool(context is None or context.dry_run)
