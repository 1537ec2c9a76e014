"""How the broker's names become nginx's addresses, and its login the application's environment."""
import socket

import broker
import conventions
import pytest
from prepared import forget, prepared, SECRETS, vault  # noqa: F401

PAIR = [{"host": "b-1.mq.example.com", "port": 61614}, {"host": "b-2.mq.example.com", "port": 61614}]


@pytest.fixture
def names(monkeypatch):
    """What the names of the world lead to; a name that is not there is not found."""
    known, real = {}, socket.getaddrinfo

    def look_up(name, port, *of, **kind):
        if name == "127.0.0.1":
            return real(name, port, *of, **kind)
        if name not in known:
            raise socket.gaierror(-2, "Name or service not known")
        return [(None, None, 6, "", (address, port)) for address in known[name]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.fixture
def host(make_host):
    return make_host(relay={"endpoints": PAIR, "tls": True})


def written(host):
    return host.read(conventions.BROKER_ADDRESSES_CONF), host.read(conventions.BROKER_NAMES_CONF)


def test_the_second_name_is_for_when_the_first_fails(host, names):
    names.update({"b-1.mq.example.com": ["10.0.2.7", "10.0.1.5"], "b-2.mq.example.com": ["10.0.3.9"]})
    assert broker.lead(host) is True
    assert written(host) == (
        "server 10.0.1.5:61614 max_fails=1 fail_timeout=0;\n"
        "server 10.0.2.7:61614 max_fails=1 fail_timeout=0;\n"
        "server 10.0.3.9:61614 max_fails=1 fail_timeout=0 backup;\n",
        "default b-1.mq.example.com;\n"
        r'"~(^| )10\.0\.1\.5:61614$" b-1.mq.example.com;' "\n"
        r'"~(^| )10\.0\.2\.7:61614$" b-1.mq.example.com;' "\n"
        r'"~(^| )10\.0\.3\.9:61614$" b-2.mq.example.com;' "\n",
    )


def test_the_second_name_stands_alone_where_the_first_is_not_found(host, names):
    names["b-2.mq.example.com"] = ["10.0.3.9"]
    broker.lead(host)
    assert written(host)[0] == "server 10.0.3.9:61614 max_fails=1 fail_timeout=0;\n"
    assert broker.without_address(host) == ["b-1.mq.example.com:61614"]


def test_nginx_gets_a_server_where_no_name_is_found(host, names):
    assert broker.lead(host) is True
    assert written(host) == (broker.NOWHERE, "default b-1.mq.example.com;\n")
    assert broker.lead(host) is False


def test_a_name_that_is_not_found_any_more_keeps_its_addresses(host, names):
    names["b-1.mq.example.com"] = ["10.0.1.5"]
    broker.lead(host)
    names.clear()
    assert broker.lead(host) is False
    assert "10.0.1.5" in written(host)[0] and broker.without_address(host) == ["b-2.mq.example.com:61614"]


def test_tells_only_of_addresses_that_changed_and_not_of_their_order(host, names):
    names["b-1.mq.example.com"] = ["10.0.1.5", "10.0.2.7"]
    broker.lead(host)
    names["b-1.mq.example.com"].reverse()
    assert broker.lead(host) is False
    names["b-1.mq.example.com"] = ["10.0.1.6"]
    assert broker.lead(host) is True


def test_writes_addresses_of_ipv6_as_nginx_reads_them(make_host, names):
    names["broker"] = ["fd00::5"]
    host = make_host(relay={"endpoints": [{"host": "broker", "port": 61613}], "tls": False})
    broker.lead(host)
    assert written(host) == (
        "server [fd00::5]:61613 max_fails=1 fail_timeout=0;\n",
        'default broker;\n"~(^| )\\[fd00::5\\]:61613$" broker;\n',
    )


def test_two_ports_of_one_name_are_two_endpoints(make_host, names):
    names["broker"] = ["10.0.1.5"]
    host = make_host(relay={"endpoints": [{"host": "broker", "port": 1}, {"host": "broker", "port": 2}], "tls": False})
    broker.lead(host)
    assert written(host)[0].splitlines()[1] == "server 10.0.1.5:2 max_fails=1 fail_timeout=0 backup;"


RELAY = {"endpoints": PAIR, "tls": True, "virtualHost": "chat", "username": "chat", "secret": SECRETS["DB_PASSWORD"]}


def test_the_application_finds_login_and_passcode_in_its_environment(prepared, vault, names):
    host, *_ = prepared(relay=RELAY)
    text = host.read(conventions.ENVIRONMENT_FILE)
    assert text.startswith('STOMP_BROKER_LOGIN="chat"\nSTOMP_BROKER_PASSCODE="p\\$\\"w"\nSTOMP_BROKER_VIRTUAL_HOST="chat"\n')
    assert "p$" not in text and "passcode" not in host.read(conventions.BROKER_ADDRESSES_CONF)


def test_nginx_has_its_includes_although_the_rest_fails(prepared, aws, names):
    aws.answers["GetSecretValue"] = lambda parameters: (400, '{"__type":"ResourceNotFoundException"}')
    host, code, _ = prepared(relay=RELAY)
    assert (code, written(host)[0]) == ("AWS-SECRET-MISSING", broker.NOWHERE)


def test_says_nothing_without_a_relay(make_host):
    facts = make_host().facts
    assert (broker.environment(facts), broker.secrets(facts)) == ("", [])
