"""The agent's own small server: the health answer, and the echo behind nginx's proof listener."""
import http.server
import socket
import threading

import conventions
import figures
import leave
from ask import accept
from watch import Watch

CONNECTIONS = 100
LIFETIME = 60  # seconds until a connection ends, whatever it does


def run(host, _):
    with Server(("127.0.0.1", conventions.AGENT_PORT), Handler) as server:
        server.watch = Watch(host)
        threading.Thread(target=server.watch.run, daemon=True).start()
        if host.facts.get("stack"):
            if not host.facts["app"]["remote"]:
                threading.Thread(target=leave.run, args=(host,), daemon=True).start()
            if host.facts.get("metrics"):
                threading.Thread(target=figures.run, args=(host, server.watch), daemon=True).start()
        server.serve_forever()


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = CONNECTIONS

    def verify_request(self, request, client_address):
        return threading.active_count() < 2 * CONNECTIONS  # a thread and a timer each

    def handle_error(self, request, client_address):
        pass  # whoever it was went away, or does not speak our language


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    def setup(self):
        super().setup()
        self.end = threading.Timer(LIFETIME, self._hang_up)
        self.end.daemon = True
        self.end.start()

    def finish(self):
        self.end.cancel()
        super().finish()

    def do_GET(self):
        if self.path == conventions.HEALTH_PATH:
            code = self.server.watch.code
            self._answer(503 if code else 200, code or "ok")
        elif self.headers["Sec-WebSocket-Key"]:
            self._shake_hands(self.headers["Sec-WebSocket-Key"])
        elif self.headers["Accept"] == "text/event-stream":
            self._stream()
        else:
            self._answer(200, "the agent's echo")

    def _shake_hands(self, key):
        """In Spring's words, so that a broken nginx looks the same in front of both."""
        if self.headers["Upgrade"] != "websocket":
            return self._answer(400, 'Can "Upgrade" only to "WebSocket".')
        if self.headers["Connection"] not in ("Upgrade", "upgrade"):
            return self._answer(400, '"Connection" must be "upgrade".')
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept(key))
        self.end_headers()
        self.close_connection = True
        while self._echo():
            pass

    def _echo(self):
        """Sends one short frame back; whether another may follow."""
        first, size, *mask = self.rfile.read(6)
        if not 128 <= size <= 128 + 125:
            return False
        payload = self.rfile.read(size - 128)
        self.wfile.write(bytes([first, size - 128]) + bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload)))
        return first & 15 != 8

    def _stream(self):
        """One event, in a chunk as Spring's, and then nothing: who holds streams back never tells that it began."""
        event = b"data: the agent's echo\n\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if self.request_version == "HTTP/1.1":
            self.send_header("Transfer-Encoding", "chunked")
            event = b"%x\r\n%s\r\n" % (len(event), event)
        self.end_headers()
        self.wfile.write(event)
        self.close_connection = True
        self.rfile.read(1)

    def _answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def _hang_up(self):
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def log_message(self, *_):
        pass
