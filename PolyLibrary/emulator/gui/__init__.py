"""The screen of a virtual phone: widgets that are drawn, touched and operated by keys."""
