#!/usr/bin/env bash
# One would guess: parts of multipart user data add up. Two cloud-configs with a `runcmd` or `packages` each run both lists, and two
#   scripts are two scripts.
# What happens: in cloud-init the last part's list replaces the earlier one as a whole: the first runcmd is never run, without a
#   warning. `merge_how` in a part appends that part alone; one more part without it throws away all that was merged before.
#   Two scripts with one file name are one script, the last. Keys that only one part has are all kept, which hides it in tests.
# Versions: cloud-init 22.4.2-1+deb12u4 of Debian 12; its own reader of user data and handlers are run, nothing is set up.
# Needs: apt-get with Debian 12's packages, dpkg-deb, python3 3.8 or newer with venv. Takes about 20 seconds.
set -euo pipefail
for need in apt-get dpkg-deb python3; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q cloud-init=22.4.2-1+deb12u4 >apt.log 2>&1 || {
  cat apt.log
  echo "Debian 12's packages are needed to run this script (after apt-get update)"
  exit 2
}
dpkg-deb -x cloud-init_*.deb package
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  pyyaml==6.0.2 jinja2==3.1.6 configobj==5.0.9 jsonpatch==1.33 jsonschema==4.25.1 requests==2.32.5 oauthlib==3.3.1

cat >try.py <<'PYTHON'
import os
import sys
import tempfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import yaml
from cloudinit import handlers, helpers, user_data
from cloudinit.handlers.cloud_config import CloudConfigPartHandler
from cloudinit.handlers.shell_script import ShellScriptPartHandler


class Paths(helpers.Paths):
    """cloud-init's folders, under a folder of this script."""

    def get_ipath(self, name=None):
        return os.path.join(self.cloud_dir, self.lookups[name])

    get_ipath_cur = get_ipath


def read(*parts):
    """The cloud-config and the scripts that cloud-init takes from user data of these parts (type, text, file name)."""
    folder = tempfile.mkdtemp(dir=".")
    paths = Paths({"cloud_dir": folder, "run_dir": folder, "templates_dir": folder})
    scripts = paths.get_ipath("scripts")
    os.makedirs(scripts)
    message = MIMEMultipart()
    for kind, text, name in parts:
        part = MIMEText(text, kind)
        part.add_header("Content-Disposition", "attachment", filename=name)
        message.attach(part)
    mine = [CloudConfigPartHandler(paths), ShellScriptPartHandler(paths)]
    registry = helpers.ContentHandlers()
    for one in mine:
        registry.register(one)
        handlers.call_begin(one, None, "once-per-instance")
    state = {"handlers": registry, "handlerdir": folder, "data": None, "frequency": "once-per-instance", "handlercount": 0, "excluded": []}
    handlers.walk(user_data.UserDataProcessor(paths).process(message.as_bytes()), handlers.walker_callback, data=state)
    for one in mine:
        handlers.call_end(one, None, "once-per-instance")
    config = paths.get_ipath("cloud_config")
    with open(config) if os.path.exists(config) else open(os.devnull) as file:
        merged = yaml.safe_load(file)
    return merged, {name: open(os.path.join(scripts, name)).read().split()[-1] for name in os.listdir(scripts)}


def config(name, text):
    return "cloud-config", f"#cloud-config\n{text}", name


append = "merge_how: list(append)+dict(no_replace,recurse_list)+str()\n"
first = config("first.yaml", "runcmd: [first]\npackages: [nginx]\ntimezone: Etc/UTC\n")
cases = {
    "two cloud-configs": read(first, config("second.yaml", "runcmd: [second]\n"))[0],
    "the second appends": read(first, config("second.yaml", append + "runcmd: [second]\n"))[0],
    "and a third does not": read(
        first, config("second.yaml", append + "runcmd: [second]\n"), config("third.yaml", "runcmd: [third]\n"))[0],
    "two scripts of one name": read(
        ("x-shellscript", "#!/bin/sh\necho first", "setup.sh"), ("x-shellscript", "#!/bin/sh\necho second", "setup.sh"))[1],
}
for name, seen in cases.items():
    print(f"{name}: {seen}")
kept = {"packages": ["nginx"], "timezone": "Etc/UTC"}
as_stated = list(cases.values()) == [
    {"runcmd": ["second"], **kept}, {"runcmd": ["first", "second"], **kept}, {"runcmd": ["third"], **kept}, {"setup.sh": "second"}]
print("as stated: the last part's list is the only one" if as_stated else "NO LONGER as stated at the top of this script")
sys.exit(0 if as_stated else 1)
PYTHON
PYTHONPATH=package/usr/lib/python3/dist-packages venv/bin/python try.py
