"""Asks a STOMP broker for one frame, without credentials: whatever frame comes proves the whole way to it."""
import re
import socket
import time

import conventions

TIMEOUT = 8  # seconds: nginx gives up two silent brokers, one after the other, in 6
MOST = 4096


def probe(virtual_host=None):
    """`frame` and its `message`, or `error`, which is refused, closed or silent, and the `seconds` that it took."""
    started = time.monotonic()
    host = f"host:{virtual_host}\n" if virtual_host else ""
    try:
        wire = socket.create_connection(("127.0.0.1", conventions.RELAY_PORT), TIMEOUT)
    except OSError:
        return {"error": "refused", "seconds": 0}
    answer = b""
    with wire:
        try:
            wire.sendall(f"CONNECT\naccept-version:1.1,1.2\nheart-beat:0,0\n{host}\n\0".encode())
            while b"\0" not in answer and len(answer) < MOST:
                piece = wire.recv(MOST)
                if not piece:
                    break
                answer += piece
            wire.sendall(b"DISCONNECT\n\n\0")
        except socket.timeout:
            if not answer:
                return {"error": "silent", "seconds": TIMEOUT}
        except OSError:
            pass
    return _frame(answer.decode(errors="replace")) or {"error": "closed", "seconds": time.monotonic() - started}


def _frame(answer):
    frame = re.match(r"\s*([A-Z]+)\r?\n", answer)
    message = re.search(r"^message:(.*?)\r?$", answer, re.MULTILINE)
    return frame and {"frame": frame[1], "message": message[1] if message else ""}
