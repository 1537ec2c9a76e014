import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './command';
import { guardPort } from './firewall';
import { HUB, METADATA, STRANGER, SUBNET_RANGE } from './hub';
import { namespaceOf } from './leftovers';
import type { Services } from './services';

/** A network interface of an instance. */
export interface Attachment {
  readonly namespace: string;
  readonly ip: string;
  readonly mac: string;
  /** The other end, in the hub, where the guest reaches nothing. */
  readonly port: string;
}

/** The bridge, which has the hub's own addresses. */
export const BRIDGE = 'lab0';
/**
 * Without one of its own a bridge takes that of a port, and another when the port goes: its neighbours would send to nobody until
 * they ask again.
 */
const BRIDGE_MAC = macOf(HUB, 0);

/**
 * The lab's one network, in the hub: a bridge whose ports see nothing but the hub, which answers ARP for all of them and
 * routes. So every packet between instances passes the hub's firewall, whatever an instance does in its own namespace.
 */
export class Network {
  private readonly leases = new Map<string, Attachment>();
  private readonly leasesFile: string;
  private readonly hostsFile: string;

  constructor(
    private readonly name: string,
    folder: string,
    private readonly services: Services,
  ) {
    this.leasesFile = join(folder, 'dhcp-hosts');
    this.hostsFile = join(folder, 'dns-hosts');
  }

  async start(): Promise<void> {
    await run('ip', ['link', 'set', 'lo', 'up']);
    await run('ip', ['link', 'add', BRIDGE, 'address', BRIDGE_MAC, 'type', 'bridge']);
    setSysctl({
      'ipv4/ip_forward': 1,
      'ipv4/conf/all/send_redirects': 0,
      [`ipv4/conf/${BRIDGE}/send_redirects`]: 0,
      [`ipv4/conf/${BRIDGE}/proxy_arp_pvlan`]: 1,
      [`ipv4/neigh/${BRIDGE}/proxy_delay`]: 0,
      [`ipv6/conf/${BRIDGE}/disable_ipv6`]: 1,
    });
    await run('ip', ['addr', 'add', `${HUB}/16`, 'dev', BRIDGE]);
    await run('ip', ['addr', 'add', `${METADATA}/32`, 'dev', BRIDGE]);
    await run('ip', ['link', 'set', BRIDGE, 'up']);
    writeFileSync(this.leasesFile, '');
    writeFileSync(this.hostsFile, '');
    const [network, bits] = SUBNET_RANGE.split('/');
    this.services.start('dnsmasq', 'dnsmasq', [
      '--conf-file=/dev/null',
      '--keep-in-foreground',
      '--user=root',
      '--log-facility=-',
      '--pid-file',
      `--interface=${BRIDGE}`,
      '--except-interface=lo',
      '--bind-interfaces',
      '--no-ping',
      '--no-resolv',
      '--no-hosts',
      `--addn-hosts=${this.hostsFile}`,
      `--dhcp-range=${network},static,${mask(Number(bits))},1h`,
      `--dhcp-hostsfile=${this.leasesFile}`,
      '--leasefile-ro',
      `--dhcp-option=3,${HUB}`,
      `--dhcp-option=6,${HUB}`,
      '--dhcp-authoritative',
      '--dhcp-no-override',
      '--local=/ec2.internal/',
      '--domain=ec2.internal',
    ]);
    await this.attachStatic('stranger', STRANGER);
  }

  /** A namespace whose address is set already: for what is no instance and asks no DHCP. */
  async attachStatic(id: string, ip: string): Promise<Attachment> {
    const attachment = await this.attach(id, ip);
    const { namespace } = attachment;
    await run('ip', ['-n', namespace, 'addr', 'add', `${ip}/16`, 'dev', 'ens5']);
    await run('ip', ['-n', namespace, 'link', 'set', 'ens5', 'up']);
    await run('ip', ['-n', namespace, 'route', 'add', 'default', 'via', HUB]);
    return attachment;
  }

  /** A namespace of its own with a network card, as the instance will find it. DHCP gives it its address. */
  async attach(id: string, ip: string): Promise<Attachment> {
    const namespace = namespaceOf(this.name, id);
    const numbers = ip.split('.').map(Number);
    const port = `port-${numbers[2]}-${numbers[3]}`;
    const mac = macOf(ip, 1);
    await run('ip', ['netns', 'add', namespace]);
    await run('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
    await run('ip', ['link', 'add', port, 'type', 'veth', 'peer', 'name', 'ens5', 'address', mac, 'netns', namespace]);
    await run('ip', ['link', 'set', port, 'master', BRIDGE, 'up']);
    await run('bridge', ['link', 'set', 'dev', port, 'isolated', 'on']);
    const attachment = { namespace, ip, mac, port };
    await guardPort(attachment);
    this.leases.set(id, attachment);
    this.tellLeases();
    return attachment;
  }

  async detach(id: string): Promise<void> {
    const attachment = this.leases.get(id);
    this.leases.delete(id);
    this.tellLeases();
    if (attachment) {
      await attempt('ip', ['link', 'delete', attachment.port]);
      await attempt('ip', ['netns', 'delete', attachment.namespace]);
    }
  }

  /** Names for instances and the stranger; what was there before is forgotten. */
  setHosts(entries: Readonly<Record<string, readonly string[]>>): void {
    const lines = Object.entries(entries).flatMap(([name, addresses]) =>
      addresses.map((address) => `${address} ${name.replace(/\.$/, '')}\n`),
    );
    writeFileSync(this.hostsFile, lines.join(''));
    this.services.signal('dnsmasq', 'SIGHUP');
  }

  /** An address is given out once, however long ago its instance went: caches of its neighbours would still know the old one. */
  freeAddress(used: ReadonlySet<string>): string {
    for (let last = 10; last < 255; last++) {
      if (!used.has(`10.77.1.${last}`)) {
        return `10.77.1.${last}`;
      }
    }
    throw new Error('all of 10.77.1.10 to 10.77.1.254 were given to instances: start the lab anew');
  }

  private tellLeases(): void {
    const lines = [...this.leases.values()].map(({ mac, ip }) => `${mac},${ip},${hostName(ip)}\n`);
    writeFileSync(this.leasesFile, lines.join(''));
    this.services.signal('dnsmasq', 'SIGHUP');
  }
}

/** The name that EC2 gives an instance by its address (IP name). */
export function hostName(ip: string): string {
  return `ip-${ip.replace(/\./g, '-')}`;
}

/** A locally administered one that tells the address. */
function macOf(ip: string, last: number): string {
  return ['02', ...[...ip.split('.').map(Number), last].map((number) => number.toString(16).padStart(2, '0'))].join(':');
}

function mask(bits: number): string {
  return [24, 16, 8, 0].map((shift) => ((-1 << (32 - bits)) >>> shift) & 255).join('.');
}

function setSysctl(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    const file = `/proc/sys/net/${name}`;
    if (existsSync(file)) {
      writeFileSync(file, `${value}`);
    }
  }
}
