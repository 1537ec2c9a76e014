"""Stands in for Spring Boot where only its answer counts. What it says, Spring says (failure-catalog 2.2)."""
import base64
import hashlib
import http.server
import threading
import time

INFO = '{"entropy":-1,"origins":["*:*"],"cookie_needed":true,"websocket":true}'


class Application(http.server.ThreadingHTTPServer):
    """`behave` is called with each request's handler; `asked` collects path and headers of each."""

    request_queue_size = 128

    def __init__(self, behave):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave = behave
        self.asked = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        pass  # clients hang up as they like

    def stop(self):
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.behave(self)

    def log_message(self, *_):
        pass

    def reply(self, status, body="", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def open_socket(self, first_frame=b"", protocol=None):
        """A handshake as Spring answers it; then `first_frame`, and the close is answered."""
        if (self.headers["Upgrade"] or "").lower() != "websocket":
            return self.reply(400, 'Can "Upgrade" only to "WebSocket".')
        if self.headers["Connection"] not in ("Upgrade", "upgrade"):
            return self.reply(400, '"Connection" must be "upgrade".')
        digest = hashlib.sha1((self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        lines = ["HTTP/1.1 101 ", "Upgrade: websocket", "Connection: upgrade", "Sec-WebSocket-Accept: " + base64.b64encode(digest).decode()]
        if protocol:
            lines.append("Sec-WebSocket-Protocol: " + protocol)
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + first_frame)
        self.close_connection = True
        if self.rfile.read(8)[:1] == b"\x88":
            self.wfile.write(b"\x88\x02\x03\xe8")

    def open_stream(self, first_event="data: 1\n\n", seconds=3):
        """Server-sent events: headers leave with the first event, as Spring's do."""
        if first_event:
            self.wfile.write(("HTTP/1.1 200 \r\nContent-Type: text/event-stream\r\n\r\n" + first_event).encode())
        self.close_connection = True
        time.sleep(seconds)

    def origin_is_own(self, honours_forwarded=True):
        scheme = self.headers["X-Forwarded-Proto"] if honours_forwarded else "http"
        return self.headers["Origin"] == f"{scheme}://{self.headers['Host']}"


def sockjs(handler, path="/ws-stomp"):
    """An endpoint with SockJS, for its own origin only."""
    if not handler.path.split("?")[0].startswith(path + "/"):
        handler.reply(404, '{"status":404}', Content_Type="application/json")
    elif not handler.origin_is_own():
        handler.reply(403, "Invalid CORS request")
    elif handler.path.split("?")[0] == path + "/info":
        handler.reply(200, INFO, Content_Type="application/json;charset=UTF-8")
    else:
        handler.open_socket(b"\x81\x01o")


def stomp(handler):
    handler.open_socket(protocol="v12.stomp" if "v12.stomp" in handler.headers.get("Sec-WebSocket-Protocol", "") else None)


def handler(handler):
    handler.open_socket()


def sse(handler):
    handler.open_stream()


def refuse(status, body="", **headers):
    return lambda handler: handler.reply(status, body, **headers)
