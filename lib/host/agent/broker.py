"""The application's STOMP broker, to which nginx relays: where it is, for nginx, and how one logs in, for the application."""
import json
import re
import socket

import conventions
from environment import line
from secret import secret

# nginx accepts it, and answers for it as for a broker that is away.
NOWHERE = "server 127.0.0.1:1 down;\n"
# Who failed is asked again in the next second: later, and clients would wait for brokers that are all back already.
SERVER = "server {} max_fails=1 fail_timeout=0{};\n"


def lead(host):
    """Looks the broker's names up and writes nginx's includes; whether that changed them. A name that is not found keeps the
    addresses that it had."""
    known = _known(host)
    found = {told: _addresses(*endpoint) or known.get(told, []) for told, endpoint in _endpoints(host.facts).items()}
    if found != known:
        host.write(conventions.BROKER_FOUND_FILE, json.dumps(found))
    addresses = _servers(found)
    if host.read(conventions.BROKER_ADDRESSES_CONF) == addresses:
        return False
    host.write(conventions.BROKER_NAMES_CONF, _names(found))
    host.write(conventions.BROKER_ADDRESSES_CONF, addresses)
    return True


def without_address(host):
    """Those endpoints whose names have no address, and had none since this host was made."""
    known = _known(host)
    return [told for told in _endpoints(host.facts) if not known.get(told)]


def told(facts):
    """Its endpoints as people write them."""
    return ", ".join(_endpoints(facts))


def secrets(facts):
    """References to what it is logged in with."""
    reference = (facts.get("relay") or {}).get("secret")
    return [reference] if reference else []


def environment(facts):
    """What the application's relay logs in with, in its environment: everybody on the host may read a command line."""
    relay = facts.get("relay") or {}
    values = {
        "STOMP_BROKER_LOGIN": relay.get("username"),
        "STOMP_BROKER_PASSCODE": "".join(secret(**reference) for reference in secrets(facts)),
        "STOMP_BROKER_VIRTUAL_HOST": relay.get("virtualHost"),
    }
    return "".join(line(name, value) for name, value in values.items() if value)


def _endpoints(facts):
    return {f"{each['host']}:{each['port']}": (each["host"], each["port"]) for each in facts["relay"]["endpoints"]}


def _known(host):
    return json.loads(host.read(conventions.BROKER_FOUND_FILE) or "{}")


def _addresses(name, port):
    """Sorted, because name servers turn the order of several with each answer."""
    try:
        answers = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return sorted({f"[{address}]:{port}" if ":" in address else f"{address}:{port}" for *_, (address, *_) in answers})


def _servers(found):
    """All addresses of the first endpoint that has some, and those of the others for when these fail."""
    first, *others = list(filter(None, found.values())) or [[]]
    lines = [SERVER.format(address, "") for address in first]
    lines += [SERVER.format(address, " backup") for addresses in others for address in addresses]
    return "".join(lines) or NOWHERE


def _names(found):
    """Whose certificate each address has. nginx names those that it tried, and the one in use last."""
    names = {told: told.rpartition(":")[0] for told in found}
    lines = [f'"~(^| ){re.escape(address)}$" {names[told]};\n' for told, addresses in found.items() for address in addresses]
    return "".join([f"default {next(iter(names.values()))};\n", *lines])
