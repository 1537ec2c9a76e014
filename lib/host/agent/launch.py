"""How java starts the application: with the companion beside its classes, where the jar allows that."""
import json
import os
import pwd
import re
import shutil
import subprocess
import zipfile

import conventions
import messaging
from problem import problem_of

LOADER = "org.springframework.boot.loader."
# java reads these of a jar that it is given with -jar, and of no other.
OF_THE_JAR_ALONE = ("Add-Exports", "Add-Opens", "Enable-Native-Access", "Launcher-Agent-Class")
SETTINGS = re.compile("((BOOT|WEB)-INF/classes/)?loader.properties")
PREFIX = "websocket-host.companion."
CHECK = "io.github.cdkspringwebsocket.companion.LaunchCheck"
APPLICATION = "org.springframework.boot.SpringApplication"
PATIENCE = 60
WAR = "WEB-INF/classes,WEB-INF/lib,WEB-INF/lib-provided"


class NotWithin(Exception):
    """Why the companion stays out of an application."""


def run(host, options):
    """What a rehearsal asks of a jar anywhere."""
    name = os.path.basename(host.root.rstrip("/"))
    words, reason = arguments(host, options.jar, host.facts, messaging.options(host.facts, name))
    print(json.dumps({"arguments": words, "without": reason}))


def arguments(host, jar, settings, further=()):
    """The arguments of java that come last, `further` ones for the companion, and why it is not among them, or None."""
    try:
        return _with_companion(host, jar, settings, further), None
    except NotWithin as reason:
        return ["-jar", jar], str(reason)
    except Exception as error:
        return ["-jar", jar], problem_of(error).seen


def _with_companion(host, jar, settings, further):
    if host.facts["app"].get("companion") is False:
        raise NotWithin("companion is false")
    for name in [*(settings.get("environment") or {}), *(settings.get("secrets") or {})]:
        if name.startswith("LOADER_"):
            raise NotWithin(f"{name} is for a launcher of its own")
    with zipfile.ZipFile(jar) as archive:
        names = archive.namelist()
        launcher, classes = _launcher(archive.read("META-INF/MANIFEST.MF").decode(), names)
    if any(map(SETTINGS.fullmatch, names)):
        raise NotWithin("its loader.properties are for a launcher of its own")
    host.write(conventions.COMPANION_FILE, [_packed()])
    path = host.path(conventions.COMPANION_FILE)
    if launcher.endswith("WarLauncher"):
        path += "," + WAR
    with_companion = [f"-Dloader.path={path}"]
    launch = ["-cp", jar, launcher.rpartition(".")[0] + ".PropertiesLauncher"]
    _check(host, [*with_companion, f"-Dloader.main={CHECK}", *launch, *classes])
    directory = host.path(os.path.dirname(conventions.APP_SOCKET))
    options = [f"-D{PREFIX}directory={directory}", f"-D{PREFIX}leave-file={host.path(conventions.LEAVE_FILE)}"]
    return [*with_companion, *options, *further, *launch]


def _check(host, words):
    """Has the launcher find the application's classes, and start nothing: only until there does it differ from java -jar. Both are
    the application's, so that they have no rights on a host."""
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else shutil.which("java")
    if not java:
        return  # of which the gate tells
    nobody = pwd.getpwnam("nobody")
    user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if host.root == "/" else {}
    command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *words]
    try:
        run = subprocess.run(command, env={}, cwd="/", capture_output=True, errors="replace", timeout=PATIENCE, **user)
    except subprocess.TimeoutExpired as error:
        raise NotWithin(f"PropertiesLauncher does not get as far as its classes within {PATIENCE} s") from error
    if run.returncode:
        why = next((line for line in run.stderr.splitlines() if "Exception" in line or "Error" in line), f"exit code {run.returncode}")
        raise NotWithin(f"PropertiesLauncher does not get as far as its classes ({why})")


def _launcher(manifest, names):
    """The class that java starts of the jar, when it is one of those whose class path may get an addition; and classes in it."""
    attributes = dict(re.findall(r"^([\w-]+): (.*)$", re.sub(r"\r?\n ", "", manifest), re.MULTILINE))
    launcher = attributes.get("Main-Class", "").strip()
    if not launcher.startswith(LOADER) or not launcher.endswith((".JarLauncher", ".WarLauncher")):
        raise NotWithin(f"it is started by {launcher or 'no class'}, not by Spring Boot's JarLauncher or WarLauncher")
    if launcher.rpartition(".")[0].replace(".", "/") + "/PropertiesLauncher.class" not in names:
        raise NotWithin("it has no PropertiesLauncher")
    for name in attributes:
        if name in OF_THE_JAR_ALONE or name.startswith("Loader-"):
            raise NotWithin(f"its manifest has {name}, which java -jar alone follows")
    return launcher, [APPLICATION, *([attributes["Start-Class"].strip()] if "Start-Class" in attributes else [])]


def is_on_tomcat(jar):
    """Whether it brings the server that the companion has listen on a Unix socket."""
    with zipfile.ZipFile(jar) as archive:
        return any("/tomcat-embed-core-" in name for name in archive.namelist())


def _packed():
    return __loader__.get_data(os.path.join(os.path.dirname(__file__), "companion.jar"))
