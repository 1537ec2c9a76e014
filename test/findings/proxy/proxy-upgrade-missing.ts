import type { FindingCases } from '../finding-cases';
import { conf, pass } from '../configuration';
import { handshake, page, rawHandler, refusedWith } from '../evidence';
import { spring } from '../log-lines';

/** What endpoints answer to a GET that do not say what it misses: a JSR-356 endpoint, a REST path, Node's ws, a page, an error. */
const asGet = (status: number, body: string, contentType = 'application/json') => ({
  ...rawHandler,
  ...refusedWith(status, body, { contentType, path: '/ws' }),
  info: undefined,
  direct: { handshake },
});

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, status: 400, acceptOk: false, body: 'Can "Upgrade" only to "WebSocket".' } },
  fromOutside: [
    asGet(404, '{"timestamp":"t","status":404,"error":"Not Found","path":"/ws"}'),
    asGet(404, ''),
    asGet(405, '{"timestamp":"t","status":405,"error":"Method Not Allowed","path":"/ws"}'),
    asGet(426, 'Upgrade Required', 'text/plain'),
    asGet(200, '{"hello":"world"}'),
    asGet(400, '{"timestamp":"t","status":400,"error":"Bad Request","path":"/ws"}'),
    { handshake: { ...handshake, status: 403, acceptOk: false, firstFrame: undefined, body: '', server: 'envoy' } },
    ...[
      '{"timestamp":"2026-11-29T13:05:07.895Z","path":"/raw","status":400,"error":"Bad Request","requestId":"6dc3459e-2"}',
      '{"timestamp":"2026-11-29T13:05:10.114Z","path":"/raw","status":400,"error":"Bad Request","requestId":"7ec687f5-2",' +
        '"message":"Can \\"Upgrade\\" only to \\"WebSocket\\"."}',
    ].map((body) => refusedWith(400, body)),
  ],
  refuted: [
    // a page of files, another path, a Host that Tomcat refuses, a proxy's own page, and what is so directly as well
    asGet(200, '<!doctype html><title>app</title>', 'text/html'),
    asGet(404, '{"timestamp":"t","status":404,"error":"Not Found","path":"/other"}'),
    asGet(400, '<!doctype html><html><head><title>HTTP Status 400 – Bad Request</title></head></html>', 'text/html'),
    asGet(404, page(404), 'text/html'),
    { ...asGet(404, '{"status":404,"timestamp":"t","path":"/ws"}'), direct: refusedWith(404, '') },
    refusedWith(
      400,
      '{"timestamp":"2026-11-29T13:05:10.114Z","path":"/raw","status":400,"error":"Bad Request","requestId":"7ec687f5-2",' +
        '"message":"room is missing"}',
    ),
  ],
  configuration: {
    severity: 'problem',
    broken: conf(`${pass}\n      proxy_set_header X-Real-IP $remote_addr;`),
    healthy: conf(`${pass}\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection "upgrade";`),
  },
  lines: [
    spring('Handshake failed due to invalid Upgrade header: null'),
    '2026-11-23T13:25:51.523Z DEBUG 832 --- [io-18999-exec-5] o.s.w.s.s.s.DefaultHandshakeHandler      : ' +
      '"Handshake failed due to invalid Upgrade header: null"',
    '{"@timestamp":"2026-11-23T13:25:51.523Z","log":{"level":"DEBUG"},"message":"\\"Handshake failed due to invalid Upgrade header: ' +
      'null\\"","ecs":{"version":"8.11"}}',
    "WebSocket connection to 'ws://127.0.0.1:28081/ws-stomp/305/j01d5mlc/websocket' failed: " +
      'Error during WebSocket handshake: Unexpected response code: 400',
    'java.io.IOException: Unexpected server response: 400',
  ],
};
