"""How java is told to start jars of every kind."""
import json
import types
import zipfile

import conventions
import launch
import pytest

NEW = "org.springframework.boot.loader.launch"
OLD = "org.springframework.boot.loader"


@pytest.fixture
def jar(tmp_path, monkeypatch):
    """Writes a jar with a manifest and entries."""
    monkeypatch.setattr(launch, "_packed", lambda: b"the companion")
    monkeypatch.setattr(launch, "_check", lambda *_: None)

    def write(main=f"{NEW}.JarLauncher", attributes="", entries=None, before=b""):
        package = main.rpartition(".")[0].replace(".", "/")
        path = tmp_path / "application.jar"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\r\nMain-Class: {main}\r\n{attributes}\r\n")
            for name in [f"{package}/PropertiesLauncher.class"] if entries is None else entries:
                archive.writestr(name, "")
        path.write_bytes(before + path.read_bytes())
        return str(path)

    return write


def arguments(host, jar):
    return launch.arguments(host, jar, host.facts)


def companion(host, jar, launcher, further=""):
    """The arguments with the companion."""
    path = host.path(conventions.COMPANION_FILE)
    directory = host.path("run/spring-boot")
    return [
        f"-Dloader.path={path}{further}",
        f"-Dwebsocket-host.companion.directory={directory}",
        f"-Dwebsocket-host.companion.leave-file={host.path('run/websocket-health/leave')}",
        "-cp",
        jar,
        launcher,
    ]


@pytest.mark.parametrize("package", [NEW, OLD])
def test_puts_the_companion_on_the_class_path(make_host, jar, package):
    host, path = make_host(), jar(f"{package}.JarLauncher")
    assert arguments(host, path) == (companion(host, path, f"{package}.PropertiesLauncher"), None)
    assert host.read(conventions.COMPANION_FILE) == "the companion"


@pytest.mark.parametrize("package", [NEW, OLD])
def test_names_the_folders_of_a_war(make_host, jar, package):
    host, path = make_host(), jar(f"{package}.WarLauncher")
    words, _ = arguments(host, path)
    assert words == companion(host, path, f"{package}.PropertiesLauncher", ",WEB-INF/classes,WEB-INF/lib,WEB-INF/lib-provided")


def test_reads_a_fully_executable_jar_and_a_folded_manifest(make_host, jar):
    path = jar(attributes="X-Long: a\r\n  b\r\nStart-Class: com.example.Appli\r\n cation\r\n", before=b"#!/bin/bash\nexit 0\n")
    assert arguments(make_host(), path)[1] is None


MANIFEST = "its manifest has {}, which java -jar alone follows"


@pytest.mark.parametrize(
    "content, reason",
    [
        ({"main": f"{NEW}.PropertiesLauncher"}, f"it is started by {NEW}.PropertiesLauncher, not by Spring Boot's JarLauncher or WarLauncher"),
        ({"main": "com.example.Application"}, "it is started by com.example.Application, not by Spring Boot's JarLauncher or WarLauncher"),
        ({"main": "com.example.JarLauncher"}, "it is started by com.example.JarLauncher, not by Spring Boot's JarLauncher or WarLauncher"),
        ({"entries": []}, "it has no PropertiesLauncher"),
        ({"attributes": "Add-Opens: java.base/java.lang\r\n"}, MANIFEST.format("Add-Opens")),
        ({"attributes": "Add-Exports: java.base/sun.nio.ch\r\n"}, MANIFEST.format("Add-Exports")),
        ({"attributes": "Enable-Native-Access: ALL-UNNAMED\r\n"}, MANIFEST.format("Enable-Native-Access")),
        ({"attributes": "Launcher-Agent-Class: com.example.Agent\r\n"}, MANIFEST.format("Launcher-Agent-Class")),
        ({"attributes": "Loader-Path: lib\r\n"}, MANIFEST.format("Loader-Path")),
        *(
            ({"entries": [f"{NEW.replace('.', '/')}/PropertiesLauncher.class", name]}, "its loader.properties are for a launcher of its own")
            for name in ("loader.properties", "BOOT-INF/classes/loader.properties", "WEB-INF/classes/loader.properties")
        ),
    ],
)
def test_starts_as_ever_what_allows_no_addition(make_host, jar, content, reason):
    path = jar(**content)
    assert arguments(make_host(), path) == (["-jar", path], reason)


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + bytes(40)])
def test_starts_as_ever_what_is_no_jar(make_host, tmp_path, content):
    path = tmp_path / "broken.jar"
    path.write_bytes(content)
    words, reason = arguments(make_host(), str(path))
    assert (words, reason) == (["-jar", str(path)], "BadZipFile('File is not a zip file')")


