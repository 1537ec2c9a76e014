import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AptRelay } from './apt-relay';
import { BootQueue } from './boot-queue';
import { run, until } from './command';
import { ControlGroup, type ControlGroups, mountControlGroups } from './control-group';
import { guardMetadata, guardPort, packetsLost } from './firewall';
import type { ImageName } from './image';
import { Instance } from './instance';
import type { Hardware, LaunchRequest } from './launch';
import { MetadataService, type Told } from './metadata';
import { categories, factsOf } from './metadata-tree';
import { Emulated } from './emulated';
import { Network } from './network';
import { RoleCredentials } from './role-credentials';
import { RootFilesystems } from './root-filesystem';
import { SecurityGroups } from './security-groups';
import { Services } from './services';

/** What a hypervisor is started with. */
export interface HypervisorOptions {
  /** The lab's name, which begins the names of all that it makes. */
  readonly name: string;
  /** A folder of its own below the lab's run folder; it is mounted there in memory. */
  readonly folder: string;
  /** What is kept between runs. */
  readonly cache: string;
  /** The emulator as instances reach it. */
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  /** Which image an AMI stands for. */
  readonly image: (imageId: string) => ImageName;
  readonly bootingAtOnce?: number;
  readonly say?: (line: string) => void;
}

/** How long a boot may hold up others: one that takes longer waits for something, and takes no time of theirs. */
const BOOT_SECONDS = 60;
const DEFAULT_HARDWARE: Hardware = { diskMebibytes: 2048 };

/** Whatever changed that somebody else may watch. */
export interface HypervisorEvents {
  /** The emulator's load balancers, targets, records or security groups changed. */
  changed: [];
  /** An instance has another state. */
  state: [Instance];
}

/** The machines of the lab and all that they stand in: the stand-in for EC2 below its API. */
export class Hypervisor extends EventEmitter<HypervisorEvents> {
  /** What instances launched from now on have. */
  hardware: Hardware = DEFAULT_HARDWARE;
  /** Another image for what these stacks launch from now on. */
  readonly imageOfStack = new Map<string, ImageName>();
  readonly network: Network;
  readonly packages: AptRelay;
  private readonly instances = new Map<string, Instance>();
  private readonly addresses = new Set<string>();
  private readonly credentials = new Map<string, RoleCredentials>();
  private readonly cutOff = new Set<string>();
  private readonly queue: BootQueue;
  private readonly metadata: MetadataService;
  private readonly services: Services;
  private readonly roots: RootFilesystems;
  private readonly groups: SecurityGroups;
  private readonly emulated: Emulated;
  private readonly say: (line: string) => void;

  private constructor(
    private readonly options: HypervisorOptions,
    private readonly controlGroups: ControlGroups,
    own: ControlGroup,
  ) {
    super();
    const { name, folder, cache, endpoint, region } = options;
    this.say = options.say ?? (() => undefined);
    this.emulated = new Emulated(endpoint, region);
    this.services = new Services(folder, own);
    this.network = new Network(name, folder, this.services);
    this.packages = new AptRelay(name, this.services, folder, join(cache, 'apt'));
    this.roots = new RootFilesystems(folder, cache, endpoint, this.say);
    this.groups = new SecurityGroups(() => this.emulated.securityGroups(), Number(new URL(endpoint).port || 80));
    this.metadata = new MetadataService((address) => this.told(address));
    this.queue = new BootQueue(options.bootingAtOnce ?? 2);
  }

