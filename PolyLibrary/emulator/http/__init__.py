"""The HTTP face of a virtual phone: ports, headers, logins, the order of checks."""
