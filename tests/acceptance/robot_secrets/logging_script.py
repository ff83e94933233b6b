"""A user's own script with all logging switched on; it ends in an error that nobody catches.

Usage: logging_script.py LAB PHONE...; the passwords come from the environment. The first phone is pushed to.
"""

# ruff: noqa: T201

import http.client
import logging
import os
import sys
import traceback

import urllib3

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.lab.labfile import load_lab
from PolyLibrary.phone.digest import Credentials
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.session.several.batch import target_of
from PolyLibrary.steps import StepLog

http.client.HTTPConnection.debuglevel = 1
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
urllib3.add_stderr_logger()
steps = StepLog()
steps.listen(print)
lab = load_lab(sys.argv[1])
for name in sys.argv[2:]:
    entry = lab.phones[name]
    target = target_of(entry, None)
    phone = Phone(name, target.address, steps=steps, identities=IdentityStore.memory())
    print(name, lab, entry, target, phone.address, vars(phone.transport), phone.transport.login)
    print(phone.info.device(Deadline(5)), len(phone.log.read(Deadline(5))))
    phone.config.set({"device.prov.password": os.environ["CHESTNUT"]}, Deadline(5))
    try:
        phone.capture.screen(Deadline(5))
    except PolyError:
        traceback.print_exc()
    wrong = Phone(
        name,
        target_of(entry, Password(os.environ["WALNUT"])).address,
        steps=steps,
        identities=IdentityStore.memory(),
    )
    try:
        wrong.calls.status(Deadline(5))
    except PolyError as error:
        print(repr(error), error.args, vars(error))
        traceback.print_exc()
first = sys.argv[2]
phone = Phone(first, target_of(lab.phones[first], None).address, steps=steps, identities=IdentityStore.memory())
login = Credentials("lab", Password(os.environ["PUSH_PASSWORD"], "lab"))
phone.config.set(
    {"apps.push.messageType": "5", "apps.push.username": "lab", "apps.push.password": login.password.reveal()},
    Deadline(5),
)
print(login, phone.push(login).send(["Key:Home"], Deadline(5)))
phone.push(Credentials("lab", Password(os.environ["WALNUT"], "lab"))).send(["Key:Home"], Deadline(5))
