import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../lib/rehearsal/prerequisites';
import { until } from './command';
import { HUB, outside } from './hub';
import { APT_RELAY_PORT } from './layer';
import type { Services } from './services';

/**
 * The way to the package mirror: apt-cacher-ng in the machine's own network, on a loopback address of the lab's, its cache in the
 * lab's; from there over a Unix socket into the hub. Instances need no other way out.
 */
export class AptRelay {
  /** Where the cache answers, from inside the hub too. */
  readonly socket: string;
  private readonly address: string;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    name: string,
    private readonly services: Services,
    private readonly folder: string,
    private readonly cache: string,
  ) {
    this.socket = join(folder, 'apt.socket');
    // Labs of other names have caches of their own.
    const [a, b] = createHash('sha256').update(name).digest();
    this.address = `127.77.${a}.${b}`;
  }

  async start(): Promise<void> {
    const configuration = join(this.folder, 'apt-cacher-ng');
    mkdirSync(configuration, { recursive: true });
    mkdirSync(this.cache, { recursive: true });
    writeFileSync(
      join(configuration, 'acng.conf'),
      `CacheDir: ${this.cache}\nLogDir: ${this.folder}\nBindAddress: ${this.address}\n` +
        `Port: ${APT_RELAY_PORT}\nForeGround: 1\nExThreshold: 30\n`,
    );
    const [cacher, cacherArguments] = outside([findProgram('apt-cacher-ng')!, '-c', configuration]);
    const service = this.services.start('apt-cacher', cacher, cacherArguments);
    const [relay, relayArguments] = outside(['socat', `UNIX-LISTEN:${this.socket},fork`, `TCP:${this.address}:${APT_RELAY_PORT}`]);
    this.services.start('apt-relay-outside', relay, relayArguments);
    await this.switch(true);
    if (!(await until(() => service.exit() !== undefined || this.answers(), 15)) || service.exit() !== undefined) {
      throw new Error(`apt-cacher-ng does not start: ${service.exit() ?? 'it does not answer'}; ${service.tail()}`);
    }
  }

  /** One after the other: what takes the mirror away, and what installs packages beside it. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  /** Takes the mirror away, as an outage would, and brings it back. */
  async switch(on: boolean): Promise<void> {
    if (on) {
      this.services.start('apt-relay', 'socat', [`TCP-LISTEN:${APT_RELAY_PORT},bind=${HUB},fork,reuseaddr`, `UNIX-CONNECT:${this.socket}`]);
    } else {
      await this.services.stop('apt-relay');
    }
  }

  private async answers(): Promise<boolean> {
    return (
      existsSync(this.socket) &&
      (await fetch(`http://${HUB}:${APT_RELAY_PORT}/`, { signal: AbortSignal.timeout(2000) }).then(
        () => true,
        () => false,
      ))
    );
  }
}
