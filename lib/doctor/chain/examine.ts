import type { Evidence, RouteFacts } from '../../findings/evidence';
import type { Answer, Examined } from '../answer';
import type { Progress } from '../ask';
import { applies, askFurther, askTogether, askTwice, AT_ONCE } from '../questions/ask-all';
import { askingOf, factsOf } from '../questions/asking';
import type { Chain } from '../questions/chain';
import { Ground, isListed } from '../questions/ground';
import type { Asking, ChainQuestion } from '../questions/question';
import { aboutChain, toRoute } from '../questions/table';
import { report, type Report } from '../report';

/** A chain whose routes are known. */
export type KnownChain = Chain & { readonly routes: readonly RouteFacts[] };

/** Examines a chain: what concerns all of it, then every route, then the host's own gate. On broken ground nothing is asked. */
export async function examine(chain: KnownChain, known: readonly Examined[] = [], progress: Progress = {}): Promise<Report> {
  const before = known.flatMap(({ answers }) => answers);
  const broken = before.find(({ verdict }) => verdict === 'problem')?.question;
  const ground = new Ground(broken);
  const evidence = Object.assign({}, ...known.map((part) => part.evidence)) as Evidence;
  const { routes } = chain;
  const asking = askingOf(chain, routes.find(({ kind }) => kind !== 'sse') ?? routes[0] ?? { path: '' }, 'plain');
  const questions = aboutChain(chain);
  const whole = await askInOrder(
    questions.filter(({ last }) => !last),
    { asking, evidence: { ...evidence, ...factsOf(chain) }, ground, progress },
  );
  const parts: Examined[] = [];
  for (const route of routes) {
    const facts: Evidence = { ...whole.evidence, health: undefined, nginxTest: undefined, app: undefined, route, kindGiven: true };
    const at = { asking: askingOf(chain, route, route.kind), evidence: facts, ground: ground.forRoute(), progress, route: route.path };
    parts.push(await askInOrder(toRoute(chain, route.kind), at));
  }
  parts.push(
    await askInOrder(
      questions.filter(({ last }) => last),
      { asking, evidence: {}, ground, progress },
    ),
  );
  const asked = [{ ...whole, answers: [...before, ...whole.answers] }, ...parts].filter(({ answers }) => answers.length > 0);
  return report(broken ? [{ evidence, answers: asked.flatMap(({ answers }) => answers) }] : asked);
}

/** What is known before the first question, and who hears of it. */
interface Start {
  readonly asking: Asking;
  readonly evidence: Evidence;
  readonly ground: Ground;
  readonly progress: Progress;
  readonly route?: string;
}

/** One after the other; what stands on the same ground together, because each may wait for its time-out. */
async function askInOrder(
  questions: readonly ChainQuestion[],
  { asking, evidence: known, ground, progress, route }: Start,
): Promise<Examined> {
  let evidence = known;
  const answers: Answer[] = [];
  for (const group of onSameGround(questions)) {
    const open = group.filter((question) => applies(question, asking) && ground.inVain(question) === undefined);
    open.forEach((question) => progress.asking?.({ question: question.name, route, hop: question.hop, asked: question.asked(asking) }));
    evidence = await askTogether(open, asking, evidence, AT_ONCE);
    evidence = await askTwice(open, asking, evidence, AT_ONCE);
    evidence = await askFurther(open, asking, evidence, AT_ONCE);
    for (const question of group) {
      if (isListed(question, asking, evidence)) {
        const answer = { ...ground.answer(question, asking, evidence), route };
        answers.push(answer);
        if (answer.verdict !== 'not-reached') progress.answered?.(answer);
      }
    }
  }
  return { evidence, answers };
}

/** Neighbours that need the same. */
function onSameGround(questions: readonly ChainQuestion[]): ChainQuestion[][] {
  const groups: ChainQuestion[][] = [];
  for (const question of questions) {
    const last = groups.at(-1);
    if (last && `${last[0].needs}` === `${question.needs}`) {
      last.push(question);
    } else {
      groups.push([question]);
    }
  }
  return groups;
}
