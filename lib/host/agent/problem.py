"""What is wrong, in the words of the findings table."""
import errno
import json
import os

FINDINGS = json.loads(__loader__.get_data(os.path.join(os.path.dirname(__file__), "findings.json")))


class Problem(Exception):
    """A finding's code, and what was seen."""

    def __init__(self, code, seen):
        self.code = code
        self.seen = " ".join(str(seen).split())[:600]

    def __str__(self):
        finding = FINDINGS[self.code]
        return f"{self.code} at {finding['hop']}: {finding['title']} ({self.seen}). {finding['cure']}."


def problem_of(error):
    """Any exception as a problem: the agent never ends without a sentence."""
    if isinstance(error, Problem):
        return error
    return Problem("HOST-DISK-FULL" if getattr(error, "errno", 0) == errno.ENOSPC else "AGENT-FAILED", repr(error))
