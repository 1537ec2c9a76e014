import type { CanaryRoute, CanaryTask } from '../chain/canary';
import type { Hop } from '../chain/hops';
import { examine, type KnownChain } from '../doctor/chain/examine';
import { CHAIN_QUESTIONS } from '../doctor/questions/table';
import { redact } from '../doctor/redact';
import type { Report } from '../doctor/report';
import type { Evidence, Question } from '../findings/evidence';
import type { SecretValues } from './secret-values';

/** What is asked of each route. */
const ASKED: readonly Question[] = ['dns', 'tcp', 'tls', 'info', 'websocket', 'stomp', 'event-stream'];
/** Of these questions, probes that tell nothing of whether it opens, and that the application would log every time. */
const SPARED: readonly (keyof Evidence)[] = ['stranger', 'deflate', 'http2', 'h2c', 'nodes', 'secure'];
const OMITTED = [...CHAIN_QUESTIONS.map(({ name }) => name).filter((name) => !ASKED.includes(name)), ...SPARED];

/** How long a route may take before the round ends without its answer; the function has 60 s. */
const PATIENCE_MS = 50_000;

/** What became of a route. */
export interface RouteOutcome {
  readonly path: string;
  readonly verdict: Report['verdict'];
  /** The finding, and the part of the chain that it is in, where the answers prove one. */
  readonly code?: string;
  readonly hop?: Hop;
  /** What is wrong, and what to change. */
  readonly problem?: string;
  readonly cure?: string;
  /** Where nothing proves a finding, those that it can be, the likeliest first. */
  readonly possible?: readonly string[];
  /** A line an answer. */
  readonly answers: readonly string[];
  /** What looks further. */
  readonly next?: string;
}

/** What became of all routes. */
export interface Round {
  readonly url: string;
  /** How many routes did not open. */
  readonly failures: number;
  /** Of the slowest handshake that opened. */
  readonly ms?: number;
  readonly routes: readonly RouteOutcome[];
}

type Timed = RouteOutcome & { readonly ms?: number };

/** Asks every route, side by side. */
export async function round(task: CanaryTask, secrets: SecretValues): Promise<Round> {
  const outcomes = await Promise.all(task.routes.map((route) => outcomeOf(task, route, secrets)));
  const times = outcomes.flatMap(({ ms }) => ms ?? []);
  return redact(
    {
      url: task.url,
      failures: outcomes.filter(({ verdict }) => verdict === 'problem').length,
      ms: times.length > 0 ? Math.max(...times) : undefined,
      routes: outcomes.map(({ ms, ...outcome }) => outcome),
    },
    [...secrets.known],
  );
}

async function outcomeOf(task: CanaryTask, route: CanaryRoute, secrets: SecretValues): Promise<Timed> {
  let chain: KnownChain;
  try {
    chain = await chainOf(task, route, secrets);
  } catch (error) {
    const { name, message } = error as Error;
    return failed(task, route, `a secret for it cannot be read: ${name}: ${message}`);
  }
  const report = await Promise.race([examine(chain), tooLate()]);
  return report ? outcomeIn(report, task, route) : failed(task, route, `no answer to all questions within ${PATIENCE_MS / 1000} s`);
}

function tooLate(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
}

async function chainOf({ url, origin, stompHeaders = {} }: CanaryTask, route: CanaryRoute, secrets: SecretValues): Promise<KnownChain> {
  const { kind, path, handshakePath, handshake } = route;
  const login = handshake && (await secrets.read(handshake.secret));
  const headers = handshake?.header && login !== undefined ? { [handshake.header]: login } : undefined;
  const query = handshake?.query && login !== undefined ? `${handshake.query}=${encodeURIComponent(login)}` : undefined;
  const connectHeaders = await Promise.all(Object.entries(stompHeaders).map(async ([name, secret]) => [name, await secrets.read(secret)]));
  return {
    target: { origin: url, headers, query },
    routes: [{ kind, path, handshakePath }],
    page: origin,
    login: login !== undefined,
    headerNames: Object.keys(headers ?? {}),
    connectHeaders: Object.fromEntries(connectHeaders) as Record<string, string>,
    omit: OMITTED,
  };
}

function outcomeIn({ verdict, cause, answers, remaining }: Report, task: CanaryTask, route: CanaryRoute): Timed {
  const lines = answers.map(({ question, verdict: own, summary }) => `${question} ${own}: ${summary}`);
  const ms = answers.find(({ question, verdict: own }) => question === 'websocket' && own === 'healthy')?.ms;
  const wrong = answers.filter(({ verdict: own }) => own === 'problem').map(({ question, summary }) => `${question}: ${summary}`);
  // A report with several possible causes is undetermined; that it did not open is not.
  if (verdict !== 'problem' && wrong.length === 0) {
    return { path: route.path, verdict, answers: lines, ms };
  }
  const possible = remaining.flatMap((each) => each.possible.map(({ code }) => code));
  return {
    path: route.path,
    verdict: 'problem',
    code: cause?.code,
    hop: cause?.hop,
    problem: cause ? [cause.title, cause.detail].filter(Boolean).join(': ') : wrong.join('; '),
    cure: cause?.cure,
    possible: possible.length > 0 ? [...new Set(possible)] : undefined,
    answers: lines,
    ms,
    next: nextOf(task, route),
  };
}

function failed(task: CanaryTask, route: CanaryRoute, problem: string): Timed {
  return { path: route.path, verdict: 'problem', problem, answers: [], next: nextOf(task, route) };
}

/** The doctor, who has every question. */
function nextOf({ url, origin }: CanaryTask, { kind, handshakePath }: CanaryRoute): string {
  return `npx cdk-spring-websocket doctor ${url}${handshakePath} --kind ${kind}${origin ? ` --origin ${origin}` : ''}`;
}
