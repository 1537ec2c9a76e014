import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainPart } from '../cloud';
import type { Lab } from '../lab';
import { until } from '../machines/command';
import { HUB } from '../machines/hub';
import { projectFolder } from '../project';
import type { Record } from '../proof/claim';
import { STACK } from '../verification/trial';
import { claimsOf, holds, same } from './claims';
import { type Inventory, inventory } from './destroy';
import type { Part } from './part';

const NAME = 'verify';
const PARTS: ChainPart[] = ['aws-cdk', 'CloudFormation', 'AWS APIs', 'EC2', 'clients', 'DNS', 'certificate', 'load balancer', 'nginx', 'Spring Boot'];
const START_SECONDS = 120;

/** The command for people with an account, told that the emulator is AWS. */
export const verify: Part = {
  name: NAME,
  title: 'npm run verify-on-aws, against the emulator',
  async run(lab) {
    const show = claimsOf(lab, NAME);
    await lab.bootstrap();
    const before = await inventory(lab);
    await show(
      { id: 'asks', claim: 'Nothing is deployed before somebody was told what it costs and agreed.', how: 'The command without --yes where there is no terminal.', parts: ['clients'] },
      async () => {
        const { code, output } = await start(lab, 'asks', []).end;
        same('exit code', code, 1);
        const cost = /It costs about \d+\.\d US cents/.exec(output)?.[0];
        holds(cost && output.includes('add --yes'), `it says ${output}`);
        same('what is new in the account', await added(lab, before), {});
        return `"${cost}"; "${output.trim().split('\n').pop()}"`;
      },
    );
    await show(
      { id: 'interrupted', claim: 'Ctrl-C in the middle of the deployment destroys everything that was made.', how: 'SIGINT while the host boots; then lists of each kind by AWS\'s API, before and after.', parts: ['aws-cdk', 'CloudFormation', 'AWS APIs'] },
      async () => {
        const { child, end } = start(lab, 'interrupted', ['--yes']);
        const booting = () => lab.machines.list().some(({ request, state }) => request.stackName === STACK && state === 'running');
        const begun = await Promise.race([until(booting, START_SECONDS), end.then(() => false)]);
        child.kill('SIGINT');
        const { code, output } = await end;
        holds(begun, `no host booted: ${output}`);
        same('exit code', code, 130);
        same('what is new in the account', await added(lab, before), {});
        return output.trim().split('\n').slice(-3).map((line) => line.trim()).filter(Boolean).join('; ');
      },
    );
    await show(
      { id: 'whole', claim: 'It deploys the example, shows the same claims through the same code, writes the same table and leaves nothing.', how: 'The command with --yes, to its end; then lists of each kind by AWS\'s API, before and after.', parts: PARTS },
      async () => {
        const { child, end, folder } = start(lab, 'whole', ['--yes']);
        const { code, output } = await end;
        same(`exit code (${output.trim().split('\n').slice(-40).join('\n')})`, code ?? child.signalCode, 0);
        const { shown, notShown } = JSON.parse(readFileSync(join(folder, 'verification.json'), 'utf8')) as Record;
        same('parts', [...new Set(shown.map(({ part }) => part))], ['deploy', 'boot', 'serve', 'destroy', 'clean-up']);
        holds(readFileSync(join(folder, 'verification.md'), 'utf8').includes('| Claim | How it was shown | Evidence |'), 'verification.md has no table');
        same('what is new in the account', await added(lab, before), {});
        return `${shown.length} claims shown, ${notShown.length} named as not shown; nothing left`;
      },
    );
  },
};

/** What the account has that it did not have before, by kind. */
async function added(lab: Lab, before: Inventory): Promise<Inventory> {
  const kinds = Object.entries(await inventory(lab)).map(([kind, now]) => [kind, now.filter((each) => !before[kind].includes(each))] as const);
  return Object.fromEntries(kinds.filter(([, news]) => news.length > 0));
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Starts the command as somebody does whose AWS is the emulator and whose name server is the lab's. */
function start({ folder: run, zone, emulator, loadBalancers }: Lab, id: string, args: readonly string[]) {
  const folder = join(run, 'verify', id);
  mkdirSync(folder, { recursive: true });
  const names = join(folder, 'resolv.conf');
  writeFileSync(names, `nameserver ${HUB}\n`);
  const command = [process.execPath, '--no-warnings', join(projectFolder(), 'build', 'test', 'lab', 'verify-on-aws.js'), '--domain', `trial.${zone}`, '--zone', zone, '--image', 'debian', ...args];
  const child = spawn('unshare', ['--mount', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', names, ...command], {
    cwd: folder,
    env: { ...process.env, ...emulator.environment(), NODE_EXTRA_CA_CERTS: loadBalancers.authority.caFile, TMPDIR: folder, CDK_HOME: join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(folder, 'output.log'));
  let output = '';
  [child.stdout, child.stderr].forEach((stream) => stream.on('data', (data: Buffer) => {
    output += data.toString();
    log.write(data);
  }));
  const end = new Promise<Ended>((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, output })));
  return { child, end, folder };
}
