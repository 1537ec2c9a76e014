"""Where the stream module and the issuers are, which differs between operating systems."""
import types

import pytest

import conventions
import stream

DYNAMIC = "configure arguments: --modules-path={folder} --with-stream=dynamic --with-stream_ssl_module"


@pytest.fixture
def written(make_host, monkeypatch, tmp_path):
    host = make_host()

    def write(built, *files):
        monkeypatch.setattr(stream.subprocess, "run", lambda *_, **__: types.SimpleNamespace(stderr=built))
        monkeypatch.setattr(stream, "MODULE_FOLDERS", (str(tmp_path / "lib64"), str(tmp_path / "lib")))
        monkeypatch.setattr(stream, "ISSUERS", (str(tmp_path / "redhat.crt"), str(tmp_path / "debian.crt")))
        for name in files:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        stream.write(host)
        return host.read(conventions.STREAM_MODULE_CONF).replace(str(tmp_path), ""), host.read(conventions.BROKER_TRUST_CONF).replace(str(tmp_path), "")

    return write


def test_a_module_where_nginx_says_that_its_modules_are(written, tmp_path):
    module, _ = written(DYNAMIC.format(folder=tmp_path / "own"), "own/ngx_stream_module.so", "lib/ngx_stream_module.so")
    assert module == "load_module /own/ngx_stream_module.so;\n"


@pytest.mark.parametrize("folder", ["lib64", "lib"])
def test_a_module_in_the_folder_of_the_distribution(written, folder):
    assert written("--with-stream=dynamic", f"{folder}/ngx_stream_module.so")[0] == f"load_module /{folder}/ngx_stream_module.so;\n"


def test_nothing_to_load_where_it_is_built_in(written):
    assert written("--with-http_ssl_module --with-stream --with-stream_ssl_module")[0] == ""


def test_one_that_is_missing_is_named_for_nginx_to_say(written):
    assert written("--with-http_ssl_module")[0] == "load_module /lib64/ngx_stream_module.so;\n"


@pytest.mark.parametrize("issuers", ["redhat.crt", "debian.crt"])
def test_the_issuers_of_the_distribution(written, issuers):
    assert written("--with-stream", issuers)[1] == f"proxy_ssl_trusted_certificate /{issuers};\n"


def test_the_issuer_of_the_broker_alone_where_it_has_one(make_host):
    host = make_host()
    host.write(conventions.BROKER_CA_FILE, "PEM")
    stream.write(host)
    assert host.read(conventions.BROKER_TRUST_CONF) == f"proxy_ssl_trusted_certificate {host.path(conventions.BROKER_CA_FILE)};\n"
