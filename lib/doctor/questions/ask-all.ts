import type { Evidence, Question } from '../../findings/evidence';
import { asDirect } from './asking';
import type { After, Asking, ChainQuestion, Probe, Probes } from './question';

/** Whom probes are given to; what could not be asked stays undefined. */
export interface Asker {
  ask<T>(probe: string, question: () => Promise<T>): Promise<T | undefined>;
}

/** Puts every probe as soon as it is given. */
export const AT_ONCE: Asker = { ask: (_, question) => question() };

type Part = keyof Evidence;
type Named = readonly [part: Part, probe: Probe<Evidence[Part]>];

/** Puts questions side by side. */
export async function askTogether(questions: readonly ChainQuestion[], asking: Asking, known: Evidence, asker: Asker): Promise<Evidence> {
  let evidence = known;
  const running = new Map<Question, Promise<void>>();
  const after: After = async (question) => {
    await running.get(question);
    return evidence;
  };
  for (const { name, probes } of questions.filter((question) => applies(question, asking))) {
    const found = askProbes(named(probes), { asking, known, after, asker });
    const noted = found.then((more) => {
      evidence = merged(evidence, more);
    });
    running.set(name, noted);
  }
  await Promise.all(running.values());
  return evidence;
}

/** What fails later than this is not asked again. */
const AT_ONCE_MS = 1000;

/** Asks again what failed at once: what fails once and not twice is no failure, and yet not healthy. */
export async function askTwice(questions: readonly ChainQuestion[], asking: Asking, known: Evidence, asker: Asker): Promise<Evidence> {
  const chain = { ...asking.chain, direct: undefined };
  const once: With = { asking: { ...asking, chain }, known, after: async () => known, asker };
  const asked = questions.map(async ({ name, probes, read }): Promise<Evidence> => {
    const { verdict, ms, summary } = read(known);
    const again = named(probes).filter(([part, { twice }]) => twice && known[part] !== undefined);
    if (verdict !== 'problem' || again.length === 0 || (ms ?? AT_ONCE_MS) >= AT_ONCE_MS) {
      return {};
    }
    const second = await askProbes(again, once);
    const unasked = again.some(([part]) => second[part] === undefined);
    return unasked || read(merged(known, second)).verdict === 'problem' ? {} : { ...second, atFirst: { [name]: summary } };
  });
  return (await Promise.all(asked)).reduce(merged, known);
}

/** Asks what only answers make worth asking, until no answer calls for more. */
export async function askFurther(questions: readonly ChainQuestion[], asking: Asking, known: Evidence, asker: Asker): Promise<Evidence> {
  const asked = questions.filter((question) => applies(question, asking));
  const left = new Set(asked.flatMap(({ further = {} }) => named(further)));
  let evidence = known;
  for (;;) {
    const before = evidence;
    const due = [...left].filter(([, { when }]) => when?.(asking, before) ?? true);
    if (due.length === 0) {
      return evidence;
    }
    due.forEach((each) => left.delete(each));
    evidence = merged(before, await askProbes(due, { asking, known: before, after: async () => before, asker }));
  }
}

/** Whether a question is put to this chain at all. */
export function applies(question: ChainQuestion, asking: Asking): boolean {
  return question.applies?.(asking) ?? true;
}

/** What probes are asked with. */
interface With {
  readonly asking: Asking;
  readonly known: Evidence;
  readonly after: After;
  readonly asker: Asker;
}

async function askProbes(probes: readonly Named[], { asking, known, after, asker }: With): Promise<Evidence> {
  const inner = asDirect(asking);
  const { sockJs, chain } = asking;
  const due = probes.filter(([part, { when }]) => !chain.omit?.includes(part) && (when?.(asking, known) ?? true));
  const found = due.map(async ([part, probe]): Promise<Evidence> => {
    const title = sockJs ? `sockjs ${part}` : part;
    const [through, direct] = await Promise.all([
      asker.ask(title, () => probe.ask(asking, known, after)),
      probe.directly && inner && asker.ask(`direct ${title}`, () => probe.ask(inner, known, after)),
    ]);
    return { [part]: through, ...(probe.directly && inner ? { direct: { [part]: direct } } : {}) };
  });
  return (await Promise.all(found)).reduce(merged, {});
}

function merged(one: Evidence, other: Evidence): Evidence {
  return {
    ...one,
    ...other,
    ...(one.direct || other.direct ? { direct: { ...one.direct, ...other.direct } } : {}),
    ...(one.atFirst || other.atFirst ? { atFirst: { ...one.atFirst, ...other.atFirst } } : {}),
  };
}

function named(probes: Probes): Named[] {
  return Object.entries(probes) as [Part, Probe<Evidence[Part]>][];
}
