import { Duration, Lazy } from 'aws-cdk-lib';
import { Route } from '../../lib/spring/route';

test.each([
  ['sockjs', Route.sockJs('/ws-stomp')],
  ['stomp', Route.stomp('/ws-stomp')],
  ['handler', Route.handler('/ws-stomp')],
  ['sse', Route.sse('/ws-stomp')],
])('a %s route', (kind, route) => {
  expect(route.path).toBe('/ws-stomp');
  expect(route._render()).toEqual({
    kind,
    path: '/ws-stomp',
    handshakePath: '/ws-stomp',
    idleSeconds: 3600,
    handshake: undefined,
    location: { prefix: '/ws-stomp', idleSeconds: 3600, extra: [] },
  });
});

test.each([
  ['/', undefined, '/'],
  ['/ws', undefined, '/ws'],
  ['/ws/', undefined, '/ws'],
  ['/a/b-c/d_e.f~1@2:3+4,5=6', undefined, '/a/b-c/d_e.f~1@2:3+4,5=6'],
  ['/rooms/{room}', '/rooms/7', '/rooms'],
  ['/rooms/{room}/live/{user}', '/rooms/7/live/me', '/rooms'],
  ['/{tenant}', '/x', '/'],
])('nginx matches %s by its literal beginning', (path, handshakePath, prefix) => {
  const { location, ...facts } = Route.stomp(path, { handshakePath })._render();
  expect(location.prefix).toBe(prefix);
  expect(facts).toMatchObject({ path, handshakePath: handshakePath ?? path });
});

test('its own nginx text and idle timeout', () => {
  const { location } = Route.sse('/events', { idleTimeout: Duration.minutes(10), nginx: 'limit_req zone=a burst=5;' })._render();
  expect(location).toMatchObject({ prefix: '/events', idleSeconds: 600, extra: [{ name: 'limit_req', args: ['zone=a', 'burst=5'] }] });
});

describe('a path', () => {
  const part = (wrong: string) =>
    `its part '${wrong}' is not a plain path segment; write letters, digits and . ` +
    '_ ~ @ : + , = - between slashes, or {name} for a path variable';

  test.each([
    ['ws', "path is 'ws': a route begins with a slash, write '/ws'"],
    ['', "path is '': a route begins with a slash, write '/'"],
    ['/a b', `path is '/a b': ${part('a b')}`],
    ['/ws;return 200', `path is '/ws;return 200': ${part('ws;return 200')}`],
    ['/ws{', `path is '/ws{': ${part('ws{')}`],
    ['/ws/*', `path is '/ws/*': ${part('*')}`],
    ['/ws/**', `path is '/ws/**': ${part('**')}`],
    ['/$uri', `path is '/$uri': ${part('$uri')}`],
    ['/ws"', `path is '/ws"': ${part('ws"')}`],
    ['/ws\n/x', `path is '/ws\n/x': ${part('ws\n')}`],
    ['/ws\n', `path is '/ws\n': ${part('ws\n')}`],
    ['/ws?x=1', `path is '/ws?x=1': ${part('ws?x=1')}`],
    ['/ws#x', `path is '/ws#x': ${part('ws#x')}`],
    ['/%77s', `path is '/%77s': ${part('%77s')}`],
    ['//ws', `path is '//ws': ${part('')}`],
    ['/a//b', `path is '/a//b': ${part('')}`],
    ['/a/../b', `path is '/a/../b': ${part('..')}`],
    ['/./a', `path is '/./a': ${part('.')}`],
    ['/räume', `path is '/räume': ${part('räume')}`],
    ['/rooms/{room', `path is '/rooms/{room': ${part('{room')}`],
    ['/rooms/a{room}', `path is '/rooms/a{room}': ${part('a{room}')}`],
    ['/rooms/{room:[0-9]+}', `path is '/rooms/{room:[0-9]+}': ${part('{room:[0-9]+}')}`],
  ])('fails as %j', (path, message) => {
    expect(() => Route.stomp(path)).toThrow(new Error(message));
  });

  test('fails when only AWS knows it', () => {
    expect(() => Route.stomp(Lazy.string({ produce: () => '/ws' }))).toThrow(/^path is known only on AWS/);
  });
});

