"""Figures of this host to CloudWatch, once a minute: a group's scaling, alarms and dashboards read them."""
import time

import aws
import connections
import conventions
import relay
from access_log import AccessLog
from application import IN_ORDER, Application
from problem import problem_of

PAUSE = 60
LOOK = 1  # seconds: as much of the access log may be lost when it is truncated
LOOK_AT_APPLICATION = 5
FEW = 10  # clients of one minute whose share says something
PERCENT = ("ClientsWithoutWebSocket", "HeapUsed", "GarbageCollection", "FilesUsed", "PortsUsed")
UNITS = {"HandshakeTime": "Milliseconds", **dict.fromkeys(PERCENT, "Percent")}


def run(host, watch):
    publisher = Publisher(host, watch)
    while True:
        end = time.monotonic() // PAUSE * PAUSE + PAUSE  # a value in each minute, however long the calls take
        publisher.look()
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(LOOK, left))
            publisher.look()
        publisher.publish()


class Publisher:
    """Who cannot publish says so once, and goes on."""

    def __init__(self, host, watch=None):
        self.host = host
        self.watch = watch
        self.wanted = set(host.facts["metrics"])
        self.log = AccessLog(host)
        self.application = Application(host)
        self.looks = 0
        self.failures = 0

    def look(self):
        """At what would be gone a minute later."""
        self.log.read_on()
        if self.looks % LOOK_AT_APPLICATION == 0:
            self.application.look()
        self.looks += 1

    def publish(self):
        try:
            self._put({name: value for name, value in self._values() if name in self.wanted and value != []})
        except Exception as error:
            if not self.failures:
                print("no figures reach CloudWatch, which scaling and alarms read:", problem_of(error), flush=True)
            self.failures += 1
        else:
            if self.failures:
                print("figures reach CloudWatch again", flush=True)
            self.failures = 0

    def _values(self):
        """Numbers, or lists of values and how often each was seen."""
        log = self.log.take()
        seen = self.application.seen()
        news = self.application.news(seen)
        found = self.watch.take_failures() if self.watch else 0
        if not seen.get("leaving"):  # such a host has ever fewer, and refuses the last: which says nothing about the others
            yield from self._clients(seen, _handshakes(log, news), log["in vain"])
        yield from _of_handshakes(**_handshakes(log, news))
        yield "HandshakeTime", [(millis, count) for (kind, millis), count in _pairs(news) if kind == "millis" and count]
        yield "StompSessions", sum(count for kind, count in seen.get("sessions", {}).items() if kind.endswith(" stomp"))
        yield "ClosedAbnormally", sum(count for (kind, code), count in _pairs(news) if kind == "closed" and code not in IN_ORDER)
        yield "ServerErrors", log["errors"]
        yield from self.application.jvm(seen, news)
        if "PortsUsed" in self.wanted:
            yield "PortsUsed", self._ports()
        if self.host.exists(conventions.PASSED_FILE):  # until then the gate asks, also for how the other hosts are
            yield "AgentFailures", self.failures + found
            if seen:
                yield "MessagingConnected", int((seen.get("messaging") or {}).get("connected", False))
                yield "MessagingLost", news["lost"]
            if self.host.facts.get("relay"):
                yield "RelayConnected", int(relay.state(self.host).get("up", False))

    def _clients(self, seen, handshakes, in_vain):
        """Sockets that opened are in the access log only once they end: without the companion there is no share."""
        if seen.get("handshakes") or not (seen or self.host.facts["app"]["remote"] or self.host.read(conventions.WITHOUT_COMPANION_FILE)):
            yield "ClientsWithoutWebSocket", _without_websocket(handshakes["opened"], in_vain, handshakes["fallbacks"])
        if "sessions" in seen:
            yield "OpenSockets", sum(seen["sessions"].values())
        elif "OpenSockets" in self.wanted:
            yield "OpenSockets", connections.count_at(self.host, conventions.NGINX_PORT)

    def _ports(self):
        address, port = self.host.application()
        return connections.ports_used(self.host, port) if port else 0

    def _put(self, values):
        if not values:
            return
        group = {"StackName": self.host.facts["stack"].split("/")[1], "LogicalResourceId": self.host.facts["resource"]}
        parameters = {"Namespace": conventions.METRICS_NAMESPACE}
        for number, (name, value) in enumerate(values.items(), 1):
            datum = f"MetricData.member.{number}."
            parameters.update({datum + "MetricName": name, datum + "Unit": UNITS.get(name, "Count")})
            if isinstance(value, list):
                for place, (each, count) in enumerate(value, 1):
                    parameters.update({f"{datum}Values.member.{place}": each, f"{datum}Counts.member.{place}": count})
            else:
                parameters[datum + "Value"] = round(value, 2)
            for place, dimension in enumerate(group.items(), 1):
                parameters.update(zip((f"{datum}Dimensions.member.{place}.{key}" for key in ("Name", "Value")), dimension))
        aws.query("monitoring", "2010-08-01", "PutMetricData", **parameters)


def _handshakes(log, news):
    """Of opened ones nginx writes only at their end, so the companion's count is taken where there is one."""
    opened = news.get("opened", log["opened"])
    return {"opened": opened, "refused": log["refused"], "failed": log["failed"], "fallbacks": news.get("fallbacks", 0)}


def _of_handshakes(opened, refused, failed, fallbacks):
    yield "HandshakesAsked", opened + refused + failed
    yield "HandshakesOpened", opened
    yield "HandshakesRefused", refused
    yield "HandshakesFailed", _ones(failed, opened + refused)
    yield "Fallbacks", _ones(fallbacks, opened)


def _ones(ones, zeros):
    """The sum is how many, the average the share."""
    return [(value, count) for value, count in ((1, ones), (0, zeros)) if count]


def _without_websocket(opened, in_vain, fallbacks):
    """The greater share, in percent, of clients that asked in vain, and of SockJS's that did without."""
    return 100 * max(in_vain / max(FEW, opened + in_vain), fallbacks / max(FEW, opened + fallbacks))


def _pairs(news):
    return ((name, count) for name, count in news.items() if isinstance(name, tuple))
