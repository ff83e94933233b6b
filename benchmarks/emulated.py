"""``polylab emulate`` as a child of the benchmarks: it ends when its standard input ends.

The parent holds the other end of that pipe, so even a parent that is killed leaves no emulator behind. A touch is
delivered at once here: the time for which an emulated finger rests on the glass is the phone's own, the same for
everybody, and so much longer than the exchange that it would hide every difference.
"""

import os
import signal
import threading
import time

from PolyLibrary.cli.foreground import hold_ends
from PolyLibrary.cli.main import main
from PolyLibrary.emulator.rest import touch

LAST_RESORT = 5.0


def _end_with_input() -> None:
    # os.read, for a thread that sits in sys.stdin would hold its lock when the interpreter ends.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_RESORT)
    os._exit(1)


if __name__ == "__main__":
    hold_ends()  # before the thread starts, which would else take the signal for itself and end everything at once
    threading.Thread(target=_end_with_input, daemon=True).start()
    touch.TAP_HOLDS = 0.0
    main()
