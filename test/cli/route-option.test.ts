import { namedRoute } from '../../lib/cli/route-option';

test.each([
  ['/ws', { path: '/ws' }],
  ['/', { path: '/' }],
  ['/ws//', { path: '/ws/' }],
  ['/ws:1/a', { path: '/ws:1/a' }],
  ['sockjs:/ws', { path: '/ws', kind: 'sockjs' }],
  ['stomp:/ws', { path: '/ws', kind: 'stomp' }],
  ['handler:/ws', { path: '/ws', kind: 'handler' }],
  ['sse:/events', { path: '/events', kind: 'sse' }],
  ['https://live.test/ws', { path: '/ws', host: 'live.test' }],
  ['http://live.test/ws', { path: '/ws', host: 'live.test' }],
  ['wss://live.test/ws', { path: '/ws', host: 'live.test' }],
  ['ws://live.test/ws', { path: '/ws', host: 'live.test' }],
  ['HTTPS://Live.TEST/Ws', { path: '/Ws', host: 'live.test' }],
  ['https://live.test:8443/ws', { path: '/ws', host: 'live.test', port: 8443 }],
  ['https://live.test', { path: '/', host: 'live.test' }],
  ['https://live.test/ws/', { path: '/ws/', host: 'live.test' }],
  ['wss://live.test/ws?token=1#a', { path: '/ws', host: 'live.test' }],
  ['https://live_1.test/ws', { path: '/ws', host: 'live_1.test' }],
  ['https://192.0.2.1:8443/ws', { path: '/ws', host: '192.0.2.1', port: 8443 }],
  ['https://[2001:db8::1]:8443/ws', { path: '/ws', host: '[2001:db8::1]', port: 8443 }],
  ['sockjs:https://live.test/ws', { path: '/ws', kind: 'sockjs', host: 'live.test' }],
  ['stomp:wss://live.test:8443/ws', { path: '/ws', kind: 'stomp', host: 'live.test', port: 8443 }],
  ['sse:http://live.test/events', { path: '/events', kind: 'sse', host: 'live.test' }],
])('%s', (word, route) => expect(namedRoute(word)).toEqual(route));

test.each([
  ['no path', 'ws'],
  ['nothing', ''],
  ['a kind alone', 'sockjs:'],
  ['a kind that there is not', 'socket:/ws'],
  ['a scheme without a host', 'https:/ws'],
  ['a host alone', 'live.test/ws'],
  ['a host without a scheme', '//live.test/ws'],
  ['another scheme', 'ftp://live.test/ws'],
  ['a password', 'https://me:secret@live.test/ws'],
  ['a port that is none', 'https://live.test:x/ws'],
  ['a query of a path', '/ws?token=1'],
  ['two words', '/ws /sock'],
  ['the kind after the scheme', 'https:sockjs://live.test/ws'],
])('fails for %s', (_, word) => {
  expect(() => namedRoute(word)).toThrow(
    `--route is ${word}: write a path such as /ws, what speaks there before it ` +
      '(sockjs:/ws, stomp:/ws, handler:/ws, sse:/ws), or https://host/ws',
  );
});
