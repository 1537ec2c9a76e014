#!/usr/bin/env bash
# One would guess: version 3.0.0 of the CDK's command line reads whatever 2.x reads, and more; to be safe one asks for `aws-cdk@>=2`.
# What happens: aws-cdk 3.0.0 knows cloud assemblies up to schema 43, and aws-cdk-lib 2.276.0 writes 55. It ends with "Please upgrade
#   the CLI" and "You need at least CLI version 2.1148.2", a version lower than its own. 2.1148.1, which is lower still, reads the
#   same application. So a range without an upper bound breaks every synth, and the message's advice leads nowhere.
# Versions: aws-cdk 3.0.0 and 2.1148.1, aws-cdk-lib 2.276.0, constructs 10.8.1.
# Needs: node 20 or newer, npm. Takes about a minute; asks nothing of AWS.
set -euo pipefail
for need in node npm; do
  command -v "$need" >/dev/null || { echo "$need is needed to run this script"; exit 2; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --prefix . --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 \
  cdk-3@npm:aws-cdk@3.0.0 cdk-2@npm:aws-cdk@2.1148.1
cat >app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
new Stack(new App(), 'Empty');
JS

# synth CLI: what that command line says of the application, and its exit code
synth() {
  local code=0
  env HOME="$dir" CDK_DISABLE_CLI_TELEMETRY=true node "node_modules/$1/bin/cdk" synth --quiet --no-notices \
    --app 'node app.js' --output "out-$1" >"$1.log" 2>&1 </dev/null || code=$?
  echo "aws-cdk $(node -p "require('./node_modules/$1/package.json').version") synth: exit code $code"
  grep -iE 'not compatible|schema version|at least CLI' "$1.log" | sed 's/^/   /' || true
  return "$code"
}

echo "aws-cdk-lib $(node -p 'require("aws-cdk-lib/package.json").version'), an application of one empty stack:"
two=0
three=0
synth cdk-2 || two=$?
synth cdk-3 || three=$?
if [ "$two" = 0 ] && [ "$three" != 0 ] &&
  grep -q 'You need at least CLI version 2\.' cdk-3.log && [ -s out-cdk-2/Empty.template.json ]; then
  echo 'as stated: 3.0.0 cannot read what 2.1148.1 can, and asks to be upgraded to a 2.x'
else
  echo 'NO LONGER as stated at the top of this script'
  exit 1
fi
