import { curedBy } from '../cures';
import type { Finding } from '../finding';

/** The development server answers with a WebSocket of its own. */
export const proxyDevSocket: Finding = {
  code: 'PROXY-DEV-SOCKET',
  hop: 'proxy',
  title: 'the development server answers with a WebSocket of its own',
  cause: 'webpack-dev-server tells browsers of changed files at /ws, and takes every WebSocket there before its proxy does.',
  why: 'The socket opens, agrees to any sub-protocol and sends {"type":"hot"}; a STOMP client waits for CONNECTED in vain.',
  ...curedBy('Give the development server another path for its own WebSocket', {
    'webpack-dev-server': {
      cure: 'Move its own WebSocket away',
      paste: [
        "webSocketServer: { type: 'ws', options: { path: '/wds-hmr' } }, client: { webSocketURL: { pathname: '/wds-hmr' } },",
        "proxy: [{ context: ['/ws-stomp'], target: 'http://127.0.0.1:8080', ws: true }], compress: false,",
      ].join('\n'),
    },
  }),
  symptoms: [{ seen: 'frame', text: '{"type":"hot"}' }],
  source: ['https://webpack.js.org/configuration/dev-server/#devserverwebsocketserver'],
  explains: ['websocket', 'stomp'],
  refutedBy: ['frame'],
  matches({ handshake }) {
    return handshake?.firstFrame?.startsWith('{"type":"hot"') === true;
  },
};
