import { NOT_OPENED } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';

/** The proxy takes the handshake and never answers it. */
export const proxyUpgradeSwallowed: Finding = {
  code: 'PROXY-UPGRADE-SWALLOWED',
  hop: 'proxy',
  title: 'the proxy never answers a WebSocket handshake, although it answers HTTP',
  cause:
    'Proxies in Node.js leave upgrades alone unless told to take them: Vite and webpack-dev-server without ws, http-proxy-middleware too.',
  why: 'The socket stays "connecting" until the client gives up; SockJS goes on with its other transports.',
  ...curedBy('Let the proxy take upgrades: ws: true, and the upgrade event where the server is your own', {
    vite: {
      cure: 'Set ws in server.proxy, without changeOrigin',
      paste: "'/ws-stomp': { target: 'http://127.0.0.1:8080', ws: true },",
    },
    'webpack-dev-server': {
      cure: 'Set ws in devServer.proxy',
      paste: "proxy: [{ context: ['/ws-stomp'], target: 'http://127.0.0.1:8080', ws: true }], compress: false,",
    },
    'http-proxy-middleware': {
      cure: 'Set ws and pathFilter, and hand it the upgrade events of the server',
      paste: [
        "const proxy = createProxyMiddleware({ target: 'http://127.0.0.1:8080', ws: true, pathFilter: '/ws-stomp' });",
        'app.use(proxy);',
        "server.on('upgrade', proxy.upgrade);",
      ].join('\n'),
    },
  }),
  symptoms: [{ seen: 'user', text: 'a WebSocket stays at "connecting" although pages load' }, ...NOT_OPENED],
  source: ['https://vite.dev/config/server-options#server-proxy', 'https://github.com/chimurai/http-proxy-middleware#websocket'],
  explains: ['websocket'],
  refutedBy: ['101', 'frame'],
  alsoCures: ['CLI-SILENT-DOWNGRADE'],
  matches({ handshake, info, eventStream, otherWay, direct }) {
    const isSilent = handshake?.status === undefined && handshake?.failure?.kind === 'timeout';
    const answersHttp = [info, eventStream, otherWay?.info].some((answer) => (answer?.status ?? 500) < 500);
    // A server without a free thread or connection keeps silent past the proxy too.
    return isSilent && answersHttp && (direct?.handshake === undefined || direct.handshake.status !== undefined);
  },
};
