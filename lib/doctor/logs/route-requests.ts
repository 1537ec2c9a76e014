import { Tally, type Clue, type Spot } from './clue';
import type { LoggedRequest } from './log-line';
import { HANDSHAKE_RULES, type Rule } from './handshake-rules';
import type { Transport } from './socket-path';

const FALLBACKS: readonly Transport[] = ['xhr_streaming', 'eventsource', 'xhr', 'htmlfile', 'jsonp'];

/** The requests of one route: which transports were asked for, and what became of them. */
export class RouteRequests {
  private readonly tallies = new Map<string, Tally>();
  private handshakes = 0;
  private opened = 0;
  private infos = 0;
  private goodInfos = 0;
  private sends = 0;
  private goodFallbacks = 0;

  constructor(private readonly route: string) {}

  add(request: LoggedRequest, transport: Transport, isSession: boolean, spot: Spot): void {
    const { status, method } = request;
    if (method === 'OPTIONS' || method === 'HEAD') {
      return;
    }
    if (transport === 'websocket') {
      this.handshakes += 1;
      this.opened += Number(status === 101);
      const rule = HANDSHAKE_RULES.find(({ fits }) => fits(request, isSession));
      if (rule) {
        this.tally(rule.name).add(spot);
      }
    } else if (transport === 'info') {
      this.infos += 1;
      this.goodInfos += Number(status === 200);
      this.tally(`info ${status}`).add(spot);
    } else if (transport === 'xhr_send' || transport === 'jsonp_send') {
      this.sends += 1;
      this.tally(`send ${status}`).add(spot);
    } else if (transport === 'iframe') {
      this.tally(`iframe ${status}`).add(spot);
    } else if (FALLBACKS.includes(transport)) {
      this.goodFallbacks += Number(status === 200 && transport !== 'htmlfile');
      this.fallback(request, transport, spot);
    }
  }

  clues(): Clue[] {
    const refused = HANDSHAKE_RULES.flatMap((rule) => this.refused(rule));
    return [...refused, ...this.infoClues(), ...this.sendClues(), ...this.heldBack(), ...this.downgrade(refused), ...this.few('iframe 404', ['SPR-IFRAME-404'], 1)];
  }

  /** 499 says that nginx had not even sent headers when the client left; for a stream that the application had answered it held them back. */
  private fallback({ status, upstreamStatus, seconds }: LoggedRequest, transport: Transport, spot: Spot): void {
    const stream = transport === 'xhr_streaming' || transport === 'eventsource' || transport === 'htmlfile';
    if (stream && (status === 499 || status === 504) && (upstreamStatus === undefined || upstreamStatus === 200) && (status === 504 || (seconds ?? 0) < 60)) {
      this.tally('held back').add(spot);
    }
  }

  private refused({ name, codes, proves }: Rule): Clue[] {
    const tally = this.tallies.get(name);
    const common = tally && tally.count * 5 >= this.handshakes && tally.count >= Math.min(3, this.handshakes / 2);
    return tally && (proves || common) ? [tally.clue(codes, `${tally.count} of ${this.handshakes} handshakes at ${this.route} ended with ${name}`)] : [];
  }

  private infoClues(): Clue[] {
    const [status, tally] = [...this.tallies].filter(([name]) => name.startsWith('info ') && name !== 'info 200').map(([name, each]) => [Number(name.slice(5)), each] as const).sort((a, b) => b[1].count - a[1].count)[0] ?? [];
    const codes = status === undefined || this.goodInfos * 2 > this.infos ? undefined : INFO_CODES[status];
    return tally && codes ? [tally.clue(codes, `${tally.count} of ${this.infos} requests for ${this.route}/info ended with ${status}`)] : [];
  }

  private sendClues(): Clue[] {
    const lost = this.tallies.get('send 404');
    const share = (lost?.count ?? 0) / Math.max(1, this.sends);
    const detail = `${lost?.count} of ${this.sends} xhr_send at ${this.route} were answered 404`;
    const large = this.few('send 413', ['NGX-413'], 1);
    if (!lost || lost.count < 3 || share < 0.02) {
      return large;
    }
    const [all, half, few] = [['SPR-709-IP-BIND', 'SPR-708-IP-BIND', 'ALB-STICKY-MISSING'], ['ALB-STICKY-MISSING', 'SPR-709-IP-BIND'], ['SPR-SESSION-5S', 'ALB-STICKY-MISSING', 'SPR-PRINCIPAL']];
    return [...large, lost.clue(share > 0.9 ? all : share > 0.2 ? half : few, detail)];
  }

  private heldBack(): Clue[] {
    const tally = this.tallies.get('held back');
    return tally && tally.count >= 2 ? [tally.clue(['NGX-BUFFER-STALL', 'NGX-HTTP10'], `${tally.count} streams at ${this.route} were given up before nginx had sent a byte`)] : [];
  }

  /** Fallbacks work and WebSocket does not: the page looks connected. */
  private downgrade(refused: readonly Clue[]): Clue[] {
    const failed = this.handshakes - this.opened;
    const [worst] = refused;
    return worst && this.goodFallbacks > 0 && failed * 5 >= this.handshakes
      ? [{ ...worst, codes: ['CLI-SILENT-DOWNGRADE'], count: this.goodFallbacks, proofs: [], detail: `${this.goodFallbacks} requests of fallbacks succeeded at ${this.route}, and ${failed} of ${this.handshakes} handshakes failed` }]
      : [];
  }

  private few(name: string, codes: readonly string[], least: number): Clue[] {
    const tally = this.tallies.get(name);
    return tally && tally.count >= least ? [tally.clue(codes)] : [];
  }

  private tally(name: string): Tally {
    const known = this.tallies.get(name) ?? new Tally();
    this.tallies.set(name, known);
    return known;
  }
}

const INFO_CODES: Readonly<Record<number, readonly string[]>> = {
  401: ['SPR-SECURITY-401'],
  302: ['SPR-SECURITY-401', 'REDIRECT-NOT-FOLLOWED'],
  403: ['SPR-ORIGIN-403', 'FWD-PROTO-OVERWRITE', 'FWD-STRATEGY-NONE'],
  404: ['NGX-LOCATION-PREFIX', 'CTX-PATH', 'ROUTE-NOT-FOUND', 'CLI-ENDPOINT-MISMATCH'],
  500: ['SPR-ORIGIN-STAR'],
  502: ['NGX-502'],
  504: ['NGX-504'],
};
