"""Journal and access log on their way to CloudWatch Logs, from the pack; journalctl is a stand-in that follows a file, tail is real."""
import os
import pathlib
import shutil
import signal

import pytest

import conventions
from conftest import until

TAIL = shutil.which("tail")


def children(process):
    return [int(child) for child in pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def follows(child):
    """Whether a tail has opened its file and watches it, which it does at last."""
    try:
        return any(os.readlink(link) == "anon_inode:inotify" for link in pathlib.Path(f"/proc/{child}/fd").iterdir())
    except FileNotFoundError:
        return False


@pytest.fixture
def shipping(agent, make_host, aws, command, tmp_path):
    """A running `logs`, and the two files that it follows."""
    journal, access = tmp_path / "journal", tmp_path / conventions.ACCESS_LOG
    access.parent.mkdir(parents=True)
    for file in (journal, access):
        file.write_text("before its time\n")
    command("journalctl", f'echo "$@" >>{tmp_path}/asked; exec {TAIL} -n 0 -F {journal}')
    (tmp_path / "path/tail").symlink_to(TAIL)
    return journal.open("a"), access.open("a"), start(agent, make_host, aws)


def start(agent, make_host, aws):
    streams = len(aws.called("CreateLogStream"))
    process = agent(make_host(shippedLogs={"logGroup": "chat-logs"}), "logs")
    until(lambda: len(aws.called("CreateLogStream")) == streams + 2)
    until(lambda: len(children(process)) == 2 and all(follows(child) for child in children(process)))
    return process


def messages(aws, stream):
    return [event["message"] for put in aws.called("PutLogEvents") if put["logStreamName"] == f"i-0123456789abcdef0/{stream}" for event in put["logEvents"]]


def write(file, text):
    file.write(text)
    file.flush()


def test_ships_both_as_they_grow(shipping, aws):
    journal, access, _ = shipping
    assert aws.called("CreateLogStream") == [{"logGroupName": "chat-logs", "logStreamName": f"i-0123456789abcdef0/{name}"} for name in ("journal", "access")]
    write(journal, "Started ChatApplication\n\n  at line two\nhalf a ")
    write(access, '{"status":101}\n')
    until(lambda: messages(aws, "journal") == ["Started ChatApplication", "  at line two"] and messages(aws, "access") == ['{"status":101}'])
    write(journal, "line\n")
    until(lambda: messages(aws, "journal")[2:] == ["half a line"])


def test_cuts_query_strings(shipping, aws):
    journal, access, _ = shipping
    write(journal, 'upstream timed out, request: "GET /ws?token=secret&a=b HTTP/1.1", host: "a"\n')
    write(access, '{"path":"/ws?token=secret\\"","status":101}\n')
    until(lambda: messages(aws, "journal") == ['upstream timed out, request: "GET /ws?[cut] HTTP/1.1", host: "a"'])
    until(lambda: messages(aws, "access") == ['{"path":"/ws?[cut]\\"","status":101}'])


def test_cuts_sessions_that_are_in_paths(shipping, aws):
    journal, access, _ = shipping
    write(journal, 'request: "GET /ws;jsessionid=5F2C.node1/info?t=1 HTTP/1.1", type text/html;charset=utf-8\n')
    write(access, '{"path":"/ws;JSESSIONID=5F2C","status":101}\n')
    until(lambda: messages(aws, "journal") == ['request: "GET /ws;jsessionid=[cut]/info?[cut] HTTP/1.1", type text/html;charset=utf-8'])
    until(lambda: messages(aws, "access") == ['{"path":"/ws;JSESSIONID=[cut]","status":101}'])


def test_ships_the_relays_log_where_there_is_one(agent, make_host, aws, command, tmp_path):
    (tmp_path / "journal").write_text("")
    command("journalctl", f"exec {TAIL} -n 0 -F {tmp_path}/journal")
    (tmp_path / "path/tail").symlink_to(TAIL)
    relay = tmp_path / conventions.RELAY_LOG
    relay.parent.mkdir(parents=True)
    (tmp_path / conventions.ACCESS_LOG).write_text("")
    relay.write_text("before its time\n")
    process = agent(make_host(shippedLogs={"logGroup": "chat-logs"}, relay={}), "logs")
    until(lambda: len(children(process)) == 3 and all(follows(child) for child in children(process)))
    with relay.open("a") as file:
        write(file, "10.0.0.9:61614 0.001 200\n")
    until(lambda: messages(aws, "relay") == ["10.0.0.9:61614 0.001 200"])


def test_keeps_batches_within_the_limits(shipping, aws):
    journal, _, _ = shipping
    lines = [f"{number} " + "ü" * (number % 90) for number in range(6000)]
    write(journal, "".join(line + "\n" for line in lines))
    until(lambda: len(messages(aws, "journal")) == 6000)
    assert messages(aws, "journal") == lines
    for put in aws.called("PutLogEvents"):
        assert len(put["logEvents"]) <= 1000
        assert sum(len(event["message"].encode()) + 26 for event in put["logEvents"]) < 900_000
        times = [event["timestamp"] for event in put["logEvents"]]
        assert times == sorted(times)


def test_survives_throttling_and_loses_no_more_than_a_refused_batch(shipping, aws):
    journal, _, process = shipping
    throttled = (400, '{"__type":"ThrottlingException","message":"Rate exceeded"}')
    refused = (400, '{"__type":"ResourceNotFoundException","message":"The specified log group does not exist."}')
    answers = iter([throttled, (200, "{}"), refused])
    aws.answers["PutLogEvents"] = lambda parameters: next(answers, (200, "{}"))
    write(journal, "first\n")
    until(lambda: messages(aws, "journal") == ["first", "first"])
    write(journal, "lost\n")
    until(lambda: messages(aws, "journal")[2:] == ["lost"])
    write(journal, "last\n")
    until(lambda: messages(aws, "journal")[3:] == ["last"])
    assert process.poll() is None
    process.kill()
    assert process.stdout.read().startswith("1 lines are lost: AWS-UNREACHABLE at host")


def test_ends_with_its_sources_so_that_systemd_starts_it_again(shipping):
    _, _, process = shipping
    os.kill(children(process)[0], signal.SIGKILL)
    assert process.wait(5) == 1


UNITS = "-u spring-boot.service -u websocket-nginx.service -u websocket-prepare.service -u websocket-health.service -u websocket-gate.service"


def test_follows_the_journal_from_the_boot_on_and_after_a_restart_from_its_last_entry(shipping, agent, make_host, aws, tmp_path):
    journal, _, process = shipping
    assert (tmp_path / "asked").read_text() == f"-f -b -n all --utc -o short-iso-precise {UNITS}\n"
    entry = "2026-03-01T10:00:0{}.040500+0{} host java[7]: {}\n"
    write(journal, "-- Journal begins --\n" + entry.format(1, "000", "Started") + entry.format(2, "0:00", "boom") + " " * 40 + "2026-03-01T10:00:09.000000+0000 at x\n")
    mark = tmp_path / conventions.JOURNAL_SINCE_FILE
    until(lambda: mark.exists() and mark.read_text() == "2026-03-01 10:00:02.040500 UTC")
    assert len(messages(aws, "journal")) == 4, "remembered is what was shipped"
    process.kill()
    process.wait()
    start(agent, make_host, aws)
    assert (tmp_path / "asked").read_text().splitlines()[1:] == [f"-f -b -n all --utc -o short-iso-precise --since 2026-03-01 10:00:02.040500 UTC {UNITS}"]
