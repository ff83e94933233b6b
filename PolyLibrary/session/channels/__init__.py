"""Side channels of a phone in use: push, polling, notifications that end waits early."""
