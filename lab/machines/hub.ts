import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { run } from './command';
import { allowWatching } from './inotify';
import { removeLeftovers } from './leftovers';

/** Addresses of the lab's one network. */
export const HUB = '10.77.0.1';
export const METADATA = '169.254.169.254';
export const STRANGER = '10.77.9.9';
/** What instances take for their VPC: they and the load balancers are in it, the stranger is not. */
export const VPC_RANGE = '10.77.0.0/21';
export const SUBNET_RANGE = '10.77.0.0/16';

/** Whether this process is in the hub, the network namespace that holds the lab. */
export function insideHub(name: string): boolean {
  return existsSync(`/run/netns/${name}`) && process.env.LAB_HUB === `${name} ${readlinkSync('/proc/self/ns/net')}`;
}

/** Runs a command inside a new hub; its exit code. Before and afterwards nothing is left of any lab of this name. */
export async function enterHub(name: string, command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  await removeLeftovers(name);
  await run('ip', ['netns', 'add', name]);
  const endWatching = allowWatching();
  // The shell tells the command which namespace it is in: ip netns identify would look for it in every process.
  const told = `LAB_HUB="${name} $(readlink /proc/self/ns/net)" exec "$@"`;
  const child = spawn('ip', ['netns', 'exec', name, 'sh', '-c', told, 'hub', ...command], { stdio: 'inherit', env });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn).on('SIGHUP', passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
    });
  } finally {
    process.off('SIGINT', passOn).off('SIGTERM', passOn).off('SIGHUP', passOn);
    await removeLeftovers(name);
    endWatching();
  }
}

/**
 * A command as it runs in the machine's own network, which has the way to the package mirror: that of the nearest ancestor
 * that is not in the hub. As it is, where none is (or its namespace may not be entered).
 */
export function outside(command: readonly string[]): [string, string[]] {
  const hub = readlinkSync('/proc/self/ns/net');
  for (let pid = process.ppid; pid > 1; pid = parent(pid)) {
    if (readlinkSync(`/proc/${pid}/ns/net`) !== hub) {
      return ['nsenter', [`--net=/proc/${pid}/ns/net`, '--', ...command]];
    }
  }
  return [command[0], command.slice(1)];
}

function parent(pid: number): number {
  return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
