"""Layout maps: the named things on each model's screen, and how a keyword points at them."""
