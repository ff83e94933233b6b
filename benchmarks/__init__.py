"""How fast PolyLibrary is: ratios to a bare peer or a limit, measured in one run. ``python -m benchmarks``."""
