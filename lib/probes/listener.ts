import { bodyOf, type Echo } from './echo';
import type { StompClient } from './message-clients';

const GREETING = 'first';

/** What was heard of a sender's messages. */
export interface Heard {
  /** How many different ones. */
  readonly messages: number;
  /** The most often that one was heard. */
  readonly copies: number;
  /** How many came before one that was sent earlier. */
  readonly early: number;
  /** How long the first one took. */
  readonly ms?: number;
}

/** A client that sends numbered messages, and hears its own and those of others. */
export class Listener {
  private readonly bodies: { readonly body: string; readonly at: number }[] = [];
  private sentAt = 0;

  constructor(
    readonly name: string,
    private readonly client: StompClient,
    private readonly echo: Echo,
    private readonly run: string,
  ) {
    client.subscribe(echo.receive, ({ body }) => this.bodies.push({ body, at: performance.now() }));
  }

  /** A simple broker gives no receipt for SUBSCRIBE: who hears a greeting is subscribed. */
  greet(): void {
    this.publish(GREETING);
  }

  /** Whether it heard the greeting. */
  knows(sender: Listener): boolean {
    return this.bodies.some(({ body }) => body.includes(idOf(sender.run, GREETING)));
  }

  /** Sends messages one after the other, without waiting between them. */
  send(count: number): void {
    this.sentAt = performance.now();
    for (let number = 0; number < count; number++) {
      this.publish(`${number}`);
    }
  }

  /** What it heard of what a sender sent. */
  heard(sender: Listener, count: number): Heard {
    const numbers = this.bodies.flatMap(({ body, at }) => {
      const number = new RegExp(`${sender.run}-(\\d+)-`).exec(body)?.[1];
      return number === undefined ? [] : [{ number: Number(number), at }];
    });
    const times = Array.from({ length: count }, (_, number) => numbers.filter((each) => each.number === number).length);
    const firsts = [...new Set(numbers.map(({ number }) => number))];
    return {
      messages: firsts.length,
      copies: Math.max(...times),
      early: firsts.filter((number, index) => firsts.slice(index + 1).some((later) => later < number)).length,
      ms: numbers[0] && Math.max(0, Math.round(numbers[0].at - sender.sentAt)),
    };
  }

  private publish(number: string): void {
    this.client.publish({ destination: this.echo.send, body: bodyOf(this.echo, idOf(this.run, number)) });
  }
}

function idOf(run: string, number: string): string {
  return `${run}-${number}-`;
}
