import { setAlarm } from '../aws/cloud-watch';
import { EXPECTED, type Expected } from '../faults/expected';
import { LaneStack } from '../faults/lane-stack';
import { ALARM, BROKEN, type Lane } from '../faults/lanes';
import { mirrorWithout } from '../faults/mirror-without';
import { consoleOutput, deploymentLog, sentence } from '../faults/told';
import type { Lab } from '../lab';
import { until } from '../machines/command';
import { noFailure, RELAXED_MS, type Traffic } from '../traffic';
import { claimsOf, holds, same } from './claims';
import type { Part } from './part';

/** Deploys one mistake after the other over a working version. */
export const breakIt: Part = {
  name: 'break',
  title: 'A version that cannot serve rolls back, and says why',
  async run(lab) {
    await Promise.all(BROKEN.map((lane) => oneLane(lab, lane)));
  },
};

async function oneLane(lab: Lab, lane: Lane): Promise<void> {
  const show = claimsOf(lab, 'break');
  const stack = await LaneStack.open(lab, lane);
  const traffic = stack.traffic(RELAXED_MS);
  try {
    for (const expected of EXPECTED.filter((each) => each.lane === lane)) {
      const place = expected.consoleOnly ? 'on the console' : 'in the deployment log and on the console';
      await show(
        {
          id: expected.name,
          claim:
            `The update to ${expected.what} rolls back; the old host goes on serving, ` +
            `and ${expected.code} stands ${place} after the failed host is gone.`,
          how:
            'cdk deploy over a working version, with a client that asks all the while; ' +
            'then DescribeStackEvents, GetLogEvents, GetConsoleOutput.',
          parts: [
            'aws-cdk',
            'CloudFormation',
            'Auto Scaling',
            'EC2',
            'load balancer',
            'IAM',
            'S3',
            'cloud-init',
            'systemd',
            'agent',
            'nginx',
            'Spring Boot',
          ],
        },
        () => surrounded(lab, stack, expected, () => broken(lab, stack, traffic, expected)),
      );
    }
  } finally {
    await traffic.stop();
  }
}

async function broken(lab: Lab, stack: LaneStack, traffic: Traffic, { name, code, cause, consoleOnly }: Expected): Promise<string> {
  const [before] = await stack.hosts();
  const known = new Set((await stack.events()).map(({ EventId }) => EventId));
  traffic.report();
  const run = await stack.cdk('deploy', name);
  holds(run.status !== 0, `cdk deploy succeeded: ${run.stdout.slice(-600)}`);
  same('the stack', await stack.status(), 'UPDATE_ROLLBACK_COMPLETE');
  const events = (await stack.events())
    .filter(({ EventId }) => !known.has(EventId))
    .map(({ ResourceStatusReason = '' }) => ResourceStatusReason);
  const failed = events
    .map((reason) => /Received FAILURE signal with UniqueId (i-[0-9a-f]+)/.exec(reason)?.[1])
    .find((id) => id !== undefined);
  holds(failed, `no event names the instance: ${events.filter(Boolean).join('; ')}; ${run.stderr.slice(-1500)}`);
  holds(`${run.stdout}${run.stderr}`.includes(failed), `cdk deploy does not name ${failed}: ${run.stderr.slice(-600)}`);
  holds(await stack.gone(failed), `${failed} is still there`);
  const seen = traffic.report();

  const console = await consoleOutput(lab.aws, failed);
  const group = (await stack.service()).outputs.DeploymentLog;
  const log = await deploymentLog(lab.aws, group, failed);
  const told = sentence(consoleOnly ? console : log, code);
  holds(told, `${code} is not ${consoleOnly ? 'on the console' : `in the log stream ${failed}`}: ${(log || console).slice(0, 3000)}`);
  holds(sentence(console, code), `${code} is not on the console: ${console.slice(-1500)}`);
  const shown = cause.exec(consoleOnly ? console : log)?.[0];
  holds(shown, `${cause} is not in what was told: ${(consoleOnly ? console : log).slice(0, 3000)}`);
  same('hosts in service', [await stack.hosts(), await stack.healthy()], [[before], [before]]);
  same('sockets that were cut', seen.cuts.length, 0);
  return `rolled back after ${run.seconds} s; ${noFailure(seen)}. ${told} The cause is there too: "${shown}".`;
}

/** What must be amiss outside of the sources for some of the mistakes. */
async function surrounded<T>({ machines, emulator }: Lab, stack: LaneStack, { name }: Expected, deploy: () => Promise<T>): Promise<T> {
  if (name === 'alarm-goes-off') {
    const outcome = deploy();
    await Promise.race([outcome, until(async () => (await stack.healthy()).length === 2, 180, 500)]);
    await setAlarm(emulator, ALARM, 'the lab says so');
    return outcome;
  }
  if (name !== 'nginx-missing' && name !== 'repository-away') {
    return deploy();
  }
  return machines.packages.alone(async () => {
    machines.imageOfStack.set(stack.name, 'debian-13');
    await machines.packages.switch(false);
    const mirror = name === 'nginx-missing' ? await mirrorWithout(/\/nginx_[^/]*\.deb$/, machines.packages.socket) : undefined;
    try {
      return await deploy();
    } finally {
      await new Promise((resolve) => (mirror ? mirror.close(resolve) : resolve(undefined)));
      await machines.packages.switch(true);
      machines.imageOfStack.delete(stack.name);
    }
  });
}
