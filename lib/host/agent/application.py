"""What the companion tells of the application, and what of it is new since the last time."""
import json
import os
import time

import conventions

STALE = 60  # seconds; the companion writes every 5
IN_ORDER = {"1000", "1001", "1005"}  # closed by one of both, with a frame


class Application:
    """The companion counts from the start of the application on."""

    def __init__(self, host):
        self.host = host
        self.before = {}
        self.since = None
        self.least_heap = None

    def seen(self):
        """What the companion wrote; nothing where there is none, and while the application hangs."""
        text = self.host.read(conventions.FIGURES_FILE)
        fresh = text and time.time() - os.stat(self.host.path(conventions.FIGURES_FILE)).st_mtime < STALE
        return json.loads(text) if fresh else {}

    def look(self):
        """Between two values, for what goes up and down meanwhile."""
        try:
            heap = self.seen().get("jvm", {}).get("heap")
        except ValueError:
            return  # who publishes tells of it
        if heap is not None:
            self.least_heap = heap if self.least_heap is None else min(heap, self.least_heap)

    def news(self, seen):
        """How much each count has grown."""
        handshakes = seen.get("handshakes", {})
        now = {
            "opened": handshakes.get("webSockets"),
            "fallbacks": handshakes.get("fallbacks"),
            "collecting": seen.get("jvm", {}).get("collectingMillis"),
            "lost": (seen.get("messaging") or {}).get("lost", 0) if seen else None,
            **{("millis", int(millis)): count for millis, count in handshakes.get("millis", {}).items()},
            **{("closed", code): count for code, count in seen.get("closed", {}).items()},
        }
        now = {name: count for name, count in now.items() if count is not None}
        news = {name: self._newly(name, count) for name, count in now.items()}
        self.before = {**self.before, **now}
        return news

    def jvm(self, seen, news):
        """Heap, time of garbage collection and files, in percent."""
        machine = seen.get("jvm")
        since, self.since = self.since, time.monotonic()
        least, self.least_heap = self.least_heap, None
        if not machine:
            return
        heap = machine["heap"] if least is None else min(least, machine["heap"])
        yield "HeapUsed", 100 * heap / machine["heapLimit"]
        if since is not None:
            yield "GarbageCollection", min(100, news["collecting"] / 10 / (self.since - since))
        if machine.get("filesLimit"):
            yield "FilesUsed", 100 * machine["files"] / machine["filesLimit"]

    def _newly(self, name, count):
        if not self.before:
            return 0  # the agent came later than the application
        before = self.before.get(name, 0)
        return count - before if count >= before else count
