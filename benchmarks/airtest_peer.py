"""Airtest's multi-scale matcher, timed by the Python of an environment of its own: it cannot live beside ours.

Its packages are of another age (numpy 1, opencv-contrib 4.6). This file is run there, knows nothing of ours, and
prints one JSON line: the seconds of each round, and where it found the template.
"""

import json
import logging
import sys
import time


def main() -> None:
    import numpy as np

    logging.disable(logging.CRITICAL)
    from airtest.aircv.multiscale_template_matching import MultiScaleTemplateMatching

    screen, template = (np.load(file) for file in sys.argv[1:3])
    took, found = [], None
    for _ in range(int(sys.argv[3]) + 1):
        started = time.perf_counter()
        found = MultiScaleTemplateMatching(template, screen, threshold=0.7).find_best_result()
        took.append(time.perf_counter() - started)
    print(json.dumps({"took": took[1:], "found": found and found["result"]}))


if __name__ == "__main__":
    main()
