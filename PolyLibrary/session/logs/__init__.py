"""The phone's log: read by web or heard by syslog, and checks of what stands in it."""
