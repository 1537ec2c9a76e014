import type { Evidence, Question } from '../findings/evidence';
import { cutWhenIdle, isThisMachine, speaksStomp } from '../findings/outside-signatures';
import { whoAnswered } from '../findings/who-answered';
import type { HeldSocket } from '../probes/hold';
import type { Judgement } from './answer';

/** Questions that only somebody outside asks. */
export type OutsideQuestion = Extract<Question, 'tcp' | 'cors' | 'client' | 'idle' | 'sizes' | 'deploy'>;

/** How their evidence reads. */
export const OUTSIDE_READINGS: Readonly<Record<OutsideQuestion, (evidence: Evidence) => Judgement>> = {
  tcp: (evidence) => {
    const { reach } = evidence;
    const told = reach?.addresses.filter(({ noWay }) => !noWay) ?? [];
    const failed = told.filter(({ connected }) => !connected);
    if (!reach || told.length === 0) {
      return { verdict: 'undetermined', summary: reach?.addresses.length ? 'this machine has no way to any of the addresses' : 'no address to connect to', ms: reach?.ms };
    }
    const untold = reach.addresses.length - told.length;
    const open = told.length - failed.length;
    const enough = failed.length === 0 || (open > 0 && isThisMachine(evidence));
    const good = `port ${reach.port} open at ${open} of ${told.length} addresses${untold > 0 ? `; no IPv6 here to try ${untold} more` : ''}`;
    return { verdict: enough ? 'healthy' : 'problem', summary: enough ? good : failed.map(({ address, failure }) => `${address}: ${failure?.message}`).join('; '), ms: reach.ms };
  },

  cors: ({ preflight, page }) => {
    const ok = (preflight?.status ?? 500) < 300 && preflight?.allowOrigin.includes(preflight.origin);
    // A page of the server's own needs no permission.
    const verdict = ok ? 'healthy' : page ? 'problem' : 'not-offered';
    const who = whoAnswered(preflight);
    return { verdict, summary: `${preflight?.status ?? preflight?.failure?.message}${ok ? `, ${preflight?.origin} may send` : ` to a page of ${preflight?.origin}${who === 'nginx' ? ', by nginx itself' : ''}`}`, ms: preflight?.ms };
  },

  client: ({ client, info }) => {
    const { transport, afterMs = 0, steps = [] } = client ?? {};
    const wanted = info?.websocket === false ? undefined : 'websocket';
    const before = steps.filter(({ outcome }) => outcome !== 'opens' && outcome !== 'not offered').map(({ transport: name, outcome }) => `${name} ${outcome}`);
    const summary = transport ? `a SockJS client ends up with ${transport} after ${(afterMs / 1000).toFixed(1)} s${before.length ? ` (${before.join(', ')})` : ''}` : `no transport works for a SockJS client (${before.join(', ')})`;
    return { verdict: transport === undefined || (wanted && transport !== wanted) ? 'problem' : 'healthy', summary };
  },

  idle: (evidence) => {
    const { hold } = evidence;
    const line = (name: string, { opened, cutAfterMs, end }: HeldSocket) => (opened ? `${name} ${cutAfterMs === undefined ? `lived ${Math.round((hold?.waitedMs ?? 0) / 1000)} s` : `cut after ${(cutAfterMs / 1000).toFixed(1)} s, ${end}`}` : `${name} did not open`);
    const sockets = hold ? [hold.silent, hold.oneWay] : [];
    const felt = cutWhenIdle(evidence) !== undefined || sockets.some(({ cutAfterMs, end }) => cutAfterMs !== undefined && !/without a close frame|RESET/i.test(end ?? ''));
    const verdict = felt ? 'problem' : sockets.every(({ opened }) => opened) && hold ? 'healthy' : 'undetermined';
    return { verdict, summary: hold ? `${line('silent socket', hold.silent)}; ${line('client speaks', hold.oneWay)}` : 'no socket to hold', ms: hold?.ms };
  },

  sizes: (evidence) => {
    const { sizes } = evidence;
    if (!sizes) {
      return speaksStomp(evidence) ? { verdict: 'undetermined', summary: 'no socket to send on' } : { verdict: 'not-checked', summary: 'no STOMP here: the application would take the frames for messages' };
    }
    const refused = [...sizes.frames.filter(({ taken, bytes, split }) => !taken && bytes <= 64 * 1024 && !split).map(({ bytes, end }) => `frame of ${bytes} bytes: ${end}`),
      ...sizes.posts.filter(({ status }) => status === 413).map(({ bytes, status }) => `xhr_send of ${bytes} bytes: ${status}`)];
    const largest = Math.max(0, ...sizes.frames.filter(({ taken }) => taken).map(({ bytes }) => bytes));
    return { verdict: refused.length ? 'problem' : 'healthy', summary: refused.length ? refused.join('; ') : `frames up to ${largest} bytes are taken`, ms: sizes.ms };
  },

  deploy: ({ watch }) => {
    const abrupt = watch?.ends.filter(({ how }) => /without a close frame/.test(how)).length ?? 0;
    const summary = `${watch?.ends.length ?? 0} sockets ended${abrupt ? `, ${abrupt} of them without a close frame` : ''}; longest time without a good answer ${((watch?.gapMs ?? 0) / 1000).toFixed(1)} s of ${Math.round((watch?.watchedMs ?? 0) / 1000)} s`;
    return { verdict: watch ? (abrupt > 0 || watch.gapMs > 0 ? 'problem' : 'healthy') : 'undetermined', summary, ms: watch?.ms };
  },
};
