"""The TCP connections of this host, as Linux shows them."""
TABLES = ("proc/net/tcp", "proc/net/tcp6")
ESTABLISHED, LISTENING = "01", "0A"
# 127.0.0.1 in the order of its bytes in memory; Java's sockets are those of IPv6, which have it at the end.
LOOPBACK = ("0100007F", "0000000000000000FFFF00000100007F")


def to_loopback(host, port):
    """The own ports, in hexadecimal, of those that lead to a port of this host."""
    for local, remote, state in _with(host, port):
        address, to = remote.split(":")
        if state == ESTABLISHED and address in LOOPBACK and int(to, 16) == port:
            yield local.split(":")[1]


def listens(host, port):
    return any(state == LISTENING and int(local.split(":")[1], 16) == port for local, _, state in _with(host, port))


def _with(host, port):
    """Those with a port at either end. There may be a hundred thousand others."""
    text = f":{port:04X} "
    for table in TABLES:
        for line in host.read(table).splitlines():
            if text in line:
                yield line.split()[1:4]
