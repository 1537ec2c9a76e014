import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { attempt, type CommandOptions, type Result, until } from './command';
import type { ControlGroup } from './control-group';

/** What a container is started from. */
export interface ContainerOptions {
  readonly name: string;
  /** What it is called until it names itself. */
  readonly hostName: string;
  readonly root: string;
  readonly namespace: string;
  readonly hypervisorUuid: string;
  readonly console: string;
  readonly group: ControlGroup;
}

/** systemd-nspawn's exit status when the guest rebooted. */
export const REBOOTED = 133;

/** What systemd takes for the power button: SIGRTMIN+4, see systemd(1). Node.js has no name for it. */
const POWER_OFF = 38;

/** The environment of commands inside. */
const INSIDE = ['env', '-i', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LANG=C.UTF-8'];

/** One run of a guest under systemd-nspawn, from power-on to power-off. */
export class Container {
  /** Resolves with nspawn's exit status; 137 when it was killed. */
  readonly ended: Promise<number>;
  private readonly pid: number | undefined;
  private status?: number;

  constructor(options: ContainerOptions) {
    const output = openSync(options.console, 'a');
    const child = spawn('ip', ['netns', 'exec', options.namespace, ...inGroup(options.group, nspawn(options))], {
      stdio: ['ignore', output, output],
      detached: true,
      // The guest gets a tree of version 2 and writable network settings of its own namespace.
      env: {
        PATH: process.env.PATH,
        UNIFIED_CGROUP_HIERARCHY: '1',
        SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
        SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
      },
    });
    closeSync(output);
    this.pid = child.pid;
    this.ended = new Promise((resolve) => {
      child.once('error', () => resolve(127));
      child.once('exit', (code) => resolve((this.status = code ?? 137)));
    });
  }

  get running(): boolean {
    return this.status === undefined;
  }

  /** The guest's own process 1 as the hub sees it. */
  leader(): number | undefined {
    try {
      const children = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
      return children.map(Number).find((child) => /^NSpid:.*\t1$/m.test(readFileSync(`/proc/${child}/status`, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Runs a command inside, as root and in all of the guest's namespaces. */
  async run(command: readonly string[], options?: CommandOptions): Promise<Result> {
    const leader = this.leader();
    if (leader === undefined) {
      return { status: 125, stdout: '', stderr: 'the instance is not running' };
    }
    return attempt(
      'nsenter',
      [`--target=${leader}`, '--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup', '--', ...INSIDE, ...command],
      options,
    );
  }

  /** Presses the power button until the guest has ended or time is up: one that has only begun to boot does not hear it at first. */
  async powerOff(seconds: number): Promise<void> {
    const button = setInterval(() => this.press(), 1000);
    this.press();
    await until(() => !this.running, seconds);
    clearInterval(button);
  }

  private press(): void {
    const leader = this.leader();
    try {
      if (leader !== undefined) {
        process.kill(leader, POWER_OFF);
      }
    } catch {
      // It ended this moment.
    }
  }
}

function inGroup(group: ControlGroup, command: readonly string[]): string[] {
  // The namespace has a /sys of its own, in which no control groups are mounted yet. nspawn's own files shall go with it.
  const mounts = 'mount -t cgroup2 cgroup2 /sys/fs/cgroup && mkdir -p /run/systemd/nspawn && mount -t tmpfs tmpfs /run/systemd/nspawn';
  const [shell, args] = group.entering(['sh', '-c', `${mounts} && exec "$@"`, 'boot', ...command]);
  return [shell, ...args];
}

function nspawn({ name, hostName, root, namespace, hypervisorUuid }: ContainerOptions): string[] {
  return [
    'systemd-nspawn',
    '--quiet',
    `--directory=${root}`,
    '--boot',
    `--machine=${name}`,
    `--hostname=${hostName}`,
    '--register=no',
    '--keep-unit',
    `--network-namespace-path=/run/netns/${namespace}`,
    '--capability=CAP_NET_ADMIN',
    `--bind-ro=${hypervisorUuid}:/sys/hypervisor/uuid`,
    '--console=read-only',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
  ];
}
