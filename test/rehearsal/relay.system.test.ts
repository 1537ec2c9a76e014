import { Messaging, Route, SpringApp, StompBroker } from '../../lib';
import { exampleJar } from '../../lib/app/example';
import { rehearsed } from './command';
import { synthesize } from './users-app';

jest.setTimeout(240_000);

const CHAT = ['--echo', '/app/rooms/lobby=/topic/rooms/lobby'];
const ADA = ['--echo-user', '/app/notifications/ada=/user/queue/notifications', '--connect-header', 'login: ada'];

/** The example, which relays to a broker that is there already. */
function relaying(): string {
  const app = SpringApp.fromJar(
    exampleJar(() => undefined),
    { environment: { SPRING_PROFILES_ACTIVE: 'relay' } },
  );
  const broker = StompBroker.existing({ endpoints: ['b-1.mq.test:61614', 'b-2.mq.test:61614'] });
  return synthesize(app, () => [Route.stomp('/ws-stomp/websocket')], Messaging.relay(broker));
}

test('two hosts relay to an ActiveMQ through nginx, over TLS that is verified', async () => {
  const { answers, ...outcome } = await rehearsed('--app', relaying(), '--hosts', '2', ...CHAT, ...ADA);
  expect(outcome).toEqual({ verdict: 'healthy', cause: undefined, notices: [], exit: 0 });
  expect(answers).toMatchObject({
    relay: 'healthy: every host holds a session with the broker',
    'between-hosts /ws-stomp/websocket': expect.stringMatching(/; 10 of 10, once each/) as unknown,
    'same-user /ws-stomp/websocket': expect.stringMatching(/; 10 of 10, once each/) as unknown,
  });
});
