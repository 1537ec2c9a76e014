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
import { type Inventory, inventory } from './destroy/inventory';
import type { Part } from './part';

const NAME = 'verify';
const PARTS: ChainPart[] = [
  'aws-cdk',
  'CloudFormation',
  'AWS APIs',
  'EC2',
  'clients',
  'DNS',
  'certificate',
  'load balancer',
  'nginx',
  'Spring Boot',
  'Amazon Linux 2023',
];
const START_SECONDS = 120;
/** What is not counted as left. */
const UPLOADS = 'What `cdk deploy` uploads to the bucket of `cdk bootstrap` stays.';

/** The command for people with an account, told that the emulator is AWS. */
export const verify: Part = {
  name: NAME,
  title: 'npm run verify-on-aws, against the emulator',
  async run(lab) {
    const show = claimsOf(lab, NAME);
    await lab.bootstrap();
    const before = await inventory(lab);
    await show(
      {
        id: 'asks',
        claim: 'Nothing is deployed before somebody was told what it costs and agreed.',
        how: 'The command without --yes where there is no terminal.',
        parts: ['clients'],
      },
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
      {
        id: 'interrupted',
        claim: 'Ctrl-C in the middle of the deployment destroys everything that was made.',
        how:
          'SIGINT to the command and all that it started, while the host boots; ' +
          `then lists of each kind by AWS's API, before and after. ${UPLOADS}`,
        parts: ['aws-cdk', 'CloudFormation', 'AWS APIs'],
      },
      async () => {
        const { child, end } = start(lab, 'interrupted', ['--yes']);
        const booting = () => lab.machines.list().some(({ request, state }) => request.stackName === STACK && state === 'running');
        const begun = await Promise.race([until(booting, START_SECONDS), end.then(() => false)]);
        if (child.exitCode === null) {
          // As a terminal does it: to the whole process group.
          process.kill(-child.pid!, 'SIGINT');
        }
        const { code, output } = await end;
        holds(begun, `no host booted: ${output}`);
        same('exit code', code, 130);
        same('what is new in the account', await added(lab, before), {});
        return output
          .trim()
          .split('\n')
          .slice(-3)
          .map((line) => line.trim())
          .filter(Boolean)
          .join('; ');
      },
    );
    await show(
      {
        id: 'whole',
        claim:
          'It deploys the example, shows the same claims through the same code, ' +
          'writes the same table and leaves nothing but the uploads of `cdk deploy`.',
        how: `The command with --yes, to its end; then lists of each kind by AWS's API, before and after. ${UPLOADS}`,
        parts: PARTS,
      },
      async () => {
        const { child, end, folder } = start(lab, 'whole', ['--yes']);
        const { code, output } = await end;
        const host = lab.machines
          .list()
          .filter(({ request }) => request.stackName === STACK)
          .pop();
        const last = (text = '', lines = 40) => text.trim().split('\n').slice(-lines).join('\n');
        same(`exit code (${last(output)}\nthe last host's console: ${last(host?.console(), 10)})`, code ?? child.signalCode, 0);
        const { shown, notShown } = JSON.parse(readFileSync(join(folder, 'verification.json'), 'utf8')) as Record;
        same('parts', [...new Set(shown.map(({ part }) => part))], ['deploy', 'boot', 'serve', 'destroy', 'clean-up']);
        holds(
          readFileSync(join(folder, 'verification.md'), 'utf8').includes('| Claim | How it was shown | Evidence |'),
          'verification.md has no table',
        );
        same('what is new in the account', await added(lab, before), {});
        return `${shown.length} claims shown, ${notShown.length} named as not shown; nothing left`;
      },
    );
  },
};

/** What the account has that it did not have before, by kind; not what `cdk deploy` uploads, which stays. */
async function added(lab: Lab, before: Inventory): Promise<Inventory> {
  const kinds = Object.entries(await inventory(lab)).map(
    ([kind, now]) => [kind, now.filter((each) => !before[kind].includes(each))] as const,
  );
  return Object.fromEntries(kinds.filter(([kind, news]) => kind !== 'uploads' && news.length > 0));
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
  const command = [
    process.execPath,
    '--no-warnings',
    join(projectFolder(), 'build', 'lab', 'verify-on-aws.js'),
    '--domain',
    `trial.${zone}`,
    '--zone',
    zone,
    ...args,
  ];
  const child = spawn('unshare', ['--mount', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', names, ...command], {
    cwd: folder,
    // Part deploy has CDK's own look over the same template.
    env: {
      ...process.env,
      ...emulator.environment(),
      CDK_VALIDATION: 'false',
      NODE_EXTRA_CA_CERTS: loadBalancers.authority.caFile,
      TMPDIR: folder,
      CDK_HOME: join(folder, 'home'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, which is what Ctrl-C reaches.
    detached: true,
  });
  const log = createWriteStream(join(folder, 'output.log'));
  let output = '';
  [child.stdout, child.stderr].forEach((stream) =>
    stream.on('data', (data: Buffer) => {
      output += data.toString();
      log.write(data);
    }),
  );
  const end = new Promise<Ended>((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, output })));
  return { child, end, folder };
}
