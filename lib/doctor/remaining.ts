import { REFUSED_WITH_N } from '../findings/refused-handshake';
import { asSeen, concerns } from '../findings/cures';
import type { Evidence, Question } from '../findings/evidence';
import { factsOf, isRefuted } from '../findings/facts';
import type { Finding, FindingText } from '../findings/finding';
import { causesOf, likeliestFirst } from '../findings/search';
import { mostTelling } from '../findings/weigh';
import type { Proxy } from '../findings/who/software';
import { proxiesOf } from '../findings/who/who';
import { trimmed } from '../probes/sockjs';

/** A cause that nothing proves and nothing refutes. */
export type Possible = Pick<FindingText, 'code' | 'hop' | 'title' | 'cure' | 'paste'>;

/** Something that several causes share, where nothing tells which of them it is. */
export interface Remaining {
  /** The text that they share. */
  readonly text: string;
  /** The causes that remain, the likeliest first; empty where all known ones are refuted. */
  readonly possible: readonly Possible[];
}

/** Causes as they are told where these proxies were seen, the likeliest first. */
export function possible(findings: readonly Finding[], proxies: readonly Proxy[]): Possible[] {
  return likeliestFirst(findings)
    .map((finding) => asSeen(finding, proxies))
    .map(({ code, hop, title, cure, paste }) => ({ code, hop, title, cure, paste }));
}

/** What the answers to these questions can mean, by what a browser's console says of them: the lines that tell most. */
export function remainingOf(evidence: Evidence, failed: readonly Question[]): Remaining[] {
  const facts = factsOf(evidence);
  const seen = proxiesOf(evidence);
  // That there is no /info says nothing of a route that may be no SockJS.
  const told =
    evidence.kindGiven === false && evidence.info?.isInfo !== true ? failed.filter((question) => question === 'websocket') : failed;
  const lines = told
    .flatMap((question) => printed(question, evidence))
    .map((text) => {
      const findings = causesOf(text).filter(
        (finding) => finding.severity !== 'notice' && !isRefuted(finding, facts) && concerns(finding, seen),
      );
      return { text, possible: possible(findings, seen), codes: findings.map(({ code }) => code), isWeak: false };
    });
  const telling = mostTelling(
    lines.filter(({ codes }) => codes.length > 0),
    false,
  );
  return telling.map(({ text, possible: left }) => ({ text, possible: left }));
}

/** What a browser prints of an answer that is no success. */
function printed(question: Question, evidence: Evidence): string[] {
  const { origin = '', route, handshake, info, xhrStreaming, eventSource, polling } = evidence;
  const url = `${origin}${trimmed(route?.path ?? '')}`;
  const line = (status: number | undefined, text: string) => (status === undefined || status === 101 ? [] : [`${text} ${status}`]);
  switch (question) {
    case 'websocket':
      return line(handshake?.status, REFUSED_WITH_N[0].replace(/ N$/, ''));
    case 'info':
      return line(info?.status, `GET ${url}/info?t=1`);
    case 'xhr-streaming':
      return line(xhrStreaming?.status, `POST ${url}/xhr_streaming?t=1`);
    case 'eventsource':
      return line(eventSource?.status, `GET ${url}/eventsource`);
    case 'xhr-polling':
      return polling?.opened ? line(polling.sendStatus, `POST ${url}/xhr_send?t=1`) : line(polling?.openStatus, `POST ${url}/xhr?t=1`);
    default:
      return [];
  }
}
