import { Tally, type Clue, type Spot } from './clue';

const STATS = /WebSocketSession\[(\d+) current WS\((\d+)\)-HttpStream\((\d+)\)-HttpPoll\((\d+)\)/;

const INBOUND = / inboundChannel\[pool size = (\d+), active threads = (\d+), queued tasks = (\d+)/;

/** Spring writes every half hour over which transports its sessions run, and how many messages wait. */
export class BrokerStats {
  private readonly tally = new Tally();
  private readonly waiting = new Tally();
  private mostWaiting = 0;
  private threads = 0;
  private fallbacks = 0;
  private all = 0;
  /** Whether Spring had open WebSockets. */
  sawSockets = false;

  add(message: string, spot: Spot): void {
    if (message.startsWith('WebSocketSession[')) {
      this.addQueue(message, spot);
    }
    const [, , sockets, streams, polls] = (message.startsWith('WebSocketSession[') && STATS.exec(message)) || [];
    const others = Number(streams ?? 0) + Number(polls ?? 0);
    this.sawSockets ||= Number(sockets ?? 0) > 0;
    if (others > Number(sockets ?? 0)) {
      this.tally.add(spot);
      this.fallbacks = others;
      this.all = others + Number(sockets);
    }
  }

  clues(): Clue[] {
    const fallbacks = `${this.fallbacks} of ${this.all} sessions ran over a fallback, says Spring`;
    const waiting = `${this.mostWaiting} messages waited for the ${this.threads} busy threads of clientInboundChannel, says Spring`;
    return [
      ...(this.tally.count > 0 ? [this.tally.clue(['CLI-SILENT-DOWNGRADE'], fallbacks)] : []),
      ...(this.waiting.count > 0 ? [this.waiting.clue(['SPR-INBOUND-FULL'], waiting)] : []),
    ];
  }

  /** All threads are busy, and more messages wait than they have at hand: a moment's queue is shorter. */
  private addQueue(message: string, spot: Spot): void {
    const [, size, active, queued] = INBOUND.exec(message)?.map(Number) ?? [];
    if (size === undefined || size !== active || queued! <= size) return;
    this.waiting.add(spot);
    this.mostWaiting = Math.max(this.mostWaiting, queued!);
    this.threads = size;
  }
}
