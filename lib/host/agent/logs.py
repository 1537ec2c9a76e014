"""Lines to CloudWatch Logs: the gate's reason and, when asked for, journal and access log as they grow."""
import os
import re
import select
import subprocess
import time

import aws
import conventions
from exchange import AwsError

READ = 65536
EVENTS = 1000
SHIPPED = [conventions.SPRING_BOOT_UNIT, conventions.NGINX_UNIT, conventions.PREPARE_UNIT, conventions.HEALTH_UNIT, conventions.GATE_UNIT]
STAMP = re.compile(r"(\d+-\d\d-\d\d)T(\d\d:\d\d:\d\d\.\d+)[+]")


def run(host, _):
    """Copies until a source ends; systemd then starts it again. While AWS is slow, lines wait in the pipes."""
    # All but this one: of lines that are lost it would have more to say.
    units = [word for unit in SHIPPED for word in ("-u", unit)]
    commands = {
        # From the boot on: the start of an application is what one wants to read. After a restart from the last line on;
        # a --cursor-file would do that, but before systemd 254 nobody writes it while following.
        "journal": ["journalctl", "-f", "-b", "-n", "all", "--utc", "-o", "short-iso-precise", *_since(host), *units],
        "access": ["tail", "-n", "0", "-F", host.path(conventions.ACCESS_LOG)],
    }
    if "relay" in host.facts:
        commands["relay"] = ["tail", "-n", "0", "-F", host.path(conventions.RELAY_LOG)]
    streams = {}
    for name, command in commands.items():
        stream = {"logGroupName": host.facts["shippedLogs"]["logGroup"], "logStreamName": f"{aws.metadata('instance-id')}/{name}"}
        create(stream)
        streams[subprocess.Popen(command, stdout=subprocess.PIPE).stdout] = stream
    rest = dict.fromkeys(streams, b"")
    while True:
        full = False
        for pipe in select.select(streams, [], [])[0]:
            data = os.read(pipe.fileno(), READ)
            if not data:
                return 1
            full = full or len(data) == READ
            *lines, rest[pipe] = (rest[pipe] + data).split(b"\n")
            lines = [line.decode(errors="replace") for line in lines]
            _ship(streams[pipe], lines)
            if streams[pipe]["logStreamName"].endswith("/journal"):
                _remember(host, lines)
        if not full:
            time.sleep(1)


def create(stream):
    try:
        aws.ask("logs", "Logs_20140328.CreateLogStream", **stream)
    except AwsError as error:
        if "AlreadyExists" not in error.seen:
            raise


def put(stream, lines):
    """Writes lines of some 100 KiB in all, which is well below what one call may carry."""
    events = [{"timestamp": int(time.time() * 1000), "message": without_queries(line)} for line in lines if line]
    for start in range(0, len(events), EVENTS):
        aws.ask("logs", "Logs_20140328.PutLogEvents", logEvents=events[start : start + EVENTS], **stream)


def without_queries(text):
    """A query string may hold a token, and nginx's error log prints it; a servlet's session without a cookie is in the path."""
    return re.sub(r"""(?i)(;jsessionid=)[^\s"'\\/?;,]+""", r"\1[cut]", re.sub(r"""\?[^\s"'\\]+""", "?[cut]", text))


def _since(host):
    since = host.read(conventions.JOURNAL_SINCE_FILE)
    return ["--since", since] if since else []


def _remember(host, lines):
    """The time of the last entry; the further lines of an entry are indented, whatever they say."""
    times = list(filter(None, map(STAMP.match, lines)))
    if times:
        host.write(conventions.JOURNAL_SINCE_FILE, "{} {} UTC".format(*times[-1].groups()))


def _ship(stream, lines):
    try:
        put(stream, lines)
    except AwsError as error:
        print(len(lines), "lines are lost:", error, flush=True)
