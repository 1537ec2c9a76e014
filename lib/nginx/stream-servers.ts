import type { Configuration } from './configuration';
import type { Placed } from './directives';
import { named } from './servers';
import { isName } from './upstream';

/** Ports by which STOMP brokers are known: plain, with TLS, and Artemis' other one. */
const STOMP_PORT = /:(?:61612|61613|61614)$|^6161[234]$/;

/** A server of a stream block: it passes connections on as they are, such as those to a STOMP broker. */
export class StreamServer {
  constructor(
    private readonly stream: Placed,
    readonly block: Placed,
  ) {}

  /** The line that hands connections on. */
  get pass(): Placed | undefined {
    return named(this.block.block!, 'proxy_pass')[0];
  }

  /** The upstream block that it hands connections to. */
  get upstream(): Placed | undefined {
    return named(this.stream.block!, 'upstream').find(({ args }) => args[0] === this.pass?.args[0]);
  }

  /** The lines that name where connections go. */
  get targets(): readonly Placed[] {
    return this.upstream ? named(this.upstream.block!, 'server') : named(this.block.block!, 'proxy_pass');
  }

  /** Whether a port shows that STOMP is spoken. */
  get isStomp(): boolean {
    return [...named(this.block.block!, 'listen'), ...this.targets].some(({ args }) => STOMP_PORT.test(args[0] ?? ''));
  }

  /** A setting of its own, or of the whole block. */
  setting(name: string): Placed | undefined {
    return named(this.block.block!, name)[0] ?? named(this.stream.block!, name)[0];
  }

  isOn(name: string): boolean {
    return this.setting(name)?.args[0] === 'on';
  }

  /** A target that is a name, which nginx looks up when it starts. */
  get looksUp(): Placed | undefined {
    return this.targets.find(({ args: [address = '', ...flags] }) => isName(address.replace(/:\d+$/, '')) && !flags.includes('resolve'));
  }

  /** Whether lines are included that could not be read. */
  dependsOn({ unread }: Pick<Configuration, 'unread'>): boolean {
    const includes = [this.stream, this.block].flatMap(({ block }) => named(block!, 'include'));
    return unread.some(({ directive }) => includes.some(({ file, start }) => file === directive.file && start === directive.start));
  }
}

/** The servers of stream blocks, in the order in which nginx reads them. */
export function streamServersOf({ main }: Pick<Configuration, 'main'>): StreamServer[] {
  return named(main, 'stream').flatMap((stream) => named(stream.block ?? [], 'server').map((block) => new StreamServer(stream, block)));
}
