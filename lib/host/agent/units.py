"""What systemd and cloud-init know about the start of this host."""
import json
import shutil
import subprocess

import conventions
from logs import without_queries
from problem import FINDINGS, Problem

CAUSES = {
    "UnsupportedClassVersionError": "JAVA-TOO-OLD",
    "OutOfMemoryError": "APP-OUT-OF-MEMORY",
    "oom-kill": "APP-OUT-OF-MEMORY",
}

# What cloud-init itself did at the first boot; newer ones write their programs' words here and not to a unit's journal.
FIRST_BOOT = ("HOST-JAVA-MISSING", "HOST-NGINX-MISSING", "HOST-USER-DATA-FAILED")
CLOUD_INIT_OUTPUT = "var/log/cloud-init-output.log"
LINES = 400  # after the error come the pictures of the ssh keys
CLOUD_INIT_ENDED = ("run/cloud-init/result.json", "var/lib/cloud/instance/boot-finished")
RESTARTS = 3


def early_end(host):
    """Raises what makes further waiting pointless."""
    failure = host.read(conventions.PREPARE_FAILURE_FILE)
    if failure:
        raise Problem(*json.loads(failure))
    unfinished = user_data(host)
    if unfinished and any(map(host.exists, CLOUD_INIT_ENDED)):
        raise unfinished
    _require("nginx", "HOST-NGINX-MISSING", conventions.NGINX_UNIT, "NGX-CONFIG-INVALID")
    if not host.facts["app"]["remote"]:
        _require("java", "HOST-JAVA-MISSING", conventions.SPRING_BOOT_UNIT, "APP-EXITED")


def user_data(host):
    """The consumer's own shell part, as long as it has not ended well."""
    if host.facts.get("userData") and not host.exists(conventions.USER_DATA_DONE_FILE):
        return Problem("HOST-USER-DATA-FAILED", conventions.USER_DATA_DONE_FILE)
    return None


def last_lines(host, code):
    """What was written about a finding before the end."""
    if code in FIRST_BOOT and host.exists(CLOUD_INIT_OUTPUT):
        with open(host.path(CLOUD_INIT_OUTPUT), errors="replace") as output:
            return without_queries("".join(output.readlines()[-LINES:]))
    return journal(code, 30)


def journal(code, lines):
    """The last lines of the units that a finding is about."""
    about = {"nginx": [conventions.NGINX_UNIT], "spring-boot": [conventions.SPRING_BOOT_UNIT]}
    units = about.get(FINDINGS[code]["hop"], [conventions.PREPARE_UNIT, "cloud-final.service"])
    return without_queries(_output("journalctl", "-n", str(lines), *(f"--unit={unit}" for unit in units)))


def lines_of(unit, since):
    """What a unit wrote from a time of the clock on."""
    return _output("journalctl", "-o", "cat", f"--since=@{int(since)}", f"--unit={unit}")


def explained(problem):
    """The exit of the application by its cause, where the journal tells it."""
    if problem.code == "APP-EXITED":
        for line in journal(problem.code, 300).splitlines():
            for text, code in CAUSES.items():
                if text in line:
                    return Problem(code, f"{text} in its journal")
    return problem


def _require(binary, missing, unit, failed):
    if not shutil.which(binary):
        raise Problem(missing, f"no {binary} in the path")
    shown = _output("systemctl", "show", "-p", "ActiveState,Result,NRestarts", unit)
    state = dict(line.split("=", 1) for line in shown.splitlines() if "=" in line)
    if state.get("ActiveState") == "failed" or int(state.get("NRestarts", 0)) >= RESTARTS:
        raise Problem(failed, f"{unit} {shown}")


def _output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, errors="replace").stdout
