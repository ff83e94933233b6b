"""Configuration that a test sets: remembered, put back, and compared."""
