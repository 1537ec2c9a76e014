import { setTimeout as sleep } from 'node:timers/promises';
import { deploymentLog } from '../../faults/told';
import type { Lab } from '../../lab';
import type { Report } from '../../crowd/report';
import type { Service } from '../../service';
import { same } from '../claims';
import { Chat } from '../fleet/chat';
import type { Ground } from './ground';
import { backSoon, PEOPLE } from './people';
import { STACK } from './stacks';

const SETTLED_SECONDS = 20;
const DOWN = /the relay is down since .*/g;
const UP = /the relay works again.*/g;

/** People who chat on two hosts, and what these hosts say meanwhile. */
export class Members {
  private constructor(
    private readonly lab: Lab,
    private readonly ground: Ground,
    readonly service: Service,
    readonly chat: Chat,
  ) {}

  static async gather(lab: Lab, ground: Ground, people = PEOPLE): Promise<Members> {
    const service = await ground.stacks.service(STACK);
    return new Members(lab, ground, service, await Chat.gather(await lab.target(service.origin), people));
  }

  /** The hosts in service. */
  async hosts(): Promise<string[]> {
    return (await this.ground.stacks.hosts(this.service)).map(({ id }) => id).sort();
  }

  /** Long enough for each host to have seen that its relay works. */
  async settle(): Promise<void> {
    await sleep(SETTLED_SECONDS * 1000);
  }

  /** No healthy host may be replaced. */
  async staying(happen: () => Promise<unknown>, judge: (report: Report) => string): Promise<string> {
    const before = await this.hosts();
    const text = judge(await this.chat.during(happen));
    same('hosts in service', await this.hosts(), before);
    return `${text}; the hosts stay`;
  }

  /** Everybody is cut and chats again soon after what happens has ended, when a broker listens. */
  back(happen: () => Promise<unknown>, seconds: number): Promise<string> {
    let listensAt = 0;
    const timed = async () => {
      await happen();
      listensAt = Date.now();
    };
    return this.staying(timed, (report) => backSoon(report, { listensAt, seconds }));
  }

  /** Asks what each of these hosts has said from now on of a relay that is down. */
  async saysDown(hosts: readonly string[]): Promise<() => Promise<string[][]>> {
    const earlier = await this.said(hosts, DOWN);
    return async () => (await this.said(hosts, DOWN)).map((all, index) => all.slice(earlier[index].length));
  }

  saidUp(hosts: readonly string[]): Promise<string[][]> {
    return this.said(hosts, UP);
  }

  end(): void {
    this.chat.end();
  }

  private said(hosts: readonly string[], what: RegExp): Promise<string[][]> {
    const [group] = this.service.resources.filter(({ LogicalResourceId = '' }) => /DeploymentLog/.test(LogicalResourceId));
    return Promise.all(
      hosts.map(async (host) => (await deploymentLog(this.lab.aws, group.PhysicalResourceId ?? '', host)).match(what) ?? []),
    );
  }
}
