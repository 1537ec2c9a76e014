import { AGENT_FILE, AGENT_PORT, HEALTH_PATH, UNITS } from '../../../lib/chain/conventions';
import { until } from '../../machines/command';
import type { Instance } from '../../machines/instance';
import { holds } from '../claims';

/** What is made shorter, and how it is told: the agent's own code with other numbers. */
export const IMPATIENT =
  'the agent looks every second instead of every 30 s, waits 2 s for an answer instead of 5 s, ' +
  'and calls hanging a failure after 4 looks instead of 20';

const PROGRAM = [
  `import sys; sys.path.insert(0, '/${AGENT_FILE}')`,
  'import ask, serve, watch; from host import Host',
  'watch.PAUSE = 1; watch.FAILURES_WHEN_SLOW = 4; ask.TIMEOUT = 2',
  "serve.run(Host('/'), None)",
].join('; ');

/** Lets a host's agent lose its patience in seconds, because nobody waits ten minutes for a proof. */
export async function makeImpatient(host: Instance): Promise<void> {
  const unit = `/etc/systemd/system/${UNITS.health}.d`;
  const dropIn = `[Service]\nExecStart=\nExecStart=/usr/bin/python3 -c "${PROGRAM}"\n`;
  const commands = `mkdir -p ${unit} && cat > ${unit}/impatient.conf && systemctl daemon-reload && systemctl restart ${UNITS.health}`;
  const { status, stderr } = await host.run(['sh', '-c', commands], { input: dropIn });
  holds(status === 0, `the agent does not take its drop-in: ${stderr}`);
  const healthy = async () =>
    (await host.run(['curl', '--silent', '--fail', '--max-time', '2', `http://127.0.0.1:${AGENT_PORT}${HEALTH_PATH}`])).status === 0;
  holds(
    await until(healthy, 20, 500),
    `the agent is not healthy with its drop-in: ${(await host.journal(UNITS.health)).split('\n').slice(-5).join('; ')}`,
  );
}
