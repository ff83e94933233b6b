"""What was found out of how a phone wants to be asked, for whoever opens it again."""

from dataclasses import dataclass, field
from typing import Literal

from PolyLibrary.phone.address import WireScheme


@dataclass
class Ways:
    """The ways of one phone.

    Attributes:
        scheme: The scheme by which its REST API answered; None while nothing is known.
        login: How it asks for the password. A Digest has to be asked for anew all the same.
        warned: Kinds of warnings that were given: once a phone is enough.
    """

    scheme: WireScheme | None = None
    login: Literal["basic", "digest"] | None = None
    warned: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """The phone did not answer as it used to: it is asked as one that nobody knows."""
        self.scheme = self.login = None
