"""Connections of this host, as Linux lists them: line by line, for there may be a hundred thousand."""
from collections import Counter

TCP = "proc/net/tcp"
PORT_RANGE = "proc/sys/net/ipv4/ip_local_port_range"
ESTABLISHED = "01"


def count_at(host, port):
    """Those that others opened to a port of this host."""
    return sum(local.endswith(f":{port:04X}") for local, _ in _established(host))


def ports_used(host, port):
    """The share of local ports that connections to another port have, in percent; of the source address that has most of them."""
    sources = Counter(local.split(":")[0] for local, remote in _established(host) if remote.endswith(f":{port:04X}"))
    first, last = map(int, host.read(PORT_RANGE).split() or (32768, 60999))
    return 100 * max(sources.values(), default=0) / (last - first + 1)


def _established(host):
    try:
        with open(host.path(TCP), encoding="ascii") as lines:
            next(lines)
            for line in lines:
                _, local, remote, state, _ = line.split(maxsplit=4)
                if state == ESTABLISHED:
                    yield local, remote
    except FileNotFoundError:
        return
