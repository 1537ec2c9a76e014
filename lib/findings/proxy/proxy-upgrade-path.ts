import { refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';

/** The proxy changes the path of handshakes only. */
export const proxyUpgradePath: Finding = {
  code: 'PROXY-UPGRADE-PATH',
  hop: 'proxy',
  title: 'the proxy passes handshakes to another path than other requests',
  cause:
    'http-proxy-middleware that is mounted by a path, with the same path in its target: Express strips it from requests, ' +
    'and nobody strips it from upgrades, so that it is there twice.',
  why: 'The application answers the handshake with 404, while /info and all fallbacks work.',
  ...curedBy('Let requests and upgrades go through one rule that leaves the path alone', {
    'http-proxy-middleware': {
      cure: 'Use pathFilter instead of a mount path, and hand it the upgrade events of the server',
      paste: [
        "const proxy = createProxyMiddleware({ target: 'http://127.0.0.1:8080', ws: true, pathFilter: '/ws-stomp' });",
        'app.use(proxy);',
        "server.on('upgrade', proxy.upgrade);",
      ].join('\n'),
    },
  }),
  symptoms: [...refusedWith(404)],
  source: ['https://github.com/chimurai/http-proxy-middleware#websocket'],
  explains: ['websocket'],
  refutedBy: ['101', 'asked for the same path', 'refused by a proxy', 'refused before the proxy', 'same when direct'],
  alsoCures: ['CLI-SILENT-DOWNGRADE'],
  matches({ info, handshake }) {
    return info?.isInfo === true && info.websocket === true && handshake?.status === 404 && whoAnswered(handshake) === 'spring';
  },
};
