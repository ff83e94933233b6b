"""One phone on the wire: transport, REST endpoints, log and screen capture.

Plain typed Python without Robot Framework. The way in is ``PolyLibrary.phone.phone.Phone``.
"""
