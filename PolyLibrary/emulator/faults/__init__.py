"""Faults of a virtual phone, injected on purpose: what can go wrong, where, and how often."""
