"""The environment of Spring Boot, in the syntax of systemd's EnvironmentFile."""
import json
import re

from problem import Problem
from secret import secret


def render(facts):
    variables = dict(facts.get("environment") or {})
    if facts.get("properties"):
        variables["SPRING_APPLICATION_JSON"] = json.dumps(facts["properties"])
    for name, reference in (facts.get("secrets") or {}).items():
        variables[name] = secret(**reference)
    return "".join(line(name, value) for name, value in variables.items())


def line(name, value):
    if any(map(_refused, value)):
        raise Problem("HOST-ENVIRONMENT-REFUSED", name)
    escaped = re.sub(r'(["\\`$])', r"\\\1", value)
    return f'{name}="{escaped}"\n'


def _refused(letter):
    """NUL, a byte order mark, and what is no character: systemd would drop the whole file."""
    point = ord(letter)
    return point in (0, 0xFEFF) or 0xD800 <= point <= 0xDFFF or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
