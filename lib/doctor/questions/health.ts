import { HEALTH_PATH } from '../../chain/conventions';
import type { HealthEvidence } from '../../probes/health';
import { health } from '../../probes/health';
import { patienceOf } from './asking';
import { WAY, type Asking, type ChainQuestion } from './question';
import { judge, said } from './reading';

/** What does the load balancer's health check hear? */
export const HEALTH: ChainQuestion = {
  name: 'health',
  hop: 'proxy',
  asked: ({ chain }) => `health check ${chain.health?.path ?? HEALTH_PATH}`,
  needs: WAY,
  probes: { health: { ask: askHealth, twice: true } },
  isListed: ({ chain }, { health: asked }) => chain.health !== undefined || asked !== undefined,
  parts: ['health'],
  read({ health: asked }) {
    const matched = `matcher ${asked?.matcher}`;
    const body = asked?.body ? `: ${asked.body.split('\n')[0].slice(0, 90)}` : '';
    return judge(asked?.healthy, `${asked?.status}, ${matched}`, `${asked?.status ?? said(asked?.failure)}, ${matched}${body}`, asked?.ms);
  },
};

/** A path that nobody named is a guess: only a good answer says something. */
async function askHealth(asking: Asking): Promise<HealthEvidence | undefined> {
  const { chain, target } = asking;
  const { target: own = target, path = HEALTH_PATH, matcher = '200' } = chain.health ?? {};
  const answer = await health(own, path, matcher, patienceOf(asking));
  return chain.health || answer.healthy ? answer : undefined;
}
