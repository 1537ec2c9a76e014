/** One connection of a client, as long as it lasts. */
export interface Stay {
  readonly client: string;
  readonly room: string;
  readonly host: string;
  /** When its own first message came back: the subscription stands. */
  from?: number;
  until?: number;
  /** What its client has heard, on this connection and on others. */
  readonly heard: Set<string>;
}

/** What became of the messages. */
export interface Deliveries {
  /** Messages that came back to who sent them. */
  readonly acknowledged: number;
  readonly unacknowledged: number;
  /** How many were sent once more after a reconnection, for want of an acknowledgement. */
  readonly sentAgain: number;
  /** Deliveries that members were due, for they were on the sender's host from before it sent until a second after it was acknowledged. */
  readonly due: number;
  /** Those of them that never came. */
  readonly lost: readonly string[];
  /** Deliveries of a message to a client that had it, although it was sent once. */
  readonly doubled: number;
  /** How long messages took to others on the sender's host, and to those on another. */
  readonly here: Delays;
  readonly across: Delays;
  /** Deliveries that were not due, for the member was away or on another host, and did not come. */
  readonly missed: number;
}

/** Around a close nobody can say which came first, the close or a message: each went its own way. */
const AROUND_CLOSE_MS = 1000;

/** How long deliveries took. */
export interface Delays {
  readonly count: number;
  readonly medianMs?: number;
  readonly p99Ms?: number;
}

interface Message {
  readonly sender: string;
  readonly room: string;
  readonly sent: { readonly stay: Stay; readonly at: number }[];
  acknowledged?: { readonly stay: Stay; readonly sentAt: number; readonly at: number };
}

/**
 * Who sent what and who heard it. A broker in memory gives no receipt for a message; its sender, who is in the room too, takes the
 * message that comes back for one, and sends it again after a reconnection when none came.
 */
export class Tally {
  private readonly members = new Map<string, Stay[]>();
  private readonly messages = new Map<string, Message>();
  private readonly delays = { here: [] as number[], across: [] as number[] };
  private doubled = 0;

  /** With hosts that share messages a member is due what is sent on any of them, if the sender's own connection lasts a second as well. */
  constructor(private readonly shared = false) {}

  begin(client: string, room: string, host: string): Stay {
    const before = this.members.get(client) ?? [];
    const stay: Stay = { client, room, host, heard: before[0]?.heard ?? new Set() };
    this.members.set(client, [...before, stay]);
    return stay;
  }

  sent(id: string, stay: Stay, at: number): void {
    const message = this.messages.get(id) ?? { sender: stay.client, room: stay.room, sent: [] };
    message.sent.push({ stay, at });
    this.messages.set(id, message);
  }

  /** Whether it is an acknowledgement. */
  heard(id: string, stay: Stay, at: number): boolean {
    const message = this.messages.get(id);
    if (message === undefined) {
      return false;
    }
    this.doubled += Number(stay.heard.has(id) && message.sent.length === 1);
    stay.heard.add(id);
    const last = message.sent[message.sent.length - 1];
    if (message.sender !== stay.client) {
      this.delays[last.stay.host === stay.host ? 'here' : 'across'].push(at - last.at);
    }
    const own = message.sent.find((each) => each.stay === stay);
    if (own === undefined || message.acknowledged) {
      return false;
    }
    stay.from ??= at;
    message.acknowledged = { stay, sentAt: own.at, at };
    return true;
  }

  /** Begins anew with those who are connected. */
  forget(): void {
    this.messages.clear();
    this.doubled = 0;
    this.delays.here = [];
    this.delays.across = [];
    this.members.forEach((stays, client) => this.members.set(client, stays.slice(-1)));
  }

  result(): Deliveries {
    const rooms = new Map<string, Stay[][]>();
    this.members.forEach((stays) => rooms.set(stays[0].room, [...(rooms.get(stays[0].room) ?? []), stays]));
    const acknowledged = [...this.messages].filter(([, message]) => message.acknowledged);
    const deliveries = acknowledged.flatMap(([id, message]) => this.deliveriesOf(id, message, rooms.get(message.room) ?? []));
    return {
      acknowledged: acknowledged.length,
      unacknowledged: this.messages.size - acknowledged.length,
      sentAgain: [...this.messages.values()].filter(({ sent }) => sent.length > 1).length,
      due: deliveries.filter(({ due }) => due).length,
      lost: deliveries.filter(({ due, came }) => due && !came).map(({ what }) => what),
      doubled: this.doubled,
      here: summary(this.delays.here),
      across: summary(this.delays.across),
      missed: deliveries.filter(({ due, came }) => !due && !came).length,
    };
  }

  /** One message to each other member of its room. */
  private deliveriesOf(id: string, { sender, acknowledged }: Message, members: readonly (readonly Stay[])[]) {
    const { stay: senders, sentAt, at } = acknowledged!;
    const lasts = ({ until = Infinity }: Stay) => until > at + AROUND_CLOSE_MS;
    const reached = ({ host }: Stay) => (this.shared ? lasts(senders) : host === senders.host);
    return members
      .filter(([{ client }]) => client !== sender)
      .map((stays) => {
        const [{ client, heard }] = stays;
        const witness = stays.find((stay) => reached(stay) && (stay.from ?? Infinity) <= sentAt && lasts(stay));
        const closed = witness?.until === undefined ? '' : ` (closed ${witness.until - at} ms after its acknowledgement)`;
        return { what: `${id} to ${client}${closed}`, due: witness !== undefined, came: heard.has(id) };
      });
  }
}

function summary(delays: readonly number[]): Delays {
  const sorted = [...delays].sort((a, b) => a - b);
  return { count: sorted.length, medianMs: sorted[Math.floor(sorted.length / 2)], p99Ms: sorted[Math.floor(sorted.length * 0.99)] };
}
