import { App, Duration, Stack } from 'aws-cdk-lib';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import { settings } from '../../lib/app/settings';

const read = (context: Record<string, unknown> = {}) => settings(new App({ context }).node);
const facts = (context: Record<string, unknown>) =>
  read(context)
    .routes.map((route) => route._render())
    .map(({ kind, path }) => `${kind} ${path}`);

test('without a word there is the example', () => {
  const { routes, ...rest } = read();
  expect(routes.map(({ path }) => path)).toEqual(['/ws-stomp']);
  expect(rest).toEqual({
    stack: 'SpringWebSocket',
    port: 8080,
    jar: undefined,
    domain: undefined,
    zone: undefined,
    zoneId: undefined,
    instance: undefined,
    connections: undefined,
    hosts: 1,
    relay: false,
    instanceType: undefined,
    image: expect.any(Function),
    startTimeout: undefined,
  });
});

test('everything at once', () => {
  const { routes, image, startTimeout, ...rest } = read({
    stack: 'Chat',
    jar: 'target',
    domain: 'api.example.com',
    zone: 'example.com',
    zoneId: 'Z1',
    route: '/a, stomp:/b ,handler:/c,sse:/d',
    hosts: '3',
    connections: 12_000,
    instanceType: 'm7g.large',
    image: 'debian13',
    startTimeout: '600',
    port: '9000',
  });
  expect(routes).toHaveLength(4);
  expect(image({}).bind(new Stack(), { architecture: InstanceArchitecture.X86_64, needsJava: false })).toMatchObject({
    sessionManager: false,
  });
  expect(startTimeout).toEqual(Duration.seconds(600));
  expect(rest).toEqual({
    stack: 'Chat',
    jar: 'target',
    domain: 'api.example.com',
    zone: 'example.com',
    zoneId: 'Z1',
    instance: undefined,
    hosts: 3,
    relay: false,
    connections: 12_000,
    instanceType: 'm7g.large',
    port: 9000,
  });
});

test.each([
  ['/ws', ['sockjs /ws']],
  ['sockjs:/ws', ['sockjs /ws']],
  ['stomp:/ws,sse:/events', ['stomp /ws', 'sse /events']],
  [' handler:/raw ', ['handler /raw']],
  ['/a:b', ['sockjs /a:b']],
])('route=%s', (route, expected) => {
  expect(facts({ route })).toEqual(expected);
});

test.each<[Record<string, unknown>, string]>([
  [
    { jar: 'a.jar', instance: 'i-1' },
    "jar is 'a.jar' and instance is 'i-1': give the jar to run it on the host, or the instance to stand in front of it",
  ],
  [{ zone: 'example.com' }, "zone is 'example.com' but there is no domain: add -c domain=api.example.com"],
  [{ zoneId: 'Z1' }, "zone is 'Z1' but there is no domain: add -c domain=api.example.com"],
  [{ domain: 'api.example.com' }, "domain is 'api.example.com' but there is no zone: add -c zone=example.com, its hosted zone in Route 53"],
  [
    { domain: 'api.example.org', zone: 'example.com' },
    "domain is 'api.example.org', which is outside the zone example.com: give the zone that contains it",
  ],
  [
    { domain: 'notexample.com', zone: 'example.com' },
    "domain is 'notexample.com', which is outside the zone example.com: give the zone that contains it",
  ],
  [{ hosts: 0 }, "hosts is '0': give 1 or more"],
  [{ route: 'ws' }, "path is 'ws': a route begins with a slash, write '/ws'"],
  [{ route: '/a,,/b' }, "path is '': a route begins with a slash, write '/'"],
  [
    { route: 'graphql:/ws' },
    "route is 'graphql:/ws': begin with a slash for SockJS, or with sockjs:, stomp:, handler:, sse: such as stomp:/ws",
  ],
  [{ route: 'constructor:/ws' }, "route is 'constructor:/ws': begin with a slash for SockJS"],
  [{ port: '80a' }, "port is '80a': give a whole number"],
  [{ connections: '-5' }, "connections is '-5': give a whole number"],
  [{ connections: '1.5' }, "connections is '1.5': give a whole number"],
  [{ startTimeout: '5m' }, "startTimeout is '5m': give a whole number"],
  [{ image: 'ubuntu' }, "image is 'ubuntu': give al2023 or debian13"],
])('fails with %j', (context, message) => {
  expect(() => read(context)).toThrow(message);
});
