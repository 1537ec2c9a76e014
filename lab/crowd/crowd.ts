import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { CrowdOptions, Hosts, Order, Report, Word } from './report';

/** Many clients that chat, in a process of their own. */
export class Crowd {
  private constructor(private readonly child: ChildProcess) {}

  /** Once everybody's own word has come back, or after a minute. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd(fork(join(__dirname, 'crowd-process.js'), { execArgv: ['--no-warnings'] }));
    await crowd.ask({ gather: options });
    return crowd;
  }

  /** Has them talk again after a report, and forgets what that said. */
  async goOn(): Promise<void> {
    await this.ask('go on');
  }

  /** More come, and chat; where everybody is then. */
  async join(clients: CrowdOptions['clients']): Promise<Hosts> {
    return (await this.ask({ join: clients })) as Hosts;
  }

  /** Half of them leave, of each host and room some. */
  async halfLeaves(): Promise<void> {
    await this.ask('half leaves');
  }

  /** Says that a host has no power any more, by its name: its clients are away from now on, and find that out by themselves. */
  async powerGone(host: string): Promise<void> {
    await this.ask({ power: host });
  }

  /** Lets them finish their sentences; what they have seen. */
  async report(): Promise<Report> {
    return (await this.ask('report')) as Report;
  }

  end(): void {
    this.child.kill();
  }

  private ask(order: Order): Promise<Word> {
    return new Promise((resolve, reject) => {
      this.child.once('message', resolve as (word: unknown) => void);
      this.child.once('exit', (code, signal) => reject(new Error(`the clients' process ended with ${signal ?? code}`)));
      this.child.send(order);
    });
  }
}
