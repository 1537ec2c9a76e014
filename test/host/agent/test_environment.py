"""The environment file survives systemd's own parser, the one in its shared library."""
import ctypes
import glob
import random

import pytest

from environment import line
from problem import Problem

AWKWARD = {
    "QUOTES": """ "double" 'single' `back` """,
    "BACKSLASH": "C:\\new\\table \\\\ \\\" ends with \\",
    "DOLLAR": "$HOME ${HOME} $$ %h %% %n",
    "LINES": "-----BEGIN KEY-----\r\n\tMIIE=\n\n-----END KEY-----\n",
    "CONTINUED": "one \\\ntwo",
    "COMMENT": "#no ;comment",
    "UNICODE": "äöü 日本語 🙂 \u2028 \x7f \x01",
    "SPACES": "  \t  ",
    "EMPTY": "",
    "EQUALS": "a=b=c",
    "JSON": '{"a": "b\\n$c"}',
}


def parsed(text, tmp_path):
    """What systemd reads: its load_env_file, as every unit's start calls it."""
    libraries = glob.glob("/usr/lib*/systemd/libsystemd-shared-*.so") + glob.glob("/usr/lib/*/systemd/libsystemd-shared-*.so")
    assert libraries, "this test needs systemd's shared library"
    systemd = ctypes.CDLL(libraries[0])
    systemd.load_env_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.POINTER(ctypes.c_char_p))]
    file = tmp_path / "environment"
    file.write_bytes(text.encode())
    pairs = ctypes.POINTER(ctypes.c_char_p)()
    assert systemd.load_env_file(None, str(file).encode(), ctypes.byref(pairs)) >= 0, "systemd refuses the file"
    found = {}
    while pairs and pairs[len(found)] is not None:
        name, value = pairs[len(found)].decode().split("=", 1)
        found[name] = value
    return found


def test_keeps_every_awkward_text(tmp_path):
    assert parsed("".join(line(*each) for each in AWKWARD.items()), tmp_path) == AWKWARD


def test_keeps_random_text(tmp_path):
    chance = random.Random(20240501)
    alphabet = "\"\\`$%'#;= \t\n\rab\x01é日🙂"
    variables = {f"V{number}": "".join(chance.choices(alphabet, k=chance.randrange(12))) for number in range(3000)}
    assert parsed("".join(line(*each) for each in variables.items()), tmp_path) == variables


@pytest.mark.parametrize("letter", ["\0", "\ufeff", "\ud800", "\udfff", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001ffff", "\U0010fffe"])
def test_fails_for_what_systemd_would_drop(letter):
    with pytest.raises(Problem) as caught:
        line("DB_PASSWORD", f"hunter{letter}2")
    assert (caught.value.code, "DB_PASSWORD" in caught.value.seen, "hunter" in str(caught.value)) == ("HOST-ENVIRONMENT-REFUSED", True, False)


def test_keeps_neighbours_of_what_is_refused(tmp_path):
    variables = {"A": "\ufdcf\ufdf0\ufffd\ud7ff\ue000\U0001fffd\U00010000"}
    assert parsed(line("A", variables["A"]), tmp_path) == variables
