"""Stands in for a STOMP broker: accepts connections, and behaves as it is told."""
import contextlib
import socket
import ssl
import threading

CONNECTED = b"CONNECTED\nversion:1.2\n\n\0"
REFUSES = b"ERROR\nmessage:User name [null] or password is invalid.\n\n\0"


class Broker:
    def __init__(self, behave, certificate=None, port=0):
        """`behave` gets each connection; with a `certificate`, a file, after the TLS handshake."""
        self.behave, self.certificate, self.accepted = behave, certificate, []
        self.server = socket.create_server(("127.0.0.1", port))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        with contextlib.suppress(OSError):
            while True:
                wire = self.server.accept()[0]
                self.accepted.append(wire)
                threading.Thread(target=self._serve, args=(wire,), daemon=True).start()

    def _serve(self, wire):
        with contextlib.suppress(OSError):
            if self.certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self.certificate)
                wire = context.wrap_socket(wire, server_side=True)
                self.accepted.append(wire)
            self.behave(wire)

    def stop(self):
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        for each in [self.server, *self.accepted]:
            each.close()


def answers(frame):
    """Reads a frame and answers with another; the connection stays open."""

    def behave(wire):
        wire.recv(4096)
        wire.sendall(frame)

    return behave


def silent(wire):
    pass


def closes(wire):
    wire.close()
