import type { Evidence } from '../findings/evidence';
import type { Examined } from './answer';
import { ask, type Progress } from './ask';
import type { Chain } from './chain';
import { examineChain } from './examine-chain';
import { examineRoute } from './examine-route';
import { report, type Report } from './report';

/** Examines a chain: what concerns all of it, then every route, then the host's own gate. */
export async function examine(chain: Chain, known: Examined[] = [], progress: Progress = {}): Promise<Report> {
  const before = Object.assign({}, ...known.map(({ evidence }) => evidence)) as Evidence;
  const whole = await examineChain(chain, before, progress);
  const routes: Examined[] = [];
  for (const route of chain.routes) {
    routes.push(await examineRoute(chain, route, { ...whole.evidence, health: undefined, nginxTest: undefined, app: undefined }, progress));
  }
  const { gate } = chain;
  if (gate) {
    routes.push(await ask({ question: 'gate', hop: 'host', asked: 'the gate on the host' }, {}, async () => ({ gate: await gate() }), progress));
  }
  return report([{ evidence: whole.evidence, answers: [...known.flatMap(({ answers }) => answers), ...whole.answers] }, ...routes]);
}
