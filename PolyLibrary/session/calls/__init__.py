"""Calls of a phone in use: making, answering and picking them, and checks of what they do."""