def test_starts_as_ever_when_told_to(make_host, jar):
    path = jar()
    assert arguments(make_host({"companion": False}), path) == (["-jar", path], "companion is false")


@pytest.mark.parametrize("kind", ["environment", "secrets"])
def test_starts_as_ever_when_a_variable_means_the_launcher(make_host, jar, kind):
    path = jar()
    host = make_host(**{kind: {"LOADER_MAIN": "com.example.Other"}})
    assert arguments(host, path) == (["-jar", path], "LOADER_MAIN is for a launcher of its own")


def test_starts_as_ever_when_the_companion_is_missing(make_host, jar, monkeypatch):
    path = jar()
    monkeypatch.setattr(launch, "_packed", lambda: open("/nowhere"))
    words, reason = arguments(make_host(), path)
    assert words == ["-jar", path]
    assert "No such file" in reason


@pytest.fixture
def java(monkeypatch, command):
    """Adds a java that says what it was given, and ends as it is told."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(launch, "_check", CHECK)
    return lambda script: command("java", script)


CHECK = launch._check


def test_has_the_launcher_find_the_classes_without_starting_them(make_host, jar, java, tmp_path):
    java(f'echo "$@" > {tmp_path}/given\n')
    path = jar(attributes="Start-Class: com.example.Application\r\n")
    host = make_host()
    assert arguments(host, path) == (companion(host, path, f"{NEW}.PropertiesLauncher"), None)
    given = (tmp_path / "given").read_text().split()
    assert given[2:] == [
        f"-Dloader.path={host.path(conventions.COMPANION_FILE)}",
        "-Dloader.main=io.github.cdkspringwebsocket.companion.LaunchCheck",
        "-cp",
        path,
        f"{NEW}.PropertiesLauncher",
        "org.springframework.boot.SpringApplication",
        "com.example.Application",
    ]


@pytest.mark.parametrize(
    "script, why",
    [
        ("echo Picked up JAVA_TOOL_OPTIONS: >&2\necho 'Exception in thread \"main\" java.lang.ClassFormatError: x' >&2\nexit 1", 'Exception in thread "main" java.lang.ClassFormatError: x'),
        ("exit 7", "exit code 7"),
    ],
)
def test_starts_as_ever_what_only_this_launcher_cannot_start(make_host, jar, java, script, why):
    java(script)
    path = jar()
    assert arguments(make_host(), path) == (["-jar", path], f"PropertiesLauncher does not get as far as its classes ({why})")


def test_starts_as_ever_when_the_launcher_takes_too_long(make_host, jar, java, monkeypatch):
    monkeypatch.setattr(launch, "PATIENCE", 0.1)
    java("exec /bin/sleep 5")
    path = jar()
    assert arguments(make_host(), path) == (["-jar", path], "PropertiesLauncher does not get as far as its classes within 0.1 s")


def test_leaves_a_missing_java_to_the_gate(make_host, jar, monkeypatch, command):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(launch, "_check", CHECK)
    assert arguments(make_host(), jar())[1] is None


def test_answers_a_rehearsal(make_host, jar, agent):
    path = jar(entries=[])
    out, error = agent(make_host(), "launch", "--jar", path).communicate(timeout=20)
    assert (json.loads(out), error) == ({"arguments": ["-jar", path], "without": "it has no PropertiesLauncher"}, "")


def test_answers_a_rehearsal_of_hosts_that_share_messages(make_host, jar, capsys):
    messaging = {"engine": "valkey", "addresses": ["127.0.0.1:6379"], "tls": False, "channel": "chat", "local": [], "sessionEvents": False}
    host = make_host(messaging=messaging)
    launch.run(host, types.SimpleNamespace(jar=jar()))
    words = json.loads(capsys.readouterr().out)["arguments"]
    assert "-Dwebsocket-host.messaging.addresses=127.0.0.1:6379" in words
    assert f"-Dwebsocket-host.messaging.host={host.root.rpartition('/')[2]}" in words
