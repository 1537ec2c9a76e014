import { findingOf } from '../../findings/registry';
import { Tally, type Clue, type Spot } from './clue';
import { Failures, isCommon, type Unexplained } from './failures';
import { HandshakeOrder } from './handshake-order';
import type { LoggedRequest } from './log-line';
import { HANDSHAKE_RULES, UNANSWERED, type Rule } from './handshake-rules';
import { ProxyEnds } from './proxies/proxy-ends';
import type { Transport } from './socket-path';

const FALLBACKS: readonly Transport[] = ['xhr_streaming', 'eventsource', 'xhr', 'htmlfile', 'jsonp'];

/** The requests of one route: which transports were asked for, and what became of them. */
export class RouteRequests {
  private readonly tallies = new Map<string, Tally>();
  private readonly failures = new Map<string, Failures>();
  private requests = 0;
  private handshakes = 0;
  /** Handshakes that were answered with 101. */
  opened = 0;
  private infos = 0;
  private goodInfos = 0;
  private sends = 0;
  private goodFallbacks = 0;

  private readonly order = new HandshakeOrder();
  private readonly socketEnds: ProxyEnds;
  private readonly otherEnds: ProxyEnds;

  constructor(private readonly route: string) {
    this.socketEnds = new ProxyEnds(`handshakes at ${route}`);
    this.otherEnds = new ProxyEnds(`requests at ${route}`);
  }

  add(request: LoggedRequest, transport: Transport, isSession: boolean, spot: Spot): void {
    const { status, method } = request;
    if (method === 'OPTIONS' || method === 'HEAD') {
      return;
    }
    this.requests += 1;
    (transport === 'websocket' ? this.socketEnds : this.otherEnds).add(request.end, spot);
    if (request.unanswered && status in UNANSWERED) {
      this.handshakes += Number(transport === 'websocket');
      this.tally(`unanswered ${status}`).add(spot);
    } else if (transport === 'websocket') {
      this.handshakes += 1;
      this.opened += Number(status === 101);
      if (status === 101) {
        this.order.opened(spot.file);
      }
      this.failuresOf('handshakes').add(status === 101 || CLIENT_LEFT.includes(status) ? undefined : howOf(request), spot);
      const rule = request.unanswered || request.end ? undefined : HANDSHAKE_RULES.find(({ fits }) => fits(request, isSession));
      if (rule) {
        this.tally(rule.name).add(spot);
        this.order.failed(rule.name, spot.file);
      }
    } else if (transport === 'info') {
      this.infos += 1;
      this.goodInfos += Number(status === 200);
      this.tally(request.end ? 'info ended' : `info ${status}`).add(spot);
      this.failuresOf('requests for /info').add(isFailure(status) ? howOf(request) : undefined, spot);
    } else if (transport === 'xhr_send' || transport === 'jsonp_send') {
      this.sends += 1;
      this.tally(`send ${status}`).add(spot);
      this.failuresOf(transport).add(isFailure(status) ? howOf(request) : undefined, spot);
    } else if (transport === 'iframe') {
      this.tally(`iframe ${status}`).add(spot);
    } else if (FALLBACKS.includes(transport)) {
      this.goodFallbacks += Number(status === 200 && transport !== 'htmlfile');
      this.fallback(request, transport, spot);
      this.failuresOf(transport).add(isFailure(status) && status !== 404 ? howOf(request) : undefined, spot);
    }
  }

  /** Failures that none of the clues explains. */
  unexplained(): Unexplained[] {
    const refused = HANDSHAKE_RULES.filter((rule) => this.refused(rule).length > 0).map(({ name }) => name.slice(0, 3));
    const explained: Readonly<Record<string, readonly string[]>> = {
      handshakes: refused,
      'requests for /info': Object.keys(INFO_CODES),
      // A lost session is normal now and then, and has rules of its own.
      xhr_send: ['404', '413'],
      jsonp_send: ['404', '413'],
    };
    const known = (what: string) => new Set([...(explained[what] ?? []), ...(this.tallies.has('held back') ? ['504'] : [])]);
    return [...this.failures].flatMap(([what, failures]) => failures.unexplained(known(what)));
  }

  clues(): Clue[] {
    const refused = HANDSHAKE_RULES.flatMap((rule) => this.refused(rule));
    return [
      ...refused,
      ...this.unanswered(),
      ...this.socketEnds.clues(),
      ...this.otherEnds.clues(),
      ...this.infoClues(),
      ...this.sendClues(),
      ...this.heldBack(),
      ...this.downgrade(refused),
      ...this.few('iframe 404', ['SPR-IFRAME-404'], 1),
    ];
  }

  /** 499: nginx had not even sent headers when the client left; for a stream that the application had answered it held them back. */
  private fallback({ status, upstreamStatus, seconds }: LoggedRequest, transport: Transport, spot: Spot): void {
    const stream = transport === 'xhr_streaming' || transport === 'eventsource' || transport === 'htmlfile';
    if (
      stream &&
      (status === 499 || status === 504) &&
      (upstreamStatus === undefined || upstreamStatus === 200) &&
      (status === 504 || (seconds ?? 0) < 60)
    ) {
      this.tally('held back').add(spot);
    }
  }

