"""The state of the registrations."""

import hashlib

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint


@endpoint("GET", "v1/webCallControl/sipStatus")
def sip_status(ask: Ask) -> Reply:
    """One user for each registration, with its one event; on Skype phones their identifiers, too."""
    phone = ask.phone
    users = []
    for line in (line for line in phone.lines if line.first):
        registered = phone.desk.registered_on(line)
        seed = f"{phone.mac}/{line.registration}/{phone.life.boots}"
        # Half of its time a registration is renewed.
        lives = phone.config.number(f"reg.{line.registration}.server.1.expires")
        left = lives - phone.life.uptime % max(1, lives // 2)
        user: dict[str, object] = {
            "Name": line.number,
            "LineNumber": str(line.key),
            "TotalCalls": str(sum(leg.line == line.key and leg.live for leg in phone.desk.legs)),
            "TotalEvents": "1",
            "Events": [
                {
                    "Type": "Register",
                    "RegistrationState": "Registered" if registered else "Registering",
                    "CallID": hashlib.sha256(seed.encode()).hexdigest()[:32] if registered else "",
                    "Expires": str(left) if registered else "0",
                }
            ],
        }
        if phone.config.text("device.baseProfile") == "Lync":
            identity = hashlib.sha256(f"uuid {phone.mac}".encode()).hexdigest()
            uuid = "-".join((identity[:8], identity[8:12], identity[12:16], identity[16:20], identity[20:32]))
            user |= {"UUID": uuid, "GRUUID": f"sip:{line.number}@{line.server};opaque=user:epid:{identity[32:54]};gruu"}
        users.append(user)
    return Reply(data={"TotalUser": str(len(users)), "User": users})
