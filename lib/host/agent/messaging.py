"""How the application shares messages with those of the other hosts: what it is told, and whether it does."""
import json
import re
import time

import aws
import conventions
import fleet
from environment import line
from problem import Problem
from secret import secret

PREFIX = "websocket-host.messaging."
PASSWORD = "WEBSOCKET_HOST_MESSAGING_PASSWORD"
# What the companion says of an engine that is there, but not as it should be.
SAYS = {
    "is a replica|does not know version|does not speak (Valkey's protocol|STOMP)|refuses: ": "BROKER-ENGINE-WRONG",
    "asks for a (user|password)|refuses the password|does not allow user": "BROKER-ENGINE-LOGIN",
    "certificate|TLS": "BROKER-ENGINE-TLS",
}
INACTIVE = "inactive: "  # what the companion says where there is nothing to share
HEARING = 10  # every host answers a new one at once, and its companion writes figures every 5 s


def options(facts, name=None):
    """The options of java, of which the password is none: everybody on the host may read a command line."""
    messaging = facts.get("messaging")
    if not messaging:
        return []
    told = {
        "engine": messaging["engine"],
        "addresses": ",".join(messaging["addresses"]),
        "tls": str(messaging["tls"]).lower(),
        "channel": messaging["channel"],
        "username": messaging.get("username"),
        "local-destinations": ",".join(messaging["local"]),
        "session-events": str(messaging["sessionEvents"]).lower(),
        "host": name or aws.metadata("instance-id"),
    }
    return [f"-D{PREFIX}{name}={value}" for name, value in told.items() if value]


def secrets(facts):
    """References to what it logs in with."""
    reference = (facts.get("messaging") or {}).get("secret")
    return [reference] if reference else []


def password(facts):
    """The password's line in the application's environment."""
    return "".join(line(PASSWORD, secret(**reference)) for reference in secrets(facts))


def prove(host):
    """Ends when a message has gone to the engine and come back, or need not."""
    messaging = host.facts.get("messaging")
    if not messaging:
        return
    if fleet.prove(host.facts, messaging["engine"], messaging["alarm"], lambda: _problem(host, messaging), own=["BROKER-NOT-SHARED"]):
        print(f"the application shares messages over {messaging['engine']}, {_heard(host)}", flush=True)


def _figures(host):
    return json.loads(host.read(conventions.FIGURES_FILE) or "{}")


def _heard(host):
    """Which other hosts are heard. None is no failure: the first ones hear nobody, nor do those that change to another engine."""
    end = time.monotonic() + HEARING
    while True:
        others = _figures(host)["messaging"]["hosts"] - 1
        if others > 0:
            return f"and hears {others} other host{'s' if others > 1 else ''}"
        if time.monotonic() > end:
            return "and hears no other host: there is none yet, or the others share over another engine, or not at all"
        time.sleep(fleet.POLL)


def _problem(host, messaging):
    figures = _figures(host)
    shared = figures.get("messaging")
    if shared and shared["connected"] and shared["returned"]:
        return None
    said = (shared or {}).get("problem") or ""
    if said.startswith(INACTIVE):
        return Problem("BROKER-NOT-SHARED", said[len(INACTIVE) :])
    if shared and shared["connected"]:
        return Problem("BROKER-ENGINE-WRONG", f"{_where(messaging)} takes messages and hands none of them back")
    if shared:
        code = next((code for text, code in SAYS.items() if re.search(text, said)), "BROKER-ENGINE-AWAY")
        return Problem(code, said or _where(messaging))
    return Problem("BROKER-NOT-SHARED", "the companion says nothing of it" if figures else "the companion writes no figures")


def _where(messaging):
    return f"{messaging['engine']} at {', '.join(messaging['addresses'])}"
