/** A STOMP frame: command, headers, body. */
export interface StompFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The sub-protocols that Spring and every STOMP client know. */
export const STOMP_PROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp'] as const;

/** A sub-protocol that nobody speaks: only who takes whatever comes first takes it. */
export const UNSPOKEN_PROTOCOL = 'cdk-spring-websocket.doctor';

/** An offer that tells: who speaks STOMP passes over what comes first. */
export const TELLING_PROTOCOLS = [UNSPOKEN_PROTOCOL, ...STOMP_PROTOCOLS] as const;

/** Whether the sub-protocol that a server chose is STOMP. */
export function isStompProtocol(protocol: string | undefined): boolean {
  return STOMP_PROTOCOLS.some((known) => known === protocol);
}

/** A CONNECT frame that asks for heartbeats both ways. Headers of the caller's, such as a login, come on top. */
export function connectFrame(host: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { 'accept-version': '1.2,1.1,1.0', 'heart-beat': '10000,10000', host, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}:${value.replace(/[\r\n]+/g, ' ')}`);
  return `CONNECT\n${lines.join('\n')}\n\n\0`;
}

/** Reads one frame; undefined when it is a heartbeat or no STOMP at all. */
export function parseStomp(text: string): StompFrame | undefined {
  const end = text.indexOf('\n\n');
  const [command, ...lines] = (end < 0 ? text : text.slice(0, end))
    .replace(/^[\r\n]+/, '')
    .replace(/\r/g, '')
    .split('\n');
  if (!/^[A-Z]+$/.test(command)) {
    return undefined;
  }
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      headers[line.slice(0, colon)] ??= line.slice(colon + 1);
    }
  }
  return { command, headers, body: end < 0 ? '' : text.slice(end + 2).replace(/\0[\s\S]*$/, '') };
}
