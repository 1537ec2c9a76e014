"""The agent of websocket-host: python3 agent.pyz [--root DIR] COMMAND."""
import argparse
import importlib
import sys

from host import Host
from problem import Problem

parser = argparse.ArgumentParser("agent.pyz")
parser.add_argument("command", choices=["install", "prepare", "launch", "serve", "check", "gate", "logs", "relay"])
parser.add_argument("--root", default="/", help="prefix of all paths")
parser.add_argument("--jar", help="launch: the application")
parser.add_argument("--json", action="store_true", help="check: evidence and verdicts")
options = parser.parse_args()
try:
    sys.exit(importlib.import_module(options.command).run(Host(options.root), options))
except Problem as problem:
    sys.exit(str(problem))
