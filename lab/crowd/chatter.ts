import { CLIENTS, type StompClient } from '../../lib/probes/message-clients';
import type { ClientSettings, Close, Transport } from './report';
import type { Stay, Tally } from './tally';

/** What a client tells of itself. */
export interface Diary {
  readonly closes: Close[];
  readonly awayMs: number[];
  readonly backAt: number[];
  readonly refused: string[];
}

/** Who somebody is, and how they connect. */
interface Person {
  readonly name: string;
  readonly room: string;
  readonly transport: Transport;
  /** Opens a connection, which says when it hears of its end: the end itself may take a while. */
  readonly connect: (ending: () => void) => unknown;
}

/** How long the first word may take before it is said again. */
const GREETING_MS = 1000;

/** WebSocket's readyState. */
const OPEN = 1;

/** Somebody who chats with @stomp/stompjs, which as it comes connects again after 5 s. */
export class Chatter {
  private readonly client: StompClient;
  private readonly unacknowledged = new Set<string>();
  private stay?: Stay;
  private closedAt?: number;
  private said = 0;
  /** The name of the host that it is on, or was. */
  host = '';

  constructor(
    private readonly person: Person,
    private readonly tally: Tally,
    private readonly diary: Diary,
    settings: ClientSettings | undefined,
  ) {
    const Client = CLIENTS.stomp();
    this.client = new Client({
      webSocketFactory: () => person.connect(() => this.ending()),
      ...settings,
    });
    this.client.onConnect = () => this.connected();
    this.client.onWebSocketClose = ({ code = 1006, reason = '' }) => this.closed(code, reason);
    this.client.activate();
  }

  /** Whether its subscription stands. */
  get chats(): boolean {
    return this.stay?.from !== undefined && this.stay.until === undefined;
  }

  /** How far it is on its way back. */
  get state(): string {
    const { transport } = this.person;
    if (this.stay) {
      return `${transport}: subscribed, its own word did not come back`;
    }
    if (this.client.connected) {
      return `${transport}: connected, without an answer of its host`;
    }
    return `${transport}: ${this.client.webSocket?.readyState === OPEN ? 'open, without CONNECTED' : 'not open'}`;
  }

  get waits(): boolean {
    return this.unacknowledged.size > 0;
  }

  speak(): void {
    if (this.chats) {
      this.say(`${this.person.name}-${++this.said}`);
    }
  }

  /** Its host is gone, and it does not know. */
  cutOff(): void {
    this.ending();
    this.closedAt ??= Date.now();
  }

  async leave(): Promise<void> {
    this.ending();
    this.client.onWebSocketClose = () => undefined;
    await this.client.deactivate({ force: true });
  }

  /** Asks which host it is: the machine's name follows that of the process. */
  private connected(): void {
    this.client.subscribe('/app/host', ({ body }) => {
      this.host = (JSON.parse(body) as { name: string }).name.replace(/^\d+@/, '');
      this.arrive();
    });
  }

  private arrive(): void {
    const { name, room } = this.person;
    const stay = this.tally.begin(name, room, this.host);
    this.stay = stay;
    this.client.subscribe(`/topic/rooms/${room}`, ({ body }) => this.hear((JSON.parse(body) as { text: string }).text, stay));
    this.unacknowledged.add(`${name}-${++this.said}`);
    this.greet(stay);
  }

  /** The first word shows that the subscription stands; with a broker relay it goes another way, and any of them may overtake it. */
  private greet(stay: Stay, words = [...this.unacknowledged]): void {
    const unheard = words.filter((id) => this.unacknowledged.has(id));
    if (this.stay === stay && unheard.length > 0) {
      unheard.forEach((id) => this.say(id));
      setTimeout(() => this.greet(stay, unheard), GREETING_MS);
    }
  }

  private say(id: string): void {
    this.unacknowledged.add(id);
    this.tally.sent(id, this.stay!, Date.now());
    this.client.publish({ destination: `/app/rooms/${this.person.room}`, body: JSON.stringify({ text: id }) });
  }

  private hear(id: string, stay: Stay): void {
    const now = Date.now();
    if (this.tally.heard(id, stay, now)) {
      this.unacknowledged.delete(id);
      if (this.closedAt !== undefined) {
        this.diary.awayMs.push(now - this.closedAt);
        this.diary.backAt.push(now);
        this.closedAt = undefined;
      }
    }
  }

  private ending(): void {
    if (this.stay) {
      this.stay.until ??= Date.now();
    }
  }

  private closed(code: number, reason: string): void {
    const { transport } = this.person;
    const at = Date.now();
    if (this.stay) {
      this.ending();
      this.stay = undefined;
      this.closedAt ??= at;
      this.diary.closes.push({ transport, code, reason, at });
    } else {
      this.diary.refused.push(`${transport} ${code} ${reason}`);
    }
  }
}
