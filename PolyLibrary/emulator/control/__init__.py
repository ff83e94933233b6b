"""The control port of a fleet: what hands, a power switch and the outside world do to virtual phones."""
