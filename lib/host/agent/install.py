"""Puts what is the same for every host in its place and starts it; once, at the first boot."""
import os
import subprocess

import conventions

SYSTEM = "system/"


def run(host, _options):
    units = [conventions.PREPARE_UNIT, conventions.NGINX_UNIT, conventions.HEALTH_UNIT]
    if not host.facts["app"]["remote"]:
        units.append(conventions.SPRING_BOOT_UNIT)
    if "shippedLogs" in host.facts:
        units.append(conventions.LOGS_UNIT)
    if host.facts.get("relay"):
        units.append(conventions.RELAY_UNIT)
    for unit in [*units, conventions.GATE_UNIT]:
        if unit in conventions.DEPLOYMENT_UNITS:
            host.write(f"etc/systemd/system/{unit}.d/hardening.conf", _packed("hardening.conf"))
        else:
            host.write("etc/systemd/system/" + unit, _packed(unit))
    host.write("etc/logrotate.d/websocket-nginx", _packed("logrotate.conf"))
    host.write("etc/systemd/system/logrotate.timer.d/hourly.conf", _packed("logrotate-hourly.conf"))
    _systemctl("daemon-reload")
    # Nothing waits: on Debian cloud-init ends after multi-user.target, so waiting would be a deadlock.
    _systemctl("enable", "--now", "--no-block", *units)
    _systemctl("start", "--no-block", conventions.GATE_UNIT)


def _packed(name):
    return __loader__.get_data(os.path.join(os.path.dirname(__file__), SYSTEM + name)).decode()


def _systemctl(*arguments):
    subprocess.run(["systemctl", *arguments], check=True)
