import { promises as dns } from 'node:dns';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolveEvidence } from '../lib/probes/resolve';
import type { Target } from '../lib/probes/target';
import { Emulator } from './aws/emulator';
import { Cdk } from './cdk';
import type { Cloud } from './cloud';
import { LoadBalancers } from './load-balancer/load-balancers';
import { imageOf } from './machine-image';
import { run } from './machines/command';
import { HUB } from './machines/hub';
import { Hypervisor } from './machines/hypervisor';
import { HypervisorApi, HYPERVISOR_PORT } from './machines/hypervisor-api';
import { BRIDGE } from './machines/network';
import type { Proof } from './proof/proof';
import { ZONE } from './service';
import { ServiceDeployment, STACK } from './service-deployment';
import { partsInLab } from './stand-ins';

/** What parts have in hand: the cloud, and the machines below it. */
export interface Lab extends Cloud {
  readonly name: string;
  readonly cache: string;
  readonly endpoint: string;
  readonly emulator: Emulator;
  readonly machines: Hypervisor;
  readonly loadBalancers: LoadBalancers;
}

/** How a lab is started. */
export interface LabOptions {
  readonly name: string;
  /** A folder of this run's own. */
  readonly folder: string;
  /** What is kept between runs. */
  readonly cache: string;
  readonly proof: Proof;
  readonly say: (line: string) => void;
}

/** Clients come from here, which is in no range of the VPC (TEST-NET-3). */
export const CLIENT = '203.0.113.10';
const PORT = 4566;
const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** A lab that runs, and how to end it. */
export interface RunningLab {
  readonly lab: Lab;
  stop(): Promise<void>;
}

/** Starts emulator, machines and load balancers, in this order; must run in the hub. */
export async function startLab({ name, folder, cache, proof, say }: LabOptions): Promise<RunningLab> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0)) {
      await each().catch((error: Error) => say(`while ending: ${error.message}`));
    }
  };
  try {
    const machines = await Hypervisor.start({
      name,
      cache,
      account: ACCOUNT,
      region: REGION,
      image: imageOf,
      say,
      // One more than there are processors: a host that waits for a permission takes a place and no time.
      bootingAtOnce: 3,
      folder: join(folder, 'machines'),
      endpoint: `http://${HUB}:${PORT}`,
    });
    stops.push(() => machines.stop());
    // Before anything waits for a host: what that may take does not count the making of what it boots from.
    const image = machines.prepare('debian-13-with-packages');
    image.catch(() => undefined);
    await run('ip', ['addr', 'add', `${CLIENT}/32`, 'dev', 'lo']);
    dns.setServers([HUB]);
    const emulator = await Emulator.start({
      folder: join(folder, 'emulator'),
      cache,
      host: HUB,
      port: PORT,
      bind: HUB,
      hypervisor: `http://127.0.0.1:${HYPERVISOR_PORT}`,
    });
    stops.push(() => emulator.stop());
    const aws = emulator.clients();
    const loadBalancers = await LoadBalancers.start({
      elb: aws.elb,
      route53: aws.route53,
      acm: aws.acm,
      say,
      folder: made(join(folder, 'load-balancers')),
      addressOf: (id) => addressOf(machines, id),
      place: (address, groups) => place(machines, address, groups),
      setHosts: (hosts) => machines.network.setHosts(hosts),
    });
    stops.unshift(() => loadBalancers.stop());
    // The boot that part boot looks at gets its packages itself; where only time would pass, they are there already.
    machines.imageOfStack.set(STACK, 'debian-13');
    machines.on('changed', () => void loadBalancers.changed());
    machines.on('state', () => void loadBalancers.changed());
    const api = new HypervisorApi(machines, async (arn) => loadBalancers.health(arn));
    await api.start();
    stops.unshift(() => api.stop());
    await image;
    return { lab: assemble({ name, folder, cache, proof, say }, { emulator, machines, loadBalancers }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function assemble({ name, folder, cache, proof, say }: LabOptions, running: Pick<Lab, 'emulator' | 'machines' | 'loadBalancers'>): Lab {
  const { emulator, loadBalancers } = running;
  const aws = emulator.clients();
  const cdk = new Cdk(made(join(folder, 'cdk')), {
    ...emulator.environment(),
    CDK_HOME: join(folder, 'cdk', 'home'),
    NODE_OPTIONS: '--no-warnings',
  });
  const cloud = { aws, folder, say, zone: ZONE, cdk: cdk.run.bind(cdk) };
  const deployment = new ServiceDeployment(cloud, { image: 'debian13' });
  return {
    ...cloud,
    ...running,
    name,
    cache,
    proof,
    endpoint: emulator.endpoint,
    bootstrap: () => deployment.bootstrap(),
    service: () => deployment.service(),
    target: (origin) => target(origin, loadBalancers.authority.ca),
    resolve,
    parts: partsInLab,
  };
}

/** Where a registered target is: an instance that is not gone, or the address itself. */
function addressOf(machines: Hypervisor, id: string): string | undefined {
  if (!id.startsWith('i-')) {
    return id;
  }
  const instance = machines.list().find((each) => each.id === id);
  return instance === undefined || instance.state === 'terminated' ? undefined : instance.ip;
}

/** A load balancer's address is this machine's; whoever connects to it from here comes from the internet. */
async function place(machines: Hypervisor, address: string, groups: readonly string[]): Promise<void> {
  await run('ip', ['addr', groups.length > 0 ? 'add' : 'del', `${address}/32`, 'dev', BRIDGE]);
  if (groups.length > 0) {
    await run('ip', ['route', 'replace', 'table', 'local', 'local', address, 'dev', 'lo', 'scope', 'host', 'src', CLIENT]);
  }
  await machines.setLoadBalancerAddress(groups, address);
}

/** Where a browser would connect: the addresses come from the lab's DNS, which only its own names are in. */
async function target(origin: string, ca: string): Promise<Target> {
  const { hostname, port, protocol } = new URL(origin);
  const [host] = await dns.resolve4(hostname);
  return { origin, ca, connect: { host, port: Number(port) || (protocol === 'https:' ? 443 : 80) } };
}

/** What the lab's name server says; the machine's own, which a browser would ask, does not know the lab's names. */
async function resolve(name: string): Promise<ResolveEvidence> {
  const started = performance.now();
  const v4 = await dns.resolve4(name);
  return {
    name,
    v4,
    v6: await dns.resolve6(name).catch(() => []),
    standIn: 'dnsmasq, with the records of Route 53',
    ms: Math.round(performance.now() - started),
  };
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
