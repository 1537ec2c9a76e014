import type { Evidence, Question } from '../findings/evidence';
import { trimmed } from '../probes/sockjs';
import type { Answer, Judgement } from './answer';
import type { Outside } from './outside';
import { READINGS } from './readings';

/** One line of the report: a question, the hop that a good answer proves, what was asked, and what it stands on. */
type Line = readonly [question: Question, hop: Answer['hop'], asked: string, needs: readonly Question[]];

/** What a login guards, besides the handshake itself. */
const BEHIND_LOGIN: readonly Question[] = ['stomp', 'message', 'xhr-streaming', 'eventsource', 'xhr-polling', 'client', 'idle', 'sizes', 'deploy'];

/** What a question stands on of what a chain that counts requests is asked gently. */
const GENTLY: Partial<Record<Question, readonly (keyof Evidence)[]>> = {
  info: ['info'], websocket: ['handshake'], stomp: ['stomp'], 'xhr-streaming': ['xhrStreaming'], eventsource: ['eventSource'], 'xhr-polling': ['polling'],
  iframe: ['iframe'], cors: ['preflight'], client: ['handshake', 'xhrStreaming', 'eventSource', 'polling'], 'event-stream': ['eventStream'],
};

/** The questions and their answers in the order of the chain. What cannot be asked on broken ground is not called broken. */
export function answersOutside(evidence: Evidence, outside: Outside): Answer[] {
  const answers: Answer[] = [];
  const broken = new Set<Question>();
  let guarded = false;
  for (const [question, hop, asked, needs] of lines(evidence, outside)) {
    const missing = needs.find((need) => broken.has(need));
    const why = guarded && BEHIND_LOGIN.includes(question) ? 'behind the login (--header or --query gives one)' : missing && `needs ${missing}`;
    const answer: Answer = { question, hop, asked, ...(why ? { verdict: 'not-checked', summary: why } : read(question, evidence)) };
    answers.push(answer);
    // Whoever refuses a stranger's WebSocket refuses the other transports too, and that would tell nothing.
    guarded ||= question === 'websocket' && evidence.handshake?.status !== 101 && ['healthy', 'undetermined'].includes(answer.verdict);
    if (missing || isBroken(question, answer, evidence)) {
      broken.add(question);
    }
  }
  return answers;
}

/** Where the time for asking gently was over, questions remain. */
function read(question: Question, evidence: Evidence): Judgement {
  const unasked = evidence.burst !== undefined && GENTLY[question]?.some((part) => evidence[part] === undefined);
  return unasked ? { verdict: 'undetermined', summary: 'not asked: the chain counts requests, and asking one at a time took too long' } : READINGS[question](evidence);
}

function lines(evidence: Evidence, { path, echo, sizes, idleMs, deployMs }: Outside): Line[] {
  const { route, info, redirect, tls, health, dns, page, stomp } = evidence;
  const sockJs = route?.kind === 'sockjs';
  const way: Question[] = ['dns', 'tcp', 'tls'];
  const socket: Question[] = [...way, 'websocket'];
  const under: Question[] = [...way, 'info'];
  const when = (wanted: unknown, ...line: Line): Line[] => (wanted ? [line] : []);
  return [
    ['dns', 'dns', dns?.name ?? '', []],
    ['tcp', 'tcp', 'every address', ['dns']],
    ...when(tls, 'tls', 'tls', `certificate of ${dns?.name}`, ['dns', 'tcp']),
    ...when(redirect, 'redirect', 'load-balancer', 'port 80', ['dns']),
    ...when(health, 'health', 'nginx', health?.path ?? '', way),
    ...when(sockJs, 'info', 'spring-boot', `${trimmed(path)}/info`, way),
    ...when(route?.kind !== 'sse', 'websocket', 'spring-boot', sockJs ? `${trimmed(path)}/…/websocket` : path, way),
    ...when(sockJs || route?.kind === 'stomp' || stomp?.declined, 'stomp', 'broker', 'CONNECT', socket),
    ...when(echo, 'message', 'broker', 'one client to another', socket),
    ...when(sockJs, 'xhr-streaming', 'spring-boot', 'xhr_streaming', under),
    ...when(sockJs, 'eventsource', 'spring-boot', 'eventsource', under),
    ...when(sockJs, 'xhr-polling', 'spring-boot', 'xhr and xhr_send', under),
    ...when(sockJs, 'iframe', 'spring-boot', 'iframe.html', under),
    ...when(sockJs && page, 'cors', 'spring-boot', 'OPTIONS xhr_send', under),
    ...when(sockJs && info?.isInfo, 'client', 'client', 'which transport', under),
    ...when(route?.kind === 'sse', 'event-stream', 'spring-boot', path, way),
    ...when(idleMs !== undefined, 'idle', 'nginx', 'silent sockets', socket),
    ...when(sizes, 'sizes', 'spring-boot', 'large frames', socket),
    ...when(deployMs !== undefined, 'deploy', 'host', 'while it is deployed', socket),
  ];
}

/** Whether what stands on it is in vain. A bad certificate still lets the probes look behind it. */
function isBroken(question: Question, { verdict }: Answer, { tls, reach, handshake, info }: Evidence): boolean {
  switch (question) {
    case 'tls':
      return tls?.failure !== undefined;
    case 'tcp':
      return verdict === 'problem' && !reach?.addresses.some(({ connected }) => connected);
    case 'websocket':
      return handshake?.status !== 101;
    case 'info':
      return !info?.isInfo;
    default:
      return verdict === 'problem';
  }
}
