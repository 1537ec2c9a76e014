import type { Evidence, RouteFacts } from '../../findings/evidence';
import { burst } from '../../probes/burst';
import type { Answer } from '../answer';
import { askFurther, askTogether, askTwice, type Asker } from '../questions/ask-all';
import { askingOf, factsOf } from '../questions/asking';
import type { Chain } from '../questions/chain';
import { Ground, isListed } from '../questions/ground';
import type { Asking, ChainQuestion, Form } from '../questions/question';
import { aboutChain, questionsTo, toRoute } from '../questions/table';
import { report, type Report } from '../report';
import { betterAddress } from './better-address';
import { wasTooMuch } from './crowd';
import { inTurn } from './in-turn';
import { kindOfRoute, type Gathered } from './kind-of-route';
import { GentleLane, Lanes } from './lanes';
import { onlyOf } from './only-of';
import { Stopwatch, type Trace } from './trace';

/** The outcome of an examination from outside: plain JSON. */
export interface UrlReport extends Report {
  readonly url: string;
  /** What the route is; absent when its answers did not show it. */
  readonly kind?: RouteFacts['kind'];
  readonly trace: Trace;
}

/** How long to wait between two questions to a chain that counts them, and how long to go on with it. */
const GENTLY_MS = 1100;
const GENTLY_FOR_MS = 30_000;

/**
 * Examines a chain of which only the URL of one route is known. Everything is asked side by side, as of SockJS and as of a plain
 * WebSocket: which of the two it is shows in the answers, and hardly anybody waits for one question to ask the next.
 */
export async function diagnose(named: Chain): Promise<UrlReport> {
  const stopwatch = new Stopwatch();
  const lanes = new Lanes(stopwatch);
  const [route] = named.routes;
  const { kind: given, path } = route;
  const { chain, atOnce, whole } = await askWhereItWorks(named, lanes);
  const likely = given ?? kindOfRoute(atOnce, chain);
  const crowded = wasTooMuch(atOnce, likely);
  const inCrowd = likely === undefined || likely === 'sockjs';
  const counted = crowded ? await lanes.ask('burst', () => burst(chain.target, path, inCrowd)) : undefined;
  const gently = new GentleLane(stopwatch, GENTLY_MS, GENTLY_FOR_MS);
  const gathered = crowded ? await gather({ ...chain, direct: undefined }, formsOf(likely), gently) : atOnce;
  const kind = given ?? kindOfRoute(gathered, chain) ?? likely;
  const asking = askingOf(chain, route, kind ?? 'sockjs');
  const questions = questionsTo(chain, asking.form);
  // What is refused although it is asked gently is not refused for its number.
  const stays = crowded && wasTooMuch(gathered, likely);
  const first: Evidence = {
    ...whole,
    kindGiven: given !== undefined,
    route: { kind: kind ?? 'sockjs', path },
    direct: own(atOnce, questions, kind).direct,
    ...own(gathered, questions, kind),
    burst: counted && stays ? { ...counted, inTurn: await inTurn(asking, gently) } : counted,
  };
  const confirmed = crowded && !stays ? first : await askTwice(atFirst(questions), asking, first, stays ? gently : lanes);
  const further = await askFurther(questions, asking, confirmed, lanes);
  const evidence = await askTogether(worthAsking(questions, asking, further), asking, further, lanes);
  return {
    ...report([{ evidence, answers: answersTo(questions, asking, evidence, new Ground()) }]),
    url: `${chain.target.origin}${path}`,
    kind,
    trace: stopwatch.trace,
  };
}

/** Where the name has several addresses, the one that is examined may not be the one that was asked first. */
async function askWhereItWorks(named: Chain, lanes: Lanes): Promise<{ chain: Chain; atOnce: Gathered; whole: Evidence }> {
  const ask = async (chain: Chain) => {
    const [route] = chain.routes;
    const about = askTogether(aboutChain(chain), askingOf(chain, route, 'plain'), factsOf(chain), lanes);
    const [atOnce, whole] = await Promise.all([gather(chain, formsOf(route.kind), lanes), about]);
    return { atOnce, whole };
  };
  const first = await ask(named);
  const connect = betterAddress(first.atOnce, first.whole, named.target);
  if (!connect) {
    return { chain: named, ...first };
  }
  const chain: Chain = { ...named, target: { ...named.target, connect } };
  const second = await ask({ ...chain, omit: [...(named.omit ?? []), 'dns', 'tcp'] });
  return { chain, atOnce: second.atOnce, whole: { ...first.whole, ...second.whole } };
}

/** Of a kind that is known only its own is asked. */
function formsOf(kind: RouteFacts['kind'] | undefined): readonly Form[] {
  return kind === undefined ? ['sockjs', 'plain'] : [kind];
}

async function gather(chain: Chain, forms: readonly Form[], asker: Asker): Promise<Gathered> {
  const [route] = chain.routes;
  const ask = async (form: Form | undefined) =>
    form === undefined ? {} : askTogether(atFirst(toRoute(chain, form)), askingOf(chain, route, form), {}, asker);
  const [sockJs, raw] = await Promise.all([ask(forms.find((form) => form === 'sockjs')), ask(forms.find((form) => form !== 'sockjs'))]);
  return { sockJs, raw, both: forms.length > 1 };
}

function atFirst(questions: readonly ChainQuestion[]): ChainQuestion[] {
  return questions.filter(({ last }) => !last);
}

/** The evidence of the kind that it turned out to be; the other way of asking remains as a comparison. */
function own({ sockJs, raw, both }: Gathered, questions: readonly ChainQuestion[], kind: RouteFacts['kind'] | undefined): Evidence {
  const plain = kind !== undefined && kind !== 'sockjs';
  const otherWay = plain ? { info: sockJs.info } : { handshake: raw.handshake };
  return { ...onlyOf(questions, plain ? raw : sockJs), ...(both && kind !== 'sse' ? { otherWay } : {}) };
}

/** What takes long, or sends messages: only where it is not in vain. */
function worthAsking(questions: readonly ChainQuestion[], asking: Asking, evidence: Evidence): ChainQuestion[] {
  const ground = new Ground();
  answersTo(atFirst(questions), asking, evidence, ground);
  return questions.filter((question) => question.last && ground.inVain(question) === undefined);
}

function answersTo(questions: readonly ChainQuestion[], asking: Asking, evidence: Evidence, ground: Ground): Answer[] {
  return questions.filter((question) => isListed(question, asking, evidence)).map((question) => ground.answer(question, asking, evidence));
}
