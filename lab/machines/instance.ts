import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type CommandOptions, type Result } from './command';
import { Container, REBOOTED } from './container';
import type { ControlGroup } from './control-group';
import type { Hardware, LaunchRequest } from './launch';
import { type Attachment, hostName } from './network';

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated';

/** What an instance is made of. */
export interface Parts {
  readonly request: LaunchRequest;
  readonly hardware: Hardware;
  readonly nic: Attachment;
  readonly folder: string;
  readonly group: ControlGroup;
}

/** EC2 waits a few minutes for the guest's own shutdown; Spring Boot's takes at most 45 s. */
const SHUTDOWN_SECONDS = 60;

/** One machine: a guest with its disk and its network card. */
export class Instance {
  readonly id: string;
  readonly ip: string;
  readonly nic: Attachment;
  readonly request: LaunchRequest;
  readonly launchedAt = new Date().toISOString();
  state: InstanceState = 'pending';
  private container?: Container;
  private root = '';

  constructor(
    private readonly parts: Parts,
    private readonly say: (line: string) => void,
  ) {
    this.id = parts.request.instanceId;
    this.ip = parts.nic.ip;
    this.nic = parts.nic;
    this.request = parts.request;
    writeFileSync(this.consoleFile, '');
  }

  /** Switches it on, from the disk at `root`. */
  async start(root: string): Promise<void> {
    this.root = root;
    this.state = 'running';
    await this.boot();
  }

  /** All that it wrote to its console, also when it is gone. */
  console(): string {
    return readFileSync(this.consoleFile, 'utf8');
  }

  /** Runs a command inside, as root. */
  run(command: readonly string[], options?: CommandOptions): Promise<Result> {
    return (
      this.container?.run(command, options) ?? Promise.resolve({ status: 125, stdout: '', stderr: 'the instance has not started yet' })
    );
  }

  /** Its journal as text, of some units or all; when it is gone, the whole as it was at the end. */
  async journal(...units: string[]): Promise<string> {
    if (!existsSync(join(this.root, 'var', 'log', 'journal'))) {
      return existsSync(this.journalFile) ? readFileSync(this.journalFile, 'utf8') : '';
    }
    const folder = join(this.root, 'var', 'log', 'journal');
    return (
      await attempt('journalctl', [
        '--directory',
        folder,
        '--no-pager',
        '--quiet',
        '-o',
        'short-precise',
        ...units.map((unit) => `--unit=${unit}`),
      ])
    ).stdout;
  }

  /** Who runs inside, with all arguments. */
  async processes(): Promise<string> {
    return (await this.run(['ps', '-eo', 'pid,user,args', '--no-headers', '-ww'])).stdout;
  }

  /** A property of a unit, as systemd inside tells it. */
  async unit(name: string, property: string): Promise<string> {
    return (await this.run(['systemctl', 'show', '--value', '-p', property, name])).stdout.trim();
  }

  /** Sends a signal to the main process of a unit, such as KILL to websocket-nginx.service. */
  async signal(unit: string, signal: 'KILL' | 'STOP' | 'CONT' | 'TERM'): Promise<void> {
    const pid = await this.unit(unit, 'MainPID');
    const { status, stderr } = await this.run(['kill', `-${signal}`, pid]);
    if (pid === '0' || status !== 0) {
      throw new Error(`${unit} on ${this.id} gets no ${signal}: ${stderr.trim() || 'it does not run'}`);
    }
  }

  /** The power goes; EC2 goes on calling it running until somebody terminates it. */
  kill(): Promise<void> {
    return this.parts.group.kill();
  }

  freeze(): void {
    this.parts.group.freeze(true);
  }

  thaw(): void {
    this.parts.group.freeze(false);
  }

  /** Whether the last boot's cloud-init has come to its end. */
  get booted(): boolean {
    return this.root !== '' && existsSync(join(this.root, 'var/lib/cloud/instances', this.id, 'boot-finished'));
  }

  /** From within, as RebootInstances asks for it. */
  async reboot(): Promise<void> {
    await this.run(['systemctl', '--no-block', 'reboot']);
  }

  /** Files of its own until the disk (or the file system at `folder`) is full. */
  async fillDisk(folder = '/'): Promise<void> {
    await this.run(['dd', 'if=/dev/zero', `of=${join(folder, 'filled-by-the-lab')}`, 'bs=1M', 'status=none'], { seconds: 120 });
  }

  async emptyDisk(folder = '/'): Promise<void> {
    await this.run(['rm', '-f', join(folder, 'filled-by-the-lab')]);
  }

  /** Ends it as EC2 does: a clean shutdown first, then the power. */
  async terminate(): Promise<void> {
    this.state = 'shutting-down';
    this.thaw();
    await this.container?.powerOff(SHUTDOWN_SECONDS);
    await this.parts.group.remove();
    await this.container?.ended;
    writeFileSync(this.journalFile, this.root ? await this.journal() : '');
    this.root = '';
    this.state = 'terminated';
  }

  private get consoleFile(): string {
    return join(this.parts.folder, 'console');
  }

  private get journalFile(): string {
    return join(this.parts.folder, 'journal');
  }

  private async boot(): Promise<void> {
    const { folder, group, nic } = this.parts;
    await group.renew();
    const container = new Container({
      name: this.id,
      hostName: hostName(this.ip),
      root: this.root,
      namespace: nic.namespace,
      hypervisorUuid: join(folder, 'hypervisor-uuid'),
      console: this.consoleFile,
      group,
    });
    this.container = container;
    void container.ended.then(async (status) => {
      if (this.state !== 'running') {
        return;
      }
      if (status === REBOOTED) {
        this.say(`${this.id} reboots`);
        await this.boot();
      } else {
        this.say(`${this.id} is off (status ${status})`);
      }
    });
  }
}
