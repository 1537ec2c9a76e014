import { requireTools } from '../lib/rehearsal/prerequisites';

/** Before all tests: what they run is installed where that can be done unasked, else one error says what to install. */
export default function prerequisites(): void {
  requireTools(['nginx', 'haproxy', 'openssl', 'python3', 'java', 'jdk', 'maven', 'ip', 'nsenter', 'chromium', 'systemd-analyze'], (line) => process.stderr.write(`${line}\n`));
}
