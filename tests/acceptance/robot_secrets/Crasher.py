"""Breaks things inside the library, as a defect in it or in what it is made of would."""

from collections.abc import Callable
from typing import Any

from PolyLibrary.phone.wire import Wire


class Crasher:
    """Keywords that break the wire, and mend it."""

    ROBOT_LIBRARY_SCOPE = "GLOBAL"

    def __init__(self) -> None:
        self._whole: Callable[..., Any] = Wire.send

    def break_the_wire(self, how: str) -> None:
        """From now on sending fails with a text that shows all headers and the body, as some libraries' errors do."""

        def broken(self: Wire, request: Any, *args: Any, **options: Any) -> Any:
            told = f"cannot send {dict(request.headers)} {request.body!r} to {request.url}"
            if how == "from another":
                try:
                    raise KeyError(told)
                except KeyError as error:
                    raise RuntimeError(f"broken: {request.headers.get('Authorization')}") from error
            if how == "as the network does":
                raise ConnectionResetError(104, told)
            if how == "as a header does":
                raise ValueError(f"Invalid header value {request.headers.get('Authorization', '').encode()!r}")
            raise RuntimeError(told)

        Wire.send = broken  # type: ignore[method-assign]

    def mend_the_wire(self) -> None:
        """Send as before."""
        Wire.send = self._whole  # type: ignore[method-assign]