  /** Makes the network and what stands in it. Must run in the hub, see enterHub. */
  static async start(options: HypervisorOptions): Promise<Hypervisor> {
    const { name, folder } = options;
    mkdirSync(folder, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
    const groups = await mountControlGroups(folder);
    const own = new ControlGroup(groups, `${name}/services`);
    await own.renew();
    const hypervisor = new Hypervisor(options, groups, own);
    await hypervisor.network.start();
    await guardMetadata([]);
    await Promise.all([hypervisor.metadata.start(), hypervisor.packages.start(), hypervisor.roots.start()]);
    return hypervisor;
  }

  /** Builds or unpacks an image before it is asked for. */
  async prepare(image: ImageName): Promise<void> {
    await this.roots.prepare(image);
  }

  list(): Instance[] {
    return [...this.instances.values()];
  }

  instance(id: string): Instance {
    const instance = this.instances.get(id);
    if (!instance) {
      throw new Error(`there is no instance ${id}: ${[...this.instances.keys()].join(', ') || 'none was launched'}`);
    }
    return instance;
  }

  /** Makes a new instance and lets it boot when its turn comes; it has its address at once. */
  async launch(request: LaunchRequest): Promise<Instance> {
    if (this.instances.has(request.instanceId)) {
      throw new Error(`instanceId is ${request.instanceId}, which was launched before: every instance has an id of its own`);
    }
    const { hardware } = this;
    const image = this.imageOfStack.get(request.stackName ?? '') ?? this.options.image(request.imageId);
    const ip = request.privateIp ?? this.network.freeAddress(this.addresses);
    this.addresses.add(ip);
    const folder = join(this.options.folder, 'instances', request.instanceId);
    mkdirSync(folder, { recursive: true });
    const nic = await this.network.attach(request.instanceId, ip);
    const group = new ControlGroup(this.controlGroups, `${this.options.name}/${request.instanceId}`, hardware.memoryMebibytes);
    const instance = new Instance({ request, hardware, nic, folder, group }, this.say);
    this.instances.set(instance.id, instance);
    await this.guardMetadata();
    if (request.roleArn) {
      this.credentials.set(instance.id, new RoleCredentials(this.emulated.sts, request.roleArn, instance.id));
    }
    void this.queue
      .run(() => this.boot(instance, image, hardware))
      .catch((error: Error) => {
        this.say(`${instance.id} does not start: ${error.message}`);
        return this.terminate(instance.id);
      });
    return instance;
  }

  /** Ends an instance for good; what it wrote to its console stays. */
  async terminate(id: string): Promise<void> {
    const instance = this.instance(id);
    if (instance.state === 'shutting-down' || instance.state === 'terminated') {
      return;
    }
    const ending = instance.terminate();
    this.emit('state', instance);
    await ending;
    await this.forget(id, instance.ip);
    await this.network.detach(id);
    this.say(`${id} is terminated`);
    this.emit('state', instance);
  }

  /** A load balancer's address in its security groups; none when it is gone. */
  setLoadBalancerAddress(securityGroupIds: readonly string[], ip: string): Promise<void> {
    return this.groups.place(ip, securityGroupIds);
  }

  /** The emulator says that something changed. */
  async changed(): Promise<void> {
    await this.groups.refresh();
    this.emit('changed');
  }

  /** Fault: an instance's network card loses a share of all packets, 0 none. */
  dropPackets(id: string, share: number): Promise<void> {
    return guardPort(this.instance(id).nic, share);
  }

  /** How many packets that fault has cost. */
  packetsLost(id: string): Promise<number> {
    return packetsLost(this.instance(id).nic);
  }

  /** Fault: the cable of an instance. */
  async link(id: string, state: 'up' | 'down'): Promise<void> {
    await run('ip', ['link', 'set', this.instance(id).nic.port, state]);
  }

  /** Fault: the metadata service does not answer this instance. */
  async metadataAway(id: string, away: boolean): Promise<void> {
    this.cutOff[away ? 'add' : 'delete'](this.instance(id).ip);
    await this.guardMetadata();
  }

  /** Ends all instances and services. */
  async stop(): Promise<void> {
    await Promise.all(this.list().map((instance) => instance.kill()));
    await Promise.all(this.list().map(({ id }) => this.terminate(id)));
    await this.metadata.stop();
    await new ControlGroup(this.controlGroups, this.options.name).remove();
    await run('umount', ['--recursive', '--lazy', this.options.folder]);
  }

  private async boot(instance: Instance, image: ImageName, hardware: Hardware): Promise<void> {
    const { id, ip } = instance;
    const wanted = () => instance.state === 'pending';
    if (!wanted()) {
      return;
    }
    const root = await this.roots.clone(image, id, { mebibytes: hardware.diskMebibytes, logMebibytes: hardware.logMebibytes });
    await this.groups.place(ip, instance.request.securityGroupIds);
    if (!wanted()) {
      await this.forget(id, ip);
      return;
    }
    this.say(`${id} boots at ${ip} from ${image}`);
    await instance.start(root);
    this.emit('state', instance);
    await until(() => instance.booted || instance.state !== 'running', BOOT_SECONDS, 250);
  }

  private async forget(id: string, ip: string): Promise<void> {
    await this.roots.remove(id);
    await this.groups.place(ip, []);
  }

  private guardMetadata(): Promise<void> {
    const alive = this.list().filter(({ state }) => state !== 'terminated');
    return guardMetadata(
      alive.map(({ ip, request }) => ({ ip, hopLimit: request.metadataOptions?.HttpPutResponseHopLimit ?? 1, away: this.cutOff.has(ip) })),
    );
  }

  private told(address: string): Told | undefined {
    const instance = this.list().find(({ ip, state }) => ip === address && state !== 'terminated');
    if (!instance) {
      return undefined;
    }
    const { request, nic, id } = instance;
    const facts = factsOf(request, nic, this.options);
    const credentials = () => this.credentials.get(id)?.text() ?? Promise.resolve('');
    return {
      categories: categories(facts, credentials, () => this.emulated.targetLifecycleState(id)),
      tokens: request.metadataOptions?.HttpTokens ?? 'optional',
    };
  }
}
