"""Asks one hop one question. What came back is evidence, never an exception."""
import base64
import hashlib
import http.client
import os
import socket
import time

TIMEOUT = 5
OWN = b"websocket-host"  # how the keys of these handshakes begin, so that the companion does not take them for clients'


def accept(key):
    """The answer to a Sec-WebSocket-Key (RFC 6455)."""
    return base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()


class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


def ask(address, port, target, headers, upgrade=False, opens=False):
    """A GET or, with `upgrade`, a handshake; `opens` waits for a first short frame. Without a port the address is a Unix socket's path."""
    answer = {}
    started = time.monotonic()
    connection = (http.client.HTTPConnection if port else UnixConnection)(address, port, timeout=TIMEOUT)
    failure = "refused"
    try:
        connection.connect()
        failure = "closed"
        key = base64.b64encode(OWN + os.urandom(16 - len(OWN))).decode()
        if upgrade:
            headers = {**headers, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key}
        connection.request("GET", target, headers=headers)
        wire = connection.sock
        response = connection.getresponse()
        answer["status"] = response.status
        if response.status == 101:
            answer["accept"] = response.getheader("Sec-WebSocket-Accept") == accept(key)
            answer["protocol"] = response.getheader("Sec-WebSocket-Protocol")
            if opens:
                answer["frame"] = response.fp.read(3)[2:].decode(errors="replace")
            wire.sendall(b"\x88\x82\0\0\0\0\x03\xe8")  # close, 1000
            wire.settimeout(1)
            response.fp.read(4)  # the other side's
        else:
            answer["type"] = response.getheader("Content-Type", "")
            if "event-stream" not in answer["type"]:
                answer["body"] = response.read(2048).decode(errors="replace")
    except (OSError, ValueError, http.client.HTTPException) as error:
        if not answer:
            answer["error"] = "timeout" if failure == "closed" and isinstance(error, socket.timeout) else failure
    connection.close()
    answer["ms"] = round((time.monotonic() - started) * 1000)
    return answer
