"""Whether the gate says that the companion is in the application."""
import conventions
import gate
import pytest


@pytest.mark.parametrize(
    "figures, remote, without, told",
    [
        ('{"server": "Tomcat", "unixSocket": true}', False, "", "the companion is in the application: Tomcat listens on a Unix socket"),
        ('{"server": "Jetty", "unixSocket": false}', False, "", "the companion is in the application: Jetty listens on its port only"),
        ("", False, "", "no companion is in the application"),
        ("", False, "companion is false", "no companion is in the application: companion is false"),
        ("", True, "", "the application runs elsewhere, without a companion"),
    ],
)
def test_says_whether_the_companion_is_in(make_host, figures, remote, without, told):
    host = make_host({"remote": remote})
    host.write(conventions.FIGURES_FILE, figures)
    host.write(conventions.WITHOUT_COMPANION_FILE, without)
    assert gate._companion(host) == told
