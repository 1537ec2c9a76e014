import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import type { Lab } from '../lab';
import type { Instance } from '../machines/instance';
import type { Service } from '../service';
import { showCloudInit } from './boot/cloud-init';
import { showEvents } from './boot/events';
import { showInside } from './boot/inside';
import { showLogs } from './boot/logs';
import { showManySettings } from './boot/many-settings';
import { showOthersRefused } from './boot/others';
import { showSufficientAndNeeded } from './boot/privilege';
import { showUnits } from './boot/units';
import { claimsOf, holds } from './claims';
import { hostRole, statements } from './deploy/role';
import type { Part } from './part';

const NAME = 'boot';

/** The host that the Auto Scaling group asked for, looked at from inside. */
export const boot: Part = {
  name: NAME,
  title: "Boot: a real first boot, on the deployed role's own credentials",
  async run(lab) {
    const service = await lab.service();
    const show = claimsOf(lab, NAME);
    const instance = await onlyInstance(lab, service);
    await keepVersions(lab, instance);
    await showEvents(lab, service, instance, show);
    await showCloudInit(lab, instance, show);
    await showUnits(instance, show);
    await showInside(lab, service, instance, show);
    await showLogs(lab, service, instance, show);
    const all = await statements(lab.aws, hostRole(service));
    await showSufficientAndNeeded(lab, instance, all, show);
    await showOthersRefused(lab, service, instance, all, show);
    await showManySettings(lab, show);
    NOT_SHOWN.forEach((each) => lab.proof.notShown({ part: NAME, ...each }));
  },
};

const NOT_SHOWN = [
  {
    id: 'amazon-linux',
    claim: "Amazon Linux 2023's own image, packages, Corretto and SELinux.",
    why:
      'No Amazon Linux can be had without AWS: ' +
      'its branch boots on Debian 13 with cloud-init\'s distribution "amazon" and a dnf that asks apt (part compositions).',
  },
  {
    id: 'memory-limits',
    claim: "systemd's MemoryMax inside the host.",
    why: 'A container has no memory controller of its own here; the limit around the whole guest works.',
  },
  {
    id: 'sysctl',
    claim: 'vm.* and fs.* kernel settings and LimitNOFILE above 20000.',
    why: "They are the machine's, which a container cannot set.",
  },
];

/** The one host of a service. */
export async function onlyInstance(lab: Pick<Lab, 'aws' | 'machines'>, service: Service): Promise<Instance> {
  const ids = await inService(lab, service);
  holds(ids.length === 1, `${service.stack} has ${ids.length} hosts in service, not one`);
  return lab.machines.instance(ids[0]);
}

/** The ids of a service's hosts. */
export async function inService({ aws }: Pick<Lab, 'aws'>, service: Service): Promise<string[]> {
  const name = service.id('AWS::AutoScaling::AutoScalingGroup');
  const { AutoScalingGroups = [] } = await aws.autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
  const instances = AutoScalingGroups[0]?.Instances ?? [];
  return instances.filter(({ LifecycleState }) => LifecycleState === 'InService').map(({ InstanceId }) => InstanceId!);
}

async function keepVersions(lab: Lab, instance: Instance): Promise<void> {
  const first = async (command: string) => {
    const { stdout, stderr } = await instance.run(['sh', '-c', command]);
    return /\d+(\.[\w+~-]+)+/.exec(stdout || stderr)?.[0] ?? 'unknown';
  };
  lab.proof.version('nginx', await first('nginx -v 2>&1'));
  lab.proof.version('systemd', await first("dpkg-query -W -f '${Version}' systemd"));
  lab.proof.version('cloud-init', await first('cloud-init --version 2>&1'));
  lab.proof.version('Java', await first('java -version 2>&1'));
  lab.proof.version('Debian', await first('cat /etc/debian_version'));
}
