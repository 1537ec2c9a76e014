import type { HostTarget } from './between-hosts';
import { CookieJar, ownCookie, withCookie } from './cookies';
import { exchange } from './exchange';
import { NO_MESSAGES, sessionPath, trimmed } from './sockjs';
import type { Target } from './target';

/** The hosts behind a load balancer that could be told from each other, and by what. */
export interface MetHosts {
  /** The way to each of them; none where nothing tells them apart. */
  readonly hosts: readonly HostTarget[];
  /** How often a client came that had never been there. */
  readonly visits: number;
  /** What tells the hosts apart. */
  readonly by?: string;
}

/** A client that had never been there: what it was given, and the session of SockJS that it opened. */
interface Visit {
  readonly jar: CookieJar;
  readonly session: string;
  readonly opened: boolean;
}

/** What to come to. */
interface Place {
  readonly path: string;
  readonly sockJs: boolean;
  readonly origin?: string;
}

/** As many as hardly ever come to one of two hosts only. */
const VISITS = 6;

/** How often a session must be found with its own cookies: by chance that happens once. */
const TIMES = 3;

/** Asks: to how many hosts are clients sent, and by which cookies do they come to the same one again? */
export async function meetHosts(target: Target, place: Place): Promise<MetHosts> {
  const visits = await Promise.all(Array.from({ length: VISITS }, () => visit(target, place)));
  const met = place.sockJs ? await bySession(target, place, visits) : byCookie(visits);
  const hosts = met.visits.map(({ jar }, index): HostTarget => {
    const { Cookie } = jar.header();
    return { name: `host${index + 1}`, target: { ...target, headers: withCookie(target.headers, Cookie) } };
  });
  return hosts.length > 1 ? { hosts, visits: VISITS, by: met.by } : { hosts: [], visits: VISITS };
}

async function visit(target: Target, { path, sockJs, origin }: Place): Promise<Visit> {
  const jar = new CookieJar();
  const session = sessionPath(path);
  const answer = sockJs
    ? await post(target, { jar, origin, path: `${session}/xhr` })
    : await exchange(target, { path: trimmed(path) || '/' }, { timeoutMs: 4000 });
  jar.take(answer.headers);
  return { jar, session, opened: answer.body === 'o\n' };
}

/** A session of SockJS is in one host's memory: with the cookies of another host it is not found. What they look like says nothing. */
async function bySession(target: Target, { origin }: Place, visits: readonly Visit[]): Promise<{ visits: Visit[]; by: string }> {
  const by = 'sessions of SockJS';
  const found: Visit[] = [];
  let left = visits.filter(({ opened, jar }) => opened && jar.names.length > 0);
  while (left.length > 0) {
    const [first, ...others] = left;
    const send = async ({ session }: Visit) =>
      (await post(target, { jar: first.jar, origin, path: `${session}/xhr_send`, body: NO_MESSAGES })).status;
    const [own, statuses] = await Promise.all([
      Promise.all(Array.from({ length: TIMES }, () => send(first))),
      Promise.all(others.map((other) => send(other))),
    ]);
    if (own.some((status) => status !== 204)) {
      return { visits: [], by };
    }
    found.push(first);
    left = others.filter((_, index) => statuses[index] === 404);
  }
  return { visits: found, by };
}

/** A cookie that has the same few values again and again names the host; one that differs each time says nothing. */
function byCookie(visits: readonly Visit[]): { visits: Visit[]; by?: string } {
  const names = new Set(visits.flatMap(({ jar }) => jar.names));
  for (const name of names) {
    const given = visits.filter(({ jar }) => jar.value(name) !== undefined);
    const firsts = given.filter(({ jar }, index) => given.findIndex((other) => other.jar.value(name) === jar.value(name)) === index);
    if (firsts.length > 1 && firsts.length <= given.length / 2) {
      return { visits: firsts, by: `the cookie ${name}` };
    }
  }
  return { visits: [] };
}

function post(target: Target, { jar, origin, path, body }: { jar: CookieJar; origin?: string; path: string; body?: string }) {
  const headers = { 'Content-Type': 'text/plain', ...(origin ? { Origin: origin } : {}), ...jar.header(ownCookie(target.headers)) };
  return exchange(target, { method: 'POST', path, body, headers }, { timeoutMs: 4000 });
}
