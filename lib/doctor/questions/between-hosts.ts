import { betweenHosts, type BetweenHostsEvidence, type Talk, type Way } from '../../probes/between-hosts';
import { ID, type Echo } from '../../probes/echo';
import { meetHosts } from '../../probes/meet-hosts';
import { isApart } from '../../findings/apart';
import type { Evidence, Question } from '../../findings/evidence';
import type { Judgement } from '../answer';
import type { Chain } from './chain';
import { WAY, type After, type Asking, type ChainQuestion } from './question';
import { judge } from './reading';

/** What needs clients that are served already. */
export const UNDER_MESSAGE: readonly Question[] = [...WAY, 'websocket', 'stomp', 'message'];

/** Hosts that relay tell each other every 10 s who is connected, and a message to a user's tabs needs that. */
const RELAYED_MS = 25_000;

/** Does a message from a client of one host reach the clients of the others, once each? */
export const BETWEEN_HOSTS: ChainQuestion = {
  name: 'between-hosts',
  hop: 'broker',
  asked: ({ chain: { each } }) => (each ? 'a client of one host to the clients of the others' : 'clients on several hosts to each other'),
  forms: ['sockjs', 'stomp'],
  needs: UNDER_MESSAGE,
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.each !== undefined || mayBeSeveral(chain),
  probes: {
    betweenHosts: {
      ask: (asking, _, after) => (asking.chain.each ? askBetween(asking, asking.chain.echo) : askWhoeverIsMet(asking, after)),
    },
  },
  further: {
    proved: {
      when: ({ chain }, { betweenHosts: found }) => chain.sharing !== undefined && found !== undefined && isApart(found),
      ask: async ({ chain }) => chain.sharing?.(),
    },
  },
  parts: [],
  isListed: spokenTo,
  // Whoever asks for several hosts asks for this.
  read({ betweenHosts: found, hosts }) {
    if (!found) {
      return { verdict: 'undetermined', summary: 'no destination given (--echo /app/x=/topic/y)' };
    }
    return found.met ? readMet(found, found.met, hosts) : readBetween(found);
  },
};

/** Whether hosts may be behind it that nobody can name, and messages are to be sent to find them. */
function mayBeSeveral({ hosts, echo }: Chain): boolean {
  return hosts === undefined ? echo !== undefined && (echo.body?.includes(ID) ?? true) : hosts > 1;
}

/** Whether the application spoke STOMP. */
export function spokenTo(_: Asking, { stomp }: Evidence): boolean {
  return !stomp?.declined;
}

/** Puts it for one destination; nothing where none was given. */
export async function askBetween(
  { chain, path, sockJs }: Asking,
  echo: Echo | undefined,
  { transports, ...talk }: Talk & { transports?: readonly string[] } = {},
): Promise<BetweenHostsEvidence | undefined> {
  const { each = [], connectHeaders, relay } = chain;
  const crossingMs = relay && RELAYED_MS;
  return echo && betweenHosts(each, { path, sockJs, headers: connectHeaders, transports }, echo, { crossingMs, ...talk });
}

/** As many clients as hardly ever come to one of two hosts only. */
const CLIENTS = 4;

/** Where a message does not reach even one client from another, more of them tell nothing. */
async function askWhoeverIsMet(asking: Asking, after: After): Promise<BetweenHostsEvidence | undefined> {
  const { chain, target } = asking;
  if (!chain.echo || !(await after('message')).message?.delivered) {
    return undefined;
  }
  const { hosts, visits, by } = await meetHosts(target, asking);
  const anybody = Array.from({ length: CLIENTS }, (_, index) => ({ name: `client${index + 1}`, target }));
  const each = hosts.length > 0 ? hosts : anybody;
  const found = await askBetween({ ...asking, chain: { ...chain, each } }, chain.echo, { quietly: true });
  return found && { ...found, met: { visits, by } };
}

/** That clients do not hear each other shows that they are on several hosts; that they do shows nothing if they may be on one. */
function readMet(found: BetweenHostsEvidence, { visits, by }: { visits: number; by?: string }, hosts: number | undefined): Judgement {
  const { ways, sent, errors, ms } = found;
  const judged = readBetween(found);
  if (isApart(found) || ways.some(({ copies }) => copies > 1)) {
    return by === undefined ? { ...judged, summary: `of ${CLIENTS} clients ${judged.summary.split('; ')[0]}, and so on` } : judged;
  }
  if (judged.verdict === 'problem') {
    const why = ways.length === 0 ? 'no client was let in' : judged.summary;
    return { verdict: 'undetermined', summary: `could not tell: ${[why, ...(ways.length === 0 ? errors : [])].join('; ')}`, ms };
  }
  if (by !== undefined) {
    return { ...judged, summary: `${judged.summary}; told apart by ${by}` };
  }
  return {
    // Most chains have one host: only whoever knows of several is left with a doubt.
    verdict: hosts === undefined ? 'not-checked' : 'undetermined',
    summary: `could not tell: ${CLIENTS} clients hear each other, ${sent} of ${sent}, and nothing in ${visits} visits shows several hosts`,
    ms,
  };
}

/** Every client must hear every message once; that they come in order is the application's choice. */
export function readBetween(found: BetweenHostsEvidence): Judgement {
  const { echo, ways, sent, errors, ms } = found;
  const wrong = ways.filter(({ messages, copies }) => messages < sent || copies > 1);
  const early = ways.some((way) => way.early > 0);
  const crossed = ways.filter(({ from, to }) => from !== to).map(({ from, to, ms: took }) => `${from} -> ${to} in ${took} ms`);
  return judge(
    wrong.length === 0 && ways.length > 0,
    `${echo.send} -> ${echo.receive}: ${crossed.join(', ')}; ${sent} of ${sent}, once each${early ? ', but not in order' : ', in order'}`,
    [...wrong.map((way) => fault(way, sent)), ...errors].join('; '),
    ms,
  );
}

function fault({ from, to, messages, copies }: Way, sent: number): string {
  return `${from} -> ${to} ${messages < sent ? `${messages} of ${sent}` : `${copies} times each`}`;
}
