import { Tally, type Clue, type Spot } from './clue';
import { millis } from './when';

/** So many attempts in a row at the same distance are a machine's; users of one address come at any distance. */
const ATTEMPTS = 10;
const LONGEST_GAP = 20_000;
const MAX_CLIENTS = 5000;

interface Client {
  last: number;
  gap?: number;
  streak: number;
  readonly tally: Tally;
}

/** Finds clients that connect again and again, each time after the same delay. */
export class Storms {
  private readonly clients = new Map<string, Client>();
  /** Clients whose socket lived: whatever they do besides is no storm. */
  private readonly content = new Set<string>();

  /** A client begins to connect. */
  attempt(client: string, spot: Spot): void {
    const at = millis(spot.when);
    if (at === undefined) {
      return;
    }
    const known = this.clients.get(client);
    if (!known) {
      this.makeRoom();
      const tally = new Tally();
      tally.add(spot);
      this.clients.set(client, { last: at, streak: 0, tally });
      return;
    }
    const gap = at - known.last;
    const steady = gap >= 900 && gap <= LONGEST_GAP && Math.abs(gap - (known.gap ?? gap)) <= Math.max(1000, gap / 4);
    // Once it was a storm it stays one, also when the client has given up.
    if (steady) known.streak += 1;
    else if (known.streak < ATTEMPTS) known.streak = 0;
    known.gap = gap;
    known.last = at;
    known.tally.add(spot);
  }

  /** A client's socket lived for a while. */
  lived(client: string): void {
    if (this.content.size < MAX_CLIENTS) {
      this.content.add(client);
    }
  }

  clues(): Clue[] {
    return [...this.clients]
      .filter(([client, { streak }]) => streak >= ATTEMPTS && !this.content.has(client))
      .slice(0, 3)
      .map(([client, { gap, tally }]) =>
        tally.clue(
          ['CLI-RECONNECT-STORM'],
          `${client.split(' ')[0]} began ${tally.count} times to connect, about every ${Math.round((gap ?? 0) / 1000)} s`,
        ),
      );
  }

  private makeRoom(): void {
    if (this.clients.size >= MAX_CLIENTS) {
      const [oldest] = this.clients.keys();
      this.clients.delete(oldest);
    }
  }
}
