"""What became of clients' requests, counted by reading on in nginx's access log."""
import os
import re
from collections import Counter

import conventions
from route import CHECKING

READ = 65536
PATIENCE = 5  # seconds after which a client that went away has waited in vain
MANY = 50_000  # clients of one minute that are told apart
# nginx escapes what a client wrote, so that no quotation mark of a client's ends a value.
TEXT = rb'((?:[^"\\]|\\.)*)'
LINE = re.compile(
    b'"client":"%s","method":"%s","path":"%s",' % (TEXT, TEXT, TEXT)
    + rb'"status":"(\d+)",'
    + b'"upgrade":"%s",' % TEXT
    + rb'"upstream_status":"[^"]*","seconds":"([\d.]+)",'
    + b'"upstream_seconds":"[^"]*","bytes":"[^"]*","agent":"%s"' % TEXT
)
REFUSED = {b"401", b"403", b"404", b"407", b"429"}
NOT_UPGRADED = {b"400", b"426"}  # what a server says to a handshake that has lost its Upgrade on the way


class AccessLog:
    """Reads on from the end that it had when this began, through rotation by another name and by truncation."""

    def __init__(self, host):
        self.path = host.path(conventions.ACCESS_LOG)
        self.is_socket = _sockets(host.facts.get("routes", []))
        self.counts = Counter()
        self.in_vain = set()  # clients whose handshakes failed, by address and browser
        self.file = None
        self.offset = 0
        self.rest = b""
        self._open()
        if self.file:
            self.offset = os.fstat(self.file.fileno()).st_size

    def take(self):
        """What was counted since the last time."""
        counts, self.counts = self.counts, Counter()
        counts["in vain"], self.in_vain = len(self.in_vain), set()
        return counts

    def read_on(self):
        if self.file:
            self._read()
        if not self._is_same():
            self._open()
            if self.file:
                self._read()

    def _is_same(self):
        try:
            return self.file is not None and os.path.samestat(os.fstat(self.file.fileno()), os.stat(self.path))
        except FileNotFoundError:
            return True  # until the next one is there, the last may still grow

    def _open(self):
        if self.file:
            self.file.close()
        self.offset, self.rest = 0, b""
        try:
            self.file = open(self.path, "rb", buffering=0)
        except OSError:
            self.file = None

    def _read(self):
        if os.fstat(self.file.fileno()).st_size < self.offset:
            self.offset, self.rest = 0, b""
        while data := os.pread(self.file.fileno(), READ, self.offset):
            self.offset += len(data)
            whole, end, rest = data.rpartition(b"\n")
            if end:
                self._count(self.rest + whole)
                self.rest = rest
            else:
                self.rest += data

    def _count(self, lines):
        for client, method, path, status, upgrade, seconds, agent in LINE.findall(lines):
            if client == CHECKING:
                continue
            if status >= b"500":
                self.counts["errors"] += 1
            asks = upgrade.lower() == b"websocket"
            if (asks or status in NOT_UPGRADED) and method == b"GET" and self.is_socket(path):
                outcome = _outcome(status, float(seconds))
                self.counts[outcome] += 1
                if outcome == "failed" and len(self.in_vain) < MANY:
                    self.in_vain.add(hash((client, agent)))


def _outcome(status, seconds):
    if status == b"101":
        return "opened"
    if status == b"499" and seconds < PATIENCE:
        return "left"  # says nothing: people leave pages
    return "refused" if status in REFUSED or status[:1] == b"3" else "failed"


def _sockets(routes):
    """Whether clients ask for a WebSocket at a path."""
    paths = [re.escape(prefix) + ("(/[^/]+/[^/]+)?/websocket" if kind == "sockjs" else "(/.*)?") for kind, prefix in _prefixes(routes)]
    return re.compile("|".join(paths).encode()).fullmatch if paths else lambda _: None


def _prefixes(routes):
    """Paths up to their first variable."""
    return [(route["kind"], route["path"].split("{")[0].rstrip("/")) for route in routes if route["kind"] != "sse"]
