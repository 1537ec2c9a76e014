import type { GroupDescription, RegisteredTarget } from './description';
import { backendName, slotNames, type TakenSlot } from './haproxy-config';
import type { Haproxy } from './haproxy';
import { check } from './health-check';
import { checkSettings, Health, taking, type TargetHealth } from './target-health';

/** Where a target is: an instance's address, while there is one. */
export type AddressOf = (id: string) => string | undefined;

/** How long connections that are being made to a leaving target have for it. */
const DRAIN_MS = 250;

interface Target extends RegisteredTarget {
  readonly slot: string;
  readonly health: Health;
  address?: string;
  /** When its connections are cut, once it is deregistered. */
  drainedAt?: number;
  timer?: NodeJS.Timeout;
}

/** The targets of one target group: checked, given requests, drained. */
export class TargetGroupStandIn {
  private readonly targets = new Map<string, Target>();
  private readonly told = new Map<string, string>();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private description: GroupDescription,
    private readonly haproxy: Haproxy,
    private readonly from: string,
    private readonly addressOf: AddressOf,
  ) {}

  /** Goes over to what the API says now: new targets are checked at once, deregistered ones drain. */
  update(description: GroupDescription): Promise<void> {
    this.description = description;
    const registered = new Map(description.targets.map((target) => [key(target), target]));
    for (const [name, target] of registered) {
      const known = this.targets.get(name);
      if (!known || known.drainedAt !== undefined) {
        this.admit(name, target);
      }
    }
    for (const [name, target] of this.targets) {
      if (!registered.has(name) && target.drainedAt === undefined) {
        this.drain(name, target);
      }
    }
    return this.apply();
  }

  get health(): TargetHealth[] {
    return [...this.targets.values()].map(({ id, port, health, address, drainedAt }) => {
      if (drainedAt !== undefined) {
        return {
          id,
          port,
          state: 'draining',
          reason: 'Target.DeregistrationInProgress',
          description: 'Target deregistration is in progress',
        };
      }
      return address === undefined
        ? { id, port, state: 'unused', reason: 'Target.InvalidState', description: 'Target is in the terminated state' }
        : { id, port, ...health.now };
    });
  }

  /** The places that are taken now, for a configuration that is written anew. */
  get taken(): Map<string, TakenSlot> {
    const found = [...this.targets.values()].filter(({ address }) => address !== undefined);
    const open = this.taking();
    return new Map(found.map((target) => [target.slot, { address: target.address!, port: target.port, taking: open.has(target.slot) }]));
  }

  stop(): void {
    this.targets.forEach(({ timer }) => clearTimeout(timer));
    this.targets.clear();
  }

  private admit(name: string, { id, port }: RegisteredTarget): void {
    const used = new Set([...this.targets].filter(([other]) => other !== name).map(([, { slot }]) => slot));
    const slot = this.targets.get(name)?.slot ?? slotNames(this.arn).find((each) => !used.has(each));
    if (slot === undefined) {
      throw new Error(`${this.arn} has more than ${used.size} targets at once: raise SLOTS in lab/load-balancer/haproxy-config.ts`);
    }
    clearTimeout(this.targets.get(name)?.timer);
    const target: Target = { id, port, slot, health: new Health(checkSettings(this.description.group)), address: this.addressOf(id) };
    this.targets.set(name, target);
    void this.checkRepeatedly(target);
  }

  private async checkRepeatedly(target: Target): Promise<void> {
    const settings = checkSettings(this.description.group);
    target.address = this.addressOf(target.id);
    if (target.address !== undefined) {
      const result = await check({
        from: this.from,
        address: target.address,
        port: settings.port ?? target.port,
        path: settings.path,
        timeoutSeconds: settings.timeoutSeconds,
      });
      target.health.record(result);
    }
    if (this.targets.get(key(target)) !== target || target.drainedAt !== undefined) {
      return;
    }
    target.timer = setTimeout(() => void this.checkRepeatedly(target), settings.intervalSeconds * 1000);
    await this.apply();
  }

  /** No new requests; what is open goes on until it ends or the delay does. */
  private drain(name: string, target: Target): void {
    const seconds = Number(this.description.attributes['deregistration_delay.timeout_seconds'] ?? 300);
    clearTimeout(target.timer);
    target.drainedAt = Date.now() + seconds * 1000;
    target.timer = setTimeout(() => void this.watchDraining(name, target), 1000);
  }

  private async watchDraining(name: string, target: Target): Promise<void> {
    const slots = await this.haproxy.status().catch(() => []);
    const open = slots.find(({ backend, slot }) => backend === backendName(this.arn) && slot === target.slot)?.sessions ?? 0;
    if (this.targets.get(name) !== target) {
      return;
    }
    if (open > 0 && Date.now() < (target.drainedAt ?? 0)) {
      target.timer = setTimeout(() => void this.watchDraining(name, target), 1000);
      return;
    }
    await this.haproxy.command(`shutdown sessions server ${backendName(this.arn)}/${target.slot}`).catch(() => '');
    this.targets.delete(name);
  }

  /** Tells HAProxy where requests go; one change after another. */
  private apply(): Promise<void> {
    this.queue = this.queue.catch(() => undefined).then(() => this.tell());
    return this.queue;
  }

  private async tell(): Promise<void> {
    const open = this.taking();
    // Those that take requests first, so that there is no moment without any.
    for (const { slot, address, port } of [...this.targets.values()].sort((a, b) => Number(open.has(b.slot)) - Number(open.has(a.slot)))) {
      const state = open.has(slot) && address !== undefined ? `${address} ${port} ready` : 'maint';
      if ((this.told.get(slot) ?? 'maint') === state) {
        continue;
      }
      const server = `${backendName(this.arn)}/${slot}`;
      if (state === 'maint') {
        // A request whose connection is just being made would be refused: nothing new first, then nothing at all.
        await this.haproxy.command(`set server ${server} state drain`);
        await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
        await this.haproxy.command(`set server ${server} state maint`);
      } else {
        await this.haproxy.command(`set server ${server} addr ${address} port ${port}`);
        await this.haproxy.command(`set server ${server} state ready`);
      }
      this.told.set(slot, state);
    }
  }

  private taking(): Set<string> {
    const found = [...this.targets.values()].filter(({ drainedAt, address }) => drainedAt === undefined && address !== undefined);
    const open = taking(found.map(({ health }) => health.now.state));
    return new Set(found.filter((_, index) => open[index]).map(({ slot }) => slot));
  }

  private get arn(): string {
    return this.description.group.TargetGroupArn ?? '';
  }
}

function key({ id, port }: RegisteredTarget): string {
  return `${id} ${port}`;
}
