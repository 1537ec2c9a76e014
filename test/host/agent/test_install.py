import conventions
from conftest import AGENT

RELAY = {"endpoints": [{"host": "b", "port": 61614}], "tls": True}
ALWAYS = ["websocket-prepare.service", "websocket-nginx.service", "websocket-health.service"]


def installed(agent, command, host):
    """What systemctl was asked while the agent installed itself."""
    calls = command("systemctl", 'echo "$@" >>"$0.calls"')
    process = agent(host, "install")
    assert process.wait(10) == 0, process.stderr.read()
    return calls.with_suffix(".calls").read_text().splitlines()


def test_puts_the_agents_own_units_in_place_and_starts_everything(agent, command, make_host, tmp_path):
    calls = installed(agent, command, make_host())
    assert calls == [
        "daemon-reload",
        "enable --now --no-block " + " ".join([*ALWAYS, "spring-boot.service"]),
        "start --no-block websocket-gate.service",
    ]
    units = tmp_path / "etc/systemd/system"
    assert sorted(path.name for path in units.iterdir()) == [
        "logrotate.timer.d",
        "spring-boot.service.d",
        "websocket-gate.service",
        "websocket-health.service",
        "websocket-nginx.service.d",
        "websocket-prepare.service",
    ]
    for path in [*units.glob("*.service"), *units.glob("*.service.d/*")]:
        assert path.read_text() == (AGENT / "system" / path.name).read_text()
    assert (tmp_path / "etc/logrotate.d/websocket-nginx").read_text() == (AGENT / "system/logrotate.conf").read_text()
    # An empty value drops the distribution's own; Debian's and Amazon's timers may be an hour late, which is as long as it is now.
    assert (units / "logrotate.timer.d/hourly.conf").read_text().split("\n", 1)[1] == "[Timer]\nOnCalendar=\nOnCalendar=hourly\nAccuracySec=1m\nRandomizedDelaySec=0\n"


def test_leaves_spring_boot_out_where_it_runs_elsewhere(agent, command, make_host):
    calls = installed(agent, command, make_host({"remote": True, "address": "10.0.0.7"}))
    assert calls[1] == "enable --now --no-block " + " ".join(ALWAYS)


def test_copies_the_logs_when_asked(agent, command, make_host, tmp_path):
    calls = installed(agent, command, make_host(shippedLogs={"logGroup": "logs"}))
    assert calls[1].endswith(" spring-boot.service " + conventions.LOGS_UNIT)
    assert (tmp_path / "etc/systemd/system" / conventions.LOGS_UNIT).exists()


def test_fails_when_systemd_does(agent, command, make_host):
    command("systemctl", "exit 1")
    assert agent(make_host(), "install").wait(10) == 1


def test_watches_the_relay_where_there_is_one(agent, command, make_host, tmp_path):
    calls = installed(agent, command, make_host(relay=RELAY))
    assert "websocket-relay.service" in calls[1]
    assert (tmp_path / "etc/systemd/system/websocket-relay.service").exists()
