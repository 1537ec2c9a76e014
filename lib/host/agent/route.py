"""One route: the same questions to the application and through nginx, and what was answered."""
import random
import re
from urllib.parse import quote

import conventions
from ask import ask

CLIENT = "203.0.113.7"  # an address of the documentation, which no client has (RFC 5737)
CHECKING = CLIENT.encode()


class Route:
    def __init__(self, host, route, secret="", watched=False):
        self.kind = route["kind"]
        self.path = route["path"]
        self.target = quote(route.get("handshakePath") or route["path"], safe="/%:@!$&'()*+,;=~")
        if self.kind == "sockjs":
            self.target = self.target.rstrip("/")  # SockJS's own paths follow
        self.host = host.facts["host"]
        self.scheme = host.facts["scheme"]
        self.watched = watched
        self.secret = secret.strip()  # a line's end that came along with it fits no header
        self.handshake = route.get("handshake") if self.secret else None
        self.hops = {
            "direct": host.application(),
            "nginx": ("127.0.0.1", conventions.NGINX_PORT),
            "proof": ("127.0.0.1", conventions.PROOF_PORT),
        }

    def evidence(self):
        seen = {"kind": self.kind, "path": self.path, "strict": bool(self.handshake), "watched": self.watched}
        seen["direct"] = self._open("direct")
        if "error" in seen["direct"] and self.kind != "sse":
            return seen  # nginx would write every attempt, query and all, to its error log
        if self.kind == "sockjs":
            seen["directInfo"] = self._info("direct")
            seen["nginxInfo"] = self._info("nginx")
        for hop in ("nginx", "proof"):
            seen[hop] = self._open(hop)
        if seen["direct"].get("status") == 403 and self.scheme == "https" and not self.watched:
            seen["httpOrigin"] = self._open("direct", Origin=f"http://{self.host}")
        return seen

    def _info(self, hop):
        answer = self._ask(hop, self.target + "/info", {})
        offer = re.search(r'"websocket"\s*:\s*(true|false)', answer.get("body", ""))
        if offer:
            answer["websocket"] = offer[1] == "true"
        return answer

    def _open(self, hop, **headers):
        """A handshake, or the beginning of an event stream."""
        if self.kind == "sse":
            return self._ask(hop, self.target, {"Accept": "text/event-stream", **headers})
        if self.kind == "sockjs":
            session = f"/{random.randrange(100, 1000)}/{random.getrandbits(32):08x}/websocket"
            return self._ask(hop, self.target + session, headers, upgrade=True, opens=hop != "proof")
        if self.kind == "stomp":
            headers["Sec-WebSocket-Protocol"] = "v12.stomp, v11.stomp, v10.stomp"
        return self._ask(hop, self.target, headers, upgrade=True)

    def _ask(self, hop, target, headers, **how):
        headers = {**as_from_load_balancer(self.host, self.scheme), **headers}
        if self.handshake and self.handshake.get("query"):
            target += f"?{self.handshake['query']}={quote(self.secret, safe='')}"
        elif self.handshake:
            headers[self.handshake["header"]] = self.secret
        answer = ask(*self.hops[hop], target, headers, **how)
        if "body" in answer:
            answer["body"] = self._without_secret(answer["body"])[:200]
        return answer

    def _without_secret(self, text):
        """Cut where the credentials begin: an answer may repeat a part of them."""
        for shown in {self.secret, quote(self.secret, safe="")} - {""}:
            text = text.split(shown[:8])[0]
        return text


def as_from_load_balancer(host, scheme):
    """The headers of a browser's own page, and those that the load balancer adds."""
    return {
        "Host": host,
        "Origin": f"{scheme}://{host}",
        "X-Forwarded-For": CLIENT,
        "X-Forwarded-Port": "443" if scheme == "https" else "80",
        "X-Forwarded-Proto": scheme,
    }
