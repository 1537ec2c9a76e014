import type { Answer } from '../../lib/doctor/answer';
import { examine, type KnownChain } from '../../lib/doctor/chain/examine';
import type { Report } from '../../lib/doctor/report';
import type { RouteFacts } from '../../lib/findings/evidence';
import { exchange } from '../../lib/probes/exchange';
import type { ChainPart, Cloud } from '../cloud';
import { inService } from './boot';
import { claimsOf, holds, same } from './claims';
import type { CloudPart } from './part';

const NAME = 'serve';
const THROUGH: ChainPart[] = ['clients', 'DNS', 'certificate', 'load balancer', 'nginx', 'Spring Boot', 'EC2'];

/** Where the example echoes. */
const ECHO = { send: '/app/rooms/lobby', receive: '/topic/rooms/lobby' };

/** What each question of the doctor's shows, as a claim. */
const CLAIMS: Partial<Record<Answer['question'], string>> = {
  dns: 'The domain resolves.',
  tls: 'The certificate is for the domain, its chain is complete, and TLS is 1.2 or newer.',
  redirect: 'Plain HTTP leads to the same path under https.',
  info: 'SockJS finds its `/info`, which offers WebSocket.',
  websocket: "A WebSocket opens: a real 101 through load balancer and nginx, and SockJS's open frame.",
  stomp: 'STOMP CONNECT is answered with CONNECTED.',
  message: 'What one client sends, another receives, with the libraries that browsers use.',
  'xhr-streaming': 'The fallback xhr-streaming streams: nothing on the way holds it back.',
  eventsource: 'The fallback EventSource streams.',
  'xhr-polling': 'The fallback xhr-polling carries a session over several connections.',
};

/** The rehearsal's checks, from outside, through everything that was deployed. */
export const serve: CloudPart = {
  name: NAME,
  title: "Serve: the rehearsal's checks from outside",
  async run(cloud) {
    const service = await cloud.service();
    const show = claimsOf(cloud, NAME);
    const { length: hosts } = await inService(cloud, service);
    const outcome = await examine({ ...(await chainOf(cloud, service.origin, [{ kind: 'sockjs', path: '/ws-stomp' }])), hosts });
    for (const [question, claim] of Object.entries(CLAIMS)) {
      const answer = outcome.answers.find((each) => each.question === question);
      const how = `lib/doctor, the same code as in a rehearsal: ${answer?.asked ?? question}.`;
      await show({ id: question, claim, how, parts: THROUGH }, () => {
        holds(answer, `the doctor did not ask '${question}'`);
        same(`the answer (${answer.summary})`, answer.verdict, 'healthy');
        return `${answer.summary}${answer.ms === undefined ? '' : ` (${answer.ms} ms)`}`;
      });
    }
    await show({ id: 'healthy', claim: 'The doctor finds nothing wrong.', how: 'The report over all answers.', parts: THROUGH }, () =>
      verdict(outcome),
    );
    await show(
      {
        id: 'other-names',
        claim: 'Any other host name gets 404 and never reaches the application.',
        how: 'The same address with another Host header.',
        parts: ['load balancer'],
      },
      async () => {
        const target = await cloud.target(service.origin);
        const { status, body } = await exchange({ ...target, headers: { Host: 'stranger.example.net' } }, { path: '/' });
        same('status', status, 404);
        return `404 "${body}"`;
      },
    );
  },
};

/** What the doctor asks about a deployed service. */
export async function chainOf(
  { target, resolve }: Pick<Cloud, 'target' | 'resolve'>,
  origin: string,
  routes: readonly RouteFacts[],
  echo: KnownChain['echo'] = ECHO,
): Promise<KnownChain> {
  return {
    target: await target(origin),
    http: await target(origin.replace(/^https:/, 'http:')),
    redirects: true,
    resolve: resolve && (() => resolve(new URL(origin).hostname)),
    proxy: 'nginx',
    hosts: 1,
    loadBalancer: { stickiness: true, idleSeconds: 3600 },
    echo,
    routes,
  };
}

/** The report in a sentence; throws when it is not a good one. */
export function verdict({ verdict: found, cause, answers }: Report): string {
  const wrong = answers
    .filter(({ verdict: each }) => each === 'problem' || each === 'undetermined')
    .map(({ question, summary }) => `${question}: ${summary}`);
  holds(found === 'healthy', `the verdict is ${found}${cause ? ` (${cause.code}: ${cause.title})` : ''}; ${wrong.join('; ')}`);
  return `${answers.filter(({ verdict: each }) => each === 'healthy').length} of ${answers.length} questions answered well, none badly`;
}
