"""The command line: ``polylab``."""
