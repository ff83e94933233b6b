"""Features of a phone: do not disturb, forwarding, line keys, messages."""
