import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import * as net from 'node:net';
import { join } from 'node:path';
import { findProgram } from '../../lib/rehearsal/prerequisites';

/** A slot of a backend as HAProxy counts it. */
export interface SlotStatus {
  readonly backend: string;
  readonly slot: string;
  readonly sessions: number;
}

/** One HAProxy that runs: its configuration is exchanged without closing a listener, its servers are changed by commands. */
export class Haproxy {
  private child?: ChildProcess;
  private exit?: string;
  private readonly configuration: string;
  private readonly log: string;
  readonly commandSocket: string;

  constructor(
    private readonly name: string,
    folder: string,
  ) {
    this.configuration = join(folder, `${name}.cfg`);
    this.log = join(folder, `${name}.log`);
    this.commandSocket = join(folder, `${name}.sock`);
  }

  /** Starts with a configuration, or goes over to it: old connections stay with the old process until they end. */
  async use(configuration: string): Promise<void> {
    writeFileSync(this.configuration, `${configuration}\n`);
    if (this.child) {
      const before = await this.processId();
      this.child.kill('SIGUSR2');
      await this.until(async () => (await this.processId()) !== before);
      return;
    }
    const output = openSync(this.log, 'a');
    this.child = spawn(findProgram('haproxy') ?? 'haproxy', ['-W', '-db', '-f', this.configuration], {
      stdio: ['ignore', output, output],
      detached: true,
    });
    closeSync(output);
    this.child.once('error', (error) => (this.exit = error.message));
    this.child.once('exit', (code, signal) => (this.exit = `ended with ${signal ?? code}`));
    await this.until(async () => (await this.processId()) !== undefined);
  }

  /** One command of HAProxy's Runtime API; its answer. */
  command(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.commandSocket);
      let answer = '';
      socket.setTimeout(5000, () => socket.destroy(new Error(`haproxy ${this.name} does not answer '${text}'`)));
      socket.on('data', (data) => (answer += data.toString('utf8')));
      socket.once('error', reject);
      socket.once('close', () => resolve(answer.trim()));
      socket.end(`${text}\n`);
    });
  }

  /** Sessions by slot. */
  async status(): Promise<SlotStatus[]> {
    const [head = '', ...lines] = (await this.command('show stat')).split('\n');
    const columns = head.replace('# ', '').split(',');
    const at = (name: string) => columns.indexOf(name);
    return lines
      .map((line) => line.split(','))
      .map((cells) => ({ backend: cells[at('pxname')], slot: cells[at('svname')], sessions: Number(cells[at('scur')]) }));
  }

  /** Ends it with everything that goes through it. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child?.pid || this.exit !== undefined) {
      return;
    }
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  private async processId(): Promise<string | undefined> {
    const info = await this.command('show info').catch(() => '');
    return /^Pid: (\d+)$/m.exec(info)?.[1];
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await holds())) {
      if (this.exit !== undefined || Date.now() > end) {
        throw new Error(
          `haproxy ${this.name} ${this.exit ?? 'does not take its configuration'}: ` +
            `${readFileSync(this.log, 'utf8').trim().split('\n').slice(-5).join('; ')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
