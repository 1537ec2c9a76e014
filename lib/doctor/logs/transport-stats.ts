import { Tally, type Clue, type Spot } from './clue';

const STATS = /WebSocketSession\[(\d+) current WS\((\d+)\)-HttpStream\((\d+)\)-HttpPoll\((\d+)\)/;

/** Spring writes every half hour over which transports its sessions run. */
export class TransportStats {
  private readonly tally = new Tally();
  private fallbacks = 0;
  private all = 0;

  add(message: string, spot: Spot): void {
    const [, , sockets, streams, polls] = (message.startsWith('WebSocketSession[') && STATS.exec(message)) || [];
    const others = Number(streams ?? 0) + Number(polls ?? 0);
    if (others > Number(sockets ?? 0)) {
      this.tally.add(spot);
      this.fallbacks = others;
      this.all = others + Number(sockets);
    }
  }

  clues(): Clue[] {
    return this.tally.count > 0 ? [this.tally.clue(['CLI-SILENT-DOWNGRADE'], `${this.fallbacks} of ${this.all} sessions ran over a fallback, says Spring`)] : [];
  }
}
