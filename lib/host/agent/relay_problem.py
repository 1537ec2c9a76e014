"""Why the application is not connected to its broker: from what the relay answered, and what nginx and the application wrote."""
import re
import time

import broker
import conventions
import units
from problem import Problem

# nginx's error log, what says most first: of a pair of brokers the one that stands by refuses connections in good health.
NGINX_SAYS = {
    r"upstream SSL certificate (?:verify error: \([^)]*\)|does not match \S+)": "BROKER-RELAY-TLS",
    r"SSL_do_handshake\(\) failed \(SSL: [^)]*\)": "BROKER-RELAY-TLS",
    r"peer closed connection in SSL handshake": "BROKER-RELAY-QUOTA",
    r"upstream timed out": "BROKER-RELAY-DOWN",
}
REFUSED = r"connect\(\) failed \([^)]*\)"
WAITS = "no live upstreams"  # nginx asks none of those that failed in the same second
HANDSHAKE = 2  # seconds: longer than a broker needs that answers, and shorter than nginx waits for TLS
# What Spring writes of the frame with which a broker ends the application's own session.
RECEIVED = re.compile("Received ERROR (.*session=_system_.*)")
BROKER_SAYS = {
    "[Vv]irtual host": "BROKER-RELAY-HOST",
    "password|[Aa]ccess refused|[Bb]ad CONNECT|AMQ229031|[Ss]ecurity|not authorized|[Aa]uthenti": "BROKER-RELAY-LOGIN",
}
RECENT = 60
PATIENCE = 2  # seconds until the journal has what nginx wrote


def no_way(host, answer, started):
    """The problem of a relay that brought no frame, asked at `started` of the clock; None while nginx asks nobody."""
    where = broker.told(host.facts)
    if answer["error"] == "refused":
        return Problem("NGX-NOT-ANSWERING", f"nothing listens on 127.0.0.1:{conventions.RELAY_PORT}")
    if answer["error"] == "silent":
        return Problem("BROKER-RELAY-SILENT", f"{where} accepts the connection and says nothing")
    lost = broker.without_address(host)
    if len(lost) == len(host.facts["relay"]["endpoints"]):
        return Problem("BROKER-RELAY-DOWN", f"{', '.join(lost)}: the name has no address")
    written = _written_by_nginx(started)
    if WAITS in written:
        return None
    for text, code in NGINX_SAYS.items():
        match = re.search(text, written)
        if match:
            return Problem(code, f"{where}: {match[0]}")
    if answer["seconds"] > HANDSHAKE:
        return Problem("BROKER-RELAY-SILENT", f"{where} accepts the connection and does not answer the TLS handshake")
    match = re.search(REFUSED, written)
    if match:
        return Problem("BROKER-RELAY-DOWN", f"{where}: {match[0]}")
    return Problem("BROKER-RELAY-QUOTA", f"{where} accepts the connection and closes it at once")


def not_held(host, sessions):
    """The problem of an application whose connections end, or that has none, although the relay works; None where there is one of
    which nothing is known yet."""
    where = broker.told(host.facts)
    for said in reversed(RECEIVED.findall(units.lines_of(conventions.SPRING_BOOT_UNIT, time.time() - RECENT))):
        code = next((code for text, code in BROKER_SAYS.items() if re.search(text, said)), None)
        if code:
            return Problem(code, f"{where} says: {said}")
    return None if sessions else Problem("BROKER-RELAY-UNUSED", f"it holds no connection to 127.0.0.1:{conventions.RELAY_PORT}")


def _written_by_nginx(started):
    end = time.monotonic() + PATIENCE
    while True:
        written = units.lines_of(conventions.NGINX_UNIT, started)
        if "upstream" in written or time.monotonic() > end:
            return written
        time.sleep(0.2)
