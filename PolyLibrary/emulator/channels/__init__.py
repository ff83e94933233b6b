"""Side channels of a virtual phone: XML push, XML polling, telephony event notifications, syslog."""
