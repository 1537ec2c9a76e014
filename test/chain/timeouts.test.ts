import { distance, HOPS } from '../../lib/chain/hops';
import {
  checkLoadBalancerIdle,
  checkRouteIdle,
  HEARTBEAT_SECONDS,
  MAX_LOAD_BALANCER_IDLE_SECONDS,
  NGINX_KEEPALIVE_SECONDS,
  signalSeconds,
} from '../../lib/chain/timeouts';

test("heartbeat < what a route may ask for <= the load balancer's limit < nginx's keep-alive", () => {
  expect([HEARTBEAT_SECONDS, MAX_LOAD_BALANCER_IDLE_SECONDS, NGINX_KEEPALIVE_SECONDS]).toEqual([25, 4000, 4100]);
});

test('a request meets the hops in this order', () => {
  expect([...HOPS]).toEqual(['client', 'dns', 'tcp', 'tls', 'load-balancer', 'host', 'proxy', 'nginx', 'spring-boot', 'broker']);
  expect(HOPS.map(distance)).toEqual([...HOPS.keys()]);
});

describe('the signal timeout', () => {
  test.each([
    [1, 901],
    [300, 1200],
    [2700, 3600],
  ])('a start of %i s makes %i s', (start, signal) => {
    expect(signalSeconds(start)).toBe(signal);
  });

  test('is longer by the bake time', () => {
    expect([signalSeconds(300, 600), signalSeconds(300, 2400)]).toEqual([1800, 3600]);
    expect(() => signalSeconds(300, 2401)).toThrow(
      /^bakeTime is 2401 s, .* take 1200 s: give at most 2400 seconds, or a shorter startTimeout$/,
    );
  });

  test.each([0, -1, 2701])('fails for a start of %d s', (start) => {
    expect(() => signalSeconds(start)).toThrow(
      new Error(
        `startTimeout is ${start} s, but CloudFormation waits at most an hour for a host, ` +
          'of which boot and target health take 900 s: give 1 to 2700 seconds',
      ),
    );
  });
});

describe('the idle timeout of a route', () => {
  test.each([26, 60, 4000])('may be %i s', (idle) => {
    expect(() => checkRouteIdle('/ws', idle)).not.toThrow();
  });

  test.each([0, 25, 4001])('fails when it is %d s', (idle) => {
    expect(() => checkRouteIdle('/ws', idle)).toThrow(
      new Error(
        `idleTimeout of route /ws is ${idle} s: ` +
          "it must be above the heartbeat of 25 s (better twice that) and at most 4000 s, the load balancer's limit",
      ),
    );
  });
});

describe('the idle timeout of a load balancer', () => {
  const routes = [
    { path: '/ws', idleSeconds: 600 },
    { path: '/events', idleSeconds: 3600 },
  ];

  test.each([3600, 4000])('may be %i s when the longest route has 3600 s', (idle) => {
    expect(() => checkLoadBalancerIdle(idle, routes)).not.toThrow();
  });

  test.each([0, 4001])('fails when it is %d s', (idle) => {
    expect(() => checkLoadBalancerIdle(idle, [])).toThrow(new Error(`idleTimeout is ${idle} s, but a load balancer takes 1 to 4000 s`));
  });

  test("fails below a route's, which it names", () => {
    expect(() => checkLoadBalancerIdle(3599, routes)).toThrow(
      new Error(
        'idleTimeout of the load balancer is 3599 s, but route /events lets sockets be silent for 3600 s: ' +
          'give the load balancer idleTimeout: Duration.seconds(3600), or the route a shorter one',
      ),
    );
  });
});
