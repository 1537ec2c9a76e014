"""One HTTP exchange with AWS or the metadata service, repeated while its failure may pass."""
import errno
import http.client
import re
import time
from urllib.parse import urlsplit

from problem import Problem

PATIENCE = 60  # seconds; a new role needs as long until every service knows it
TIMEOUT = 20
HURRY = 5  # seconds for a question whose answer one can do without
WRONG_TIME = "Skewed|Signature expired|Signature not yet current|RequestExpired"  # until this host's clock is set


class AwsError(Problem):
    def __init__(self, status, text):
        super().__init__("AWS-UNREACHABLE", re.sub("<[^>]*>", " ", f"{status} {text}" if status else text))
        self.status = status
        wrong_time = bool(re.search(WRONG_TIME, text))
        self.denied = not wrong_time and (status == 403 or "AccessDenied" in text)
        self.passing = wrong_time or self.denied or status in (0, 429) or status >= 500 or "Throttl" in text

    def about(self, prefix, what):
        """The problem with a thing that was asked for: `prefix`-MISSING or -DENIED, where AWS says so."""
        code = self.code
        if re.search("NotFound|NoSuch|marked for deletion", self.seen):
            code = f"{prefix}-MISSING"
        elif self.denied:
            code = f"{prefix}-DENIED"
        return Problem(code, f"{what}: {self.seen}")


def exchange(method, url, headers, body=b"", receive=None, hurry=False):
    """The text of the answer, or what `receive` makes of the response. In a hurry it is asked for once."""
    end = time.monotonic() + (0 if hurry else PATIENCE)
    pause = 1
    while True:
        try:
            return _once(method, urlsplit(url), headers, body, receive, HURRY if hurry else TIMEOUT)
        except AwsError as error:
            if not error.passing or time.monotonic() + pause > end:
                raise
        time.sleep(pause)
        pause = min(2 * pause, 15)


def _once(method, url, headers, body, receive, timeout):
    connection = (http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection)(url.netloc, timeout=timeout)
    try:
        connection.request(method, url.path, body, headers)
        response = connection.getresponse()
        if receive and response.status in (200, 304):
            return receive(response)
        text = response.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        if getattr(error, "errno", 0) == errno.ENOSPC:
            raise
        raise AwsError(0, f"{url.netloc}: {error!r}") from error
    finally:
        connection.close()
    if response.status != 200:
        raise AwsError(response.status, text)
    return text
