"""What a cloud service sets: a source of its own, below the web page and above the provisioning file."""

from handset import PASSWORD, Handset, reach_of, until

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

NAME = "up.backlight.timeout"


def start(fleet: Fleet, number: str, **config: str) -> Handset:
    """A phone whose firmware has configReset/cloud; ``__`` stands for the dot."""
    named = {name.replace("__", "."): value for name, value in config.items()}
    fleet.start([PhoneSetup(f"Phone {number}", number, PASSWORD, model="VVX450", config=named)])
    return Handset(fleet, reach_of(fleet.phones[number]))


def setting(phone: Handset) -> tuple[str, str]:
    found = phone.send("v1/mgmt/config/get", {"data": [NAME]})["data"][NAME]
    return found["Value"], found["Source"]


def test_the_cloud_has_a_source_of_its_own(fleet: Fleet) -> None:
    phone = start(fleet, "2401", up__backlight__timeout="31")
    assert setting(phone) == ("31", "config")
    boots = phone.phone.life.boots
    phone.fleet.run(lambda: phone.phone.provision({NAME: "32"}, by="cloud"))
    until(lambda: phone.phone.life.boots == boots + 1 and phone.phone.life.ready and not phone.phone.life.busy)
    assert setting(phone) == ("32", "cloud")
    assert phone.post("v1/mgmt/configReset/cloud") == "2000"
    until(lambda: phone.phone.life.boots == boots + 2 and phone.phone.life.ready and not phone.phone.life.busy)
    assert setting(phone) == ("31", "config")


def test_another_set_of_the_cloud_takes_the_place_of_the_first(fleet: Fleet) -> None:
    phone = start(fleet, "2402")
    phone.fleet.run(lambda: phone.phone.config.provide({NAME: "33", "up.25mm": "2"}, "cloud"))
    phone.fleet.run(lambda: phone.phone.config.provide({NAME: "34"}, "cloud"))
    assert phone.fleet.run(lambda: phone.phone.config.get("up.25mm").source) == "default"
    phone.configure(up__backlight__timeout="35")
    assert setting(phone) == ("35", "local")