describe("the path of the deployment's own handshake", () => {
  test.each([
    [
      '/rooms/{room}/ws',
      undefined,
      'handshakePath is needed for route /rooms/{room}/ws: give a real path that stands for its variables, such as /rooms/x/ws',
    ],
    [
      '/rooms/{room}',
      '/rooms/{room}',
      'handshakePath is needed for route /rooms/{room}: give a real path that stands for its variables, such as /rooms/x',
    ],
    ['/rooms/{room}', '/other', 'handshakePath /other does not lie under route /rooms/{room}: give a path that begins with /rooms'],
    [
      '/rooms/{room}',
      '/roomsandmore',
      'handshakePath /roomsandmore does not lie under route /rooms/{room}: give a path that begins with /rooms',
    ],
    ['/ws', '/wss', 'handshakePath /wss does not lie under route /ws: give a path that begins with /ws'],
    ['/ws', 'ws', "handshakePath is 'ws': a route begins with a slash, write '/ws'"],
  ])('fails for %s as %j', (path, handshakePath, message) => {
    expect(() => Route.stomp(path, { handshakePath })).toThrow(new Error(message));
  });
});

describe('the idle timeout', () => {
  test.each([
    ['25 s', Duration.seconds(25), 'idleTimeout of route /ws is 25 s: it must be above the heartbeat of 25 s'],
    ['4001 s', Duration.seconds(4001), 'idleTimeout of route /ws is 4001 s'],
    ['no number', Duration.seconds(NaN), 'NaN must be a whole number of seconds'],
    ['a part of a second, which nginx does not take', Duration.seconds(30.5), '30.5 must be a whole number of seconds'],
    ['known only on AWS', Duration.seconds(Lazy.number({ produce: () => 60 })), 'idleTimeout of route /ws is known only on AWS'],
  ])('fails with %s', (_, idleTimeout, message) => {
    expect(() => Route.stomp('/ws', { idleTimeout })).toThrow(message);
  });
});

describe('routes together', () => {
  test.each([
    [['/ws', '/ws-native', '/ws/admin', '/wsx']],
    [['/', '/ws']],
    [['/a/b', '/a', '/a/b/c']],
    [['/rooms/{room}', '/rooms/all/x', '/room']],
  ])('may be %j: the longest prefix wins', (paths) => {
    const routes = paths.map((path) => Route.stomp(path, path.includes('{') ? { handshakePath: '/rooms/1' } : {}));
    expect(() => Route._checkAll(routes)).not.toThrow();
  });

  test.each([
    ['/ws', '/ws', 'routes /ws and /ws collide: both begin at /ws; keep one of them'],
    ['/ws', '/ws/', 'routes /ws and /ws/ collide: both begin at /ws; keep one of them'],
    ['/rooms/{room}', '/rooms/{user}/x', 'routes /rooms/{room} and /rooms/{user}/x collide: both begin at /rooms; keep one of them'],
    ['/rooms', '/rooms/{room}', 'routes /rooms and /rooms/{room} collide: both begin at /rooms; keep one of them'],
    ['/', '/{x}', 'routes / and /{x} collide: both begin at /; keep one of them'],
  ])('fail as %s and %s', (first, second, message) => {
    const route = (path: string) => Route.stomp(path, { handshakePath: path.replace(/\{\w+\}/g, 'x') });
    expect(() => Route._checkAll([route(first), route(second)])).toThrow(new Error(message));
  });

  test('fail at the path of the health answer', () => {
    expect(() => Route._checkAll([Route.stomp('/.well-known/websocket-host/health')])).toThrow(/\/\.well-known\/websocket-host\/health/);
  });

  test('fail when there is none', () => {
    expect(() => Route._checkAll([])).toThrow(new Error("routes is empty: name at least one, such as Route.sockJs('/ws-stomp')"));
  });
});
