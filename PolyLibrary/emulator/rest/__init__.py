"""The REST endpoints of a virtual phone, one file a subject."""