  private refused({ name, codes, proves, isAnyones }: Rule): Clue[] {
    const tally = this.tallies.get(name);
    const isOver = this.order.isOver(name);
    // What refuses every handshake cannot be where one was accepted, unless none was refused after that.
    const possible = codes.filter((code) => this.opened === 0 || isOver || !findingOf(code)?.refutedBy?.includes('101'));
    const when = isOver ? ', all of them before the first that was answered with 101' : '';
    const what = `${tally?.count} of ${this.handshakes} handshakes at ${this.route} ended with ${name}${when}`;
    const counts = (proves && this.opened === 0) || isCommon(tally?.count ?? 0, this.handshakes);
    const shared = isAnyones ? ({ text: what, says: 'failure' } as const) : undefined;
    return tally && possible.length > 0 && counts ? [{ ...tally.clue(possible, what), shared }] : [];
  }

  /** What a load balancer answered by itself: its log does not say why. */
  private unanswered(): Clue[] {
    return Object.entries(UNANSWERED).flatMap(([status, codes]): Clue[] => {
      const tally = this.tallies.get(`unanswered ${status}`);
      const what = `the load balancer answered ${tally?.count} of ${this.requests} requests at ${this.route} with ${status} by itself`;
      return tally && isCommon(tally.count, this.requests) ? [tally.clue(codes, what)] : [];
    });
  }

  private infoClues(): Clue[] {
    const [status, tally] =
      [...this.tallies]
        .filter(([name]) => /^info (?!200)\d/.test(name))
        .map(([name, each]) => [Number(name.slice(5)), each] as const)
        .sort((a, b) => b[1].count - a[1].count)[0] ?? [];
    const codes = status === undefined || this.goodInfos * 2 > this.infos ? undefined : INFO_CODES[status];
    const what = `${tally?.count} of ${this.infos} requests for ${this.route}/info ended with ${status}`;
    return tally && codes ? [{ ...tally.clue(codes, what), shared: status === 500 ? { text: what, says: 'failure' } : undefined }] : [];
  }

  private sendClues(): Clue[] {
    const lost = this.tallies.get('send 404');
    const share = (lost?.count ?? 0) / Math.max(1, this.sends);
    const detail = `${lost?.count} of ${this.sends} xhr_send at ${this.route} were answered 404`;
    const large = this.few('send 413', ['NGX-413'], 1);
    if (!lost || lost.count < 3 || share < 0.02) {
      return large;
    }
    return [...large, lost.clue(causesOfLostSends(share), detail)];
  }

  private heldBack(): Clue[] {
    const tally = this.tallies.get('held back');
    return tally && tally.count >= 2
      ? [
          tally.clue(
            ['PROXY-BUFFER-STALL', 'NGX-HTTP10'],
            `${tally.count} streams at ${this.route} were given up before nginx had sent a byte`,
          ),
        ]
      : [];
  }

  /** Fallbacks work and WebSocket does not: the page looks connected. */
  private downgrade(refused: readonly Clue[]): Clue[] {
    const failed = this.handshakes - this.opened;
    const [worst] = refused;
    return worst && this.goodFallbacks > 0 && failed * 5 >= this.handshakes
      ? [
          {
            ...worst,
            codes: ['CLI-SILENT-DOWNGRADE'],
            count: this.goodFallbacks,
            proofs: [],
            detail:
              `${this.goodFallbacks} requests of fallbacks succeeded at ${this.route}, ` +
              `and ${failed} of ${this.handshakes} handshakes failed`,
          },
        ]
      : [];
  }

  private few(name: string, codes: readonly string[], least: number): Clue[] {
    const tally = this.tallies.get(name);
    return tally && tally.count >= least ? [tally.clue(codes)] : [];
  }

  private failuresOf(what: string): Failures {
    const known = this.failures.get(what) ?? new Failures(`${what} at ${this.route}`);
    this.failures.set(what, known);
    return known;
  }

  private tally(name: string): Tally {
    const known = this.tallies.get(name) ?? new Tally();
    this.tallies.set(name, known);
    return known;
  }
}

/** nginx's and the load balancer's own status for a client that did not wait for the answer. */
const CLIENT_LEFT = [499, 460];

function isFailure(status: number): boolean {
  return status >= 400 && !CLIENT_LEFT.includes(status);
}

/** With which status a request failed; where the proxy says why, that too. What a finding says of that is no unknown failure. */
function howOf({ status, end }: LoggedRequest): string | undefined {
  if (!end) return `${status}`;
  return end.codes.length > 0 ? undefined : `${status} (${end.word}: ${end.meaning})`;
}

const INFO_CODES: Readonly<Record<number, readonly string[]>> = {
  401: ['SPR-SECURITY-401'],
  302: ['SPR-SECURITY-401', 'REDIRECT-NOT-FOLLOWED'],
  403: ['SPR-ORIGIN-403', 'FWD-PROTO-OVERWRITE', 'SPR-FWD-STRATEGY-NONE'],
  404: ['NGX-LOCATION-PREFIX', 'CTX-PATH', 'ROUTE-NOT-FOUND', 'CLI-ENDPOINT-MISMATCH'],
  500: ['SPR-ORIGIN-STAR'],
  502: ['APP-502'],
  504: ['APP-504'],
};

/** Which causes lose this share of what clients send, the likeliest first. */
function causesOfLostSends(share: number): readonly string[] {
  if (share > 0.9) return ['SPR-709-IP-BIND', 'SPR-708-IP-BIND', 'ALB-STICKY-MISSING'];
  if (share > 0.2) return ['ALB-STICKY-MISSING', 'SPR-709-IP-BIND'];
  return ['SPR-SESSION-5S', 'ALB-STICKY-MISSING', 'SPR-PRINCIPAL'];
}
