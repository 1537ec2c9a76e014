#!/usr/bin/env bash
# One would guess: `systemd-analyze verify` is to units what `nginx -t` is to nginx: a misspelt key, a value that it cannot read or a
#   line that belongs into another section make it exit with 1, so it can guard a build.
# What happens: each of these is "ignoring" on standard error and exit code 0, though the unit then runs without its restart policy
#   or limit. A comment behind a value is one of them: it is part of the value. Exit code 1 is for what keeps the unit
#   from being loaded, or for a program that is not there. A guard has to look for output, not at the exit code.
# Versions: systemd 252.39-1~deb12u2 of Debian 12; only systemd-analyze is run, out of a temporary folder.
# Needs: apt-get with Debian 12's packages on amd64 or arm64, dpkg-deb. Takes about 10 seconds.
set -euo pipefail
for need in apt-get dpkg-deb; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -q systemd=252.39-1~deb12u2 libsystemd-shared=252.39-1~deb12u2 >apt.log 2>&1 || {
  cat apt.log
  echo "Debian 12's packages are needed to run this script (after apt-get update)"
  exit 2
}
for package in *.deb; do dpkg-deb -x "$package" package; done
program=package/usr/bin/systemd-analyze
library=$(dirname "$(find package -name 'libsystemd-shared-252.so')")
analyze() { LD_LIBRARY_PATH="$library" "$program" "$@"; }
echo "systemd-analyze of $(analyze --version | head -n 1)"

failed=0
# verify NAME CODE WORDS LINE [PROGRAM]: a service with this line ends with this exit code and these words
verify() {
  local code=0
  printf '[Service]\nExecStart=%s\n%s\n' "${5:-/bin/true}" "$4" >"$1.service"
  analyze verify --man=no "./$1.service" >"$1.log" 2>&1 || code=$?
  echo "$4 ${5:-}: exit code $code: $(sed "s#^$dir/##" "$1.log" | tr '\n' ' ')"
  if [ "$code" != "$2" ] || ! grep -q "$3" "$1.log"; then failed=1; fi
}

verify misspelt 0 "Unknown key 'Restrt'" 'Restrt=always'
verify commented 0 'Failed to parse service restart specifier, ignoring' 'Restart=always # come back'
verify misplaced 0 "Unknown key 'StartLimitIntervalSec' in section" 'StartLimitIntervalSec=0'
verify unreadable 0 'Failed to parse resource value, ignoring' 'LimitNOFILE=64K files'
verify missing 1 'is not executable' '' /usr/bin/not-there
verify refused 1 'has a bad unit file setting' 'ExecStart=/bin/false'
if [ "$failed" = 0 ]; then
  echo 'as stated: what is ignored passes'
else
  echo 'NO LONGER as stated at the top of this script'
  exit 1
fi
