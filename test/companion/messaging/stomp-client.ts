import { Client } from '../client';
import type { Jvm } from '../jvm';

/** A STOMP frame that came. */
export interface Heard {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const tabs: StompClient[] = [];
afterEach(() => tabs.splice(0).forEach((client) => client.close()));

/** One tab of a browser, open until the test's end. */
export class StompClient {
  private subscriptions = 0;
  private constructor(
    private readonly jvm: Jvm,
    private readonly client: Client,
  ) {
    tabs.push(this);
  }

  static async open(jvm: Jvm, path: string, headers: Record<string, string> = {}): Promise<StompClient> {
    const client = new StompClient(jvm, await Client.open(jvm, path));
    client.write('CONNECT', { 'accept-version': '1.2', host: 'api.example.com', ...headers });
    await client.until(() => client.heard('CONNECTED').length > 0, 'it is connected');
    return client;
  }

  private write(command: string, headers: Record<string, string>, body = ''): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    this.client.socket.send(`${command}\n${lines.join('')}\n${body}\0`);
  }

  send(destination: string, body: string, headers: Record<string, string> = {}): void {
    this.write('SEND', { destination, ...headers }, body);
  }

  subscribe(...destinations: string[]): void {
    for (const destination of destinations) this.write('SUBSCRIBE', { id: `s${++this.subscriptions}`, destination });
  }

  unsubscribe(): void {
    this.write('UNSUBSCRIBE', { id: `s${this.subscriptions}` });
  }

  close(): void {
    this.client.socket.close();
  }

  heard(command: string): Heard[] {
    return this.client.heard.filter((text) => text.startsWith(`${command}\n`)).map(parsed);
  }

  messages(destination: string): Heard[] {
    return this.heard('MESSAGE').filter(({ headers }) => headers.destination === destination);
  }

  bodies(destination: string): string[] {
    return this.messages(destination).map(({ body }) => body);
  }

  until(isSo: () => boolean, what: string): Promise<void> {
    return this.jvm.until(isSo).catch((error: Error) => {
      throw new Error(`it never came to this: ${what}; ${error.message}\nThe client heard:\n${this.client.heard.slice(-30).join('\n')}`);
    });
  }
}

function parsed(text: string): Heard {
  const end = text.indexOf('\n\n');
  const [command, ...lines] = text.slice(0, end).split('\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  return { command: command!, headers, body: text.slice(end + 2).replace(/\0\n*$/, '') };
}
