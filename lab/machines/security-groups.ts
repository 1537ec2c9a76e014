import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import { replaceTable } from './firewall';
import { HUB, METADATA } from './hub';
import { APT_RELAY_PORT } from './layer';

/** The groups of each address: of instances and of load balancers. */
export type Members = ReadonlyMap<string, readonly string[]>;

/**
 * EC2's security groups (VPC User Guide: "Control traffic to your AWS resources using security groups") as rules of the hub's
 * firewall: stateful, nothing but what a rule allows, groups as sources by the addresses of their members.
 *
 * AWS never filters the metadata service, DNS and DHCP. AWS's endpoints and the package mirror, which are on the internet,
 * stand in the hub under other ports: they are reached by whoever may reach port 443 and port 80 of the internet.
 */
export class SecurityGroups {
  private readonly members = new Map<string, readonly string[]>();
  private changing: Promise<void> = Promise.resolve();

  constructor(
    private readonly describe: () => Promise<SecurityGroup[]>,
    private readonly endpointPort: number,
  ) {}

  /** Puts an address into groups; none takes it out of all and lets it alone. */
  async place(address: string, groups: readonly string[]): Promise<void> {
    if (groups.length > 0) {
      this.members.set(address, groups);
    } else {
      this.members.delete(address);
    }
    await this.refresh();
  }

  /** Reads all groups again and applies them. */
  refresh(): Promise<void> {
    const apply = async () => replaceTable('inet', 'security_groups', rules(await this.describe(), this.members, this.endpointPort));
    this.changing = this.changing.catch(() => undefined).then(apply);
    return this.changing;
  }
}

/** The body of the table. */
export function rules(groups: readonly SecurityGroup[], members: Members, endpointPort: number): string {
  const chains = [...members].map(([address, ids]) => {
    const own = groups.filter(({ GroupId }) => ids.includes(GroupId!));
    const allow = (permission: IpPermission, side: 'saddr' | 'daddr', verdict: string) =>
      matches(permission, side, members).map((match) => `    ${match} ${verdict}\n`);
    const ingress = own.flatMap(({ IpPermissions = [] }) => IpPermissions.flatMap((each) => allow(each, 'saddr', 'accept')));
    const egress = own.flatMap(({ IpPermissionsEgress = [] }) =>
      IpPermissionsEgress.flatMap((each) => [
        ...allow(each, 'daddr', 'return'),
        ...(reachesInternet(each, 443) ? [`    ip daddr ${HUB} tcp dport ${endpointPort} return\n`] : []),
        ...(reachesInternet(each, 80) ? [`    ip daddr ${HUB} tcp dport ${APT_RELAY_PORT} return\n`] : []),
      ]),
    );
    return (
      `  chain ${name('in', address)} {\n${ingress.join('')}    drop\n  }\n` +
      `  chain ${name('out', address)} {\n${egress.join('')}    drop\n  }\n`
    );
  });
  const to = (direction: string) => [...members.keys()].map((address) => `${address} : jump ${name(direction, address)}`).join(', ');
  const judged = members.size === 0 ? '' : `    ip saddr vmap { ${to('out')} }\n    ip daddr vmap { ${to('in')} }\n`;
  const hooks = ['input', 'forward', 'output'].map(
    (hook) => `  chain ${hook} {\n    type filter hook ${hook} priority 0\n    jump judge\n  }\n`,
  );
  return `${chains.join('')}  chain judge {
    ct state established,related accept
    ip daddr ${METADATA} accept
    ip daddr ${HUB} meta l4proto { tcp, udp } th dport { 53, 67 } accept
    udp sport 67 udp dport 68 accept
${judged}  }
${hooks.join('')}`;
}

/** One nft match for every source (or destination) that a permission names. */
function matches(permission: IpPermission, side: 'saddr' | 'daddr', members: Members): string[] {
  const { IpRanges = [], UserIdGroupPairs = [] } = permission;
  const ofGroups = UserIdGroupPairs.flatMap(({ GroupId }) =>
    [...members].filter(([, ids]) => ids.includes(GroupId!)).map(([address]) => address),
  );
  const peers = [...IpRanges.map(({ CidrIp }) => CidrIp!), ...ofGroups];
  return peers.map((peer) => `${peer === '0.0.0.0/0' ? 'meta nfproto ipv4' : `ip ${side} ${peer}`} ${service(permission)}`.trim());
}

/** Protocol and ports; -1 is every protocol, and for ICMP the fields are type and code. */
function service({ IpProtocol = '-1', FromPort, ToPort }: IpPermission): string {
  if (IpProtocol === '-1') {
    return '';
  }
  if (IpProtocol !== 'tcp' && IpProtocol !== 'udp') {
    return `meta l4proto ${IpProtocol}`;
  }
  const every = FromPort === undefined || FromPort === -1;
  return every ? `meta l4proto ${IpProtocol}` : `${IpProtocol} dport ${FromPort}-${ToPort ?? FromPort}`;
}

function reachesInternet({ IpProtocol, FromPort = 0, ToPort = 65535, IpRanges = [] }: IpPermission, port: number): boolean {
  return IpProtocol === 'tcp' && FromPort <= port && port <= ToPort && IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0');
}

function name(direction: string, address: string): string {
  return `${direction}_${address.replace(/\./g, '_')}`;
}
