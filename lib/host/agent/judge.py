"""The evidence of one route in, a code out. Pure; the doctor has its own judge, and test/evidence holds both to one verdict."""

import re

# Spring in a text or in JSON; WebFlux, which gives no reason; Jetty, which takes Upgrade without Connection for HTTP/2.
APPLICATION_SAYS = {
    r'Can \\?"Upgrade\\?" only to|"status":400,"error":"Bad Request","requestId"': "PROXY-UPGRADE-MISSING",
    r'"Connection\\?" must be|<title>Error 400 (Invalid h2c upgrade headers|Bad Request)<': "NGX-CONN-ONLY-MISSING",
}


def judge(evidence):
    """The code of what is wrong, or None."""
    kind, direct = evidence["kind"], evidence["direct"]
    status, sse = direct.get("status"), kind == "sse"
    silent = sse and direct.get("error") == "timeout"  # Spring sends the headers of a stream with its first event
    if "error" in direct and not silent:
        return "APP-NOT-LISTENING" if direct["error"] == "refused" else "APP-TOO-SLOW"
    if kind == "health":
        return None if status == 200 else "APP-UNHEALTHY"
    if kind == "sockjs":
        info = evidence["directInfo"]
        code = _changed(info, evidence["nginxInfo"], ["status", "websocket"])
        if code or info.get("websocket") is False:
            return code
    if status == 404:
        return "ROUTE-NOT-FOUND"
    if status == 200 if sse else direct.get("accept"):
        if kind == "sockjs" and direct.get("frame") != "o":
            return "SOCKJS-NO-OPEN-FRAME"
        return _changed(direct, evidence["nginx"], ["status", "accept", "protocol", "frame", "type"], sse)
    refused = status in (None, 401, 403) or 300 <= status < 400 or status == 200 and not direct.get("body")
    if not evidence.get("watched") and (not refused or evidence["strict"] and not silent):
        return "SPR-HANDSHAKE-REFUSED"
    if evidence.get("httpOrigin", {}).get("status") in (101, 200):
        return "SPR-FWD-STRATEGY-NONE"
    proved = {"status": 200} if sse else {"status": 101, "accept": True}
    return _changed(direct, evidence["nginx"], ["status"]) or _changed(proved, evidence["proof"], proved, sse)


def _changed(wanted, answer, keys, streams=False):
    """What nginx made of an answer."""
    if all(wanted.get(key) == answer.get(key) for key in keys):
        return None
    if "error" in answer:
        return "SSE-BUFFERED" if streams and answer["error"] == "timeout" else "NGX-NOT-ANSWERING"
    return next((code for text, code in APPLICATION_SAYS.items() if re.search(text, answer.get("body", ""))), "PROXY-CHANGES-ANSWER")
