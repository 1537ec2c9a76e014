"""Watches the application's connection to its STOMP broker, which nginx relays: says when it is gone and why, and leads nginx to a
broker that has moved."""
import json
import os
import subprocess
import threading
import time

import broker
import conventions
import fleet
import relay_problem
import sockets
import stomp
from problem import Problem, problem_of
from tell import tell

LOOK = 2
ASK = 5  # seconds between two questions to the broker, while none is held
# Seconds after which a connection is one that the broker let in: RabbitMQ keeps one for 10 whose login it has refused.
HELD = 13
GONE = 25  # without a held one until it counts as gone: one that comes back at once is held 13 s later
TOLD = 30
STALE = 60
# What other hosts cannot have in common.
OF_THIS_HOST = ("NGX-NOT-ANSWERING", "BROKER-RELAY-UNUSED")


def run(host, _):
    watch = Watch(host)
    while True:
        try:
            watch.look()
        except Exception as error:
            print(problem_of(error), flush=True)
        time.sleep(LOOK)


def state(host):
    """What a watch found last: whether the relay is `up`, else a `code` and what was `seen`. Empty where none watches any more."""
    text = host.read(conventions.RELAY_FILE)
    fresh = text and time.time() - os.stat(host.path(conventions.RELAY_FILE)).st_mtime < STALE
    return json.loads(text) if fresh else {}


def prove(host):
    """Ends when the application is connected to its broker, or need not be."""
    relay = host.facts.get("relay")
    if relay and fleet.prove(host.facts, broker.told(host.facts), relay.get("alarm"), lambda: _missing(host), OF_THIS_HOST):
        print(f"the application is connected to its broker, {broker.told(host.facts)}", flush=True)


def _missing(host):
    found = state(host)
    if found.get("up"):
        return None
    return Problem(found.get("code", "BROKER-RELAY-UNUSED"), found.get("seen", "it is not connected yet"))


class Watch:
    """The application's own session is the proof, and costs the broker nothing. Only while none is held the broker is asked."""

    def __init__(self, host):
        self.host = host
        self.up = self.told = False
        self.problem = None
        self.sessions = {}  # since when each is seen, by its port
        self.asked = float("-inf")
        self.last = time.monotonic()  # when one was held

    def look(self):
        now = time.monotonic()
        ports = sockets.to_loopback(self.host, conventions.RELAY_PORT)
        self.sessions = {port: self.sessions.get(port, now) for port in ports}
        held = any(now - since > HELD for since in self.sessions.values())
        if held and self.up:
            self.last = now
        elif held or now - self.asked > ASK:
            self.asked = now
            if self._answers() and held:
                self._is_up(now)
        away = now - self.last
        if self.up and away > GONE:
            self.up = False
        if self.problem and not self.told and away > TOLD and self.host.exists(conventions.PASSED_FILE):
            self.told = True
            self._tell(f"the relay is down since {_ago(away)}: {self.problem}")
        self._note()

    def _answers(self):
        """Whether the broker does. Where it does not, its names may have other addresses by now."""
        started = time.time()
        answer = stomp.probe(self.host.facts["relay"].get("virtualHost"))
        if "frame" not in answer:
            self.problem = relay_problem.no_way(self.host, answer, started) or self.problem
            if broker.lead(self.host):
                self._reload()
            return False
        starts = not sockets.listens(self.host, self.host.facts["app"]["port"])
        self.problem = None if starts else relay_problem.not_held(self.host, self.sessions)
        return True

    def _reload(self):
        """nginx's old workers keep their sockets for as long as worker_shutdown_timeout lets them: never while the relay works."""
        print(f"nginx is reloaded, because {broker.told(self.host.facts)} has other addresses", flush=True)
        subprocess.run(["systemctl", "reload", conventions.NGINX_UNIT])

    def _is_up(self, now):
        if self.told:
            self._tell(f"the relay works again, after {now - self.last:.0f} s")
        elif not self.up:
            print("the application is connected to its broker", flush=True)
        self.up, self.told, self.problem, self.last = True, False, None, now

    def _tell(self, text):
        """Beside the looking: without AWS it takes minutes."""
        threading.Thread(target=tell, args=(self.host.facts, text), daemon=True).start()

    def _note(self):
        found = {"up": self.up}
        if self.problem and not self.up:
            found.update(code=self.problem.code, seen=self.problem.seen)
        if state(self.host) != found:
            self.host.write(conventions.RELAY_FILE, json.dumps(found))
        os.utime(self.host.path(conventions.RELAY_FILE))


def _ago(seconds):
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(time.time() - seconds))
