import { holds } from '../claims';
import { ask, type Attacked } from './attacked';
import { exchangeRaw, lines, statuses } from './raw';
import type { Show } from './show';

/** Requests that are larger than anybody needs. */
export async function showOversized(attacked: Attacked, show: Show): Promise<void> {
  const { front, back, service, lab } = attacked;
  const host = `Host: ${service.domain}`;
  const many = Array.from({ length: 2000 }, (_, index) => `X-${index}: ${'v'.repeat(30)}`);
  const requests: Record<string, string> = {
    'a header of 20 kB': lines('GET / HTTP/1.1', host, `Cookie: ${'c'.repeat(20_000)}`),
    'headers of 120 kB': lines('GET / HTTP/1.1', host, ...Array.from({ length: 8 }, (_, index) => `X-${index}: ${'v'.repeat(15_000)}`)),
    '2000 headers': lines('GET / HTTP/1.1', host, ...many),
    'a target of 20 kB': lines(`GET /${'a'.repeat(20_000)} HTTP/1.1`, host),
    'a header name of 20 kB': lines('GET / HTTP/1.1', host, `${'N'.repeat(20_000)}: x`),
    'no end of one line': `GET /${'a'.repeat(200_000)}`,
  };
  await show(
    {
      id: 'oversized',
      claim: 'Oversized headers and targets get 4xx, and the host stays healthy.',
      how: `${Object.keys(requests).join(', ')}: through the load balancer and straight to nginx.`,
      parts: ['load balancer', 'nginx'],
    },
    async () => {
      const outcomes: string[] = [];
      for (const door of [front, back]) {
        for (const [name, bytes] of Object.entries(requests)) {
          const [status = 0] = statuses(await exchangeRaw(door, bytes));
          holds(status === 0 || (status >= 400 && status < 500), `${name} ${door.name} is answered with ${status}`);
          outcomes.push(`${name} ${door === front ? 'in front' : 'behind'}: ${status || 'closed'}`);
        }
      }
      const { status } = await ask(attacked);
      holds(status === 200, `afterwards the application answers ${status}`);
      const health = lab.loadBalancers
        .health(service.id('AWS::ElasticLoadBalancingV2::TargetGroup'))
        .map(({ state }) => state)
        .join();
      holds(health === 'healthy', `the host is ${health} afterwards`);
      return `${outcomes.join(', ')}; then 200, target healthy`;
    },
  );
}
