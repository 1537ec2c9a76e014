import type { FindingCases } from '../finding-cases';
import { emergency } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { nginxTest: { ok: false, output: 'nginx: [emerg] unknown directive' } },
  lines: [
    emergency('"location" directive is not allowed here in /etc/nginx/conf.d/websocket.conf:1'),
    emergency('duplicate location "/ws" in /etc/nginx/nginx.conf:12'),
    emergency('bind() to 0.0.0.0:80 failed (98: Address already in use)'),
    emergency('no "events" section in configuration'),
    'nginx: [emerg] invalid number of arguments in "proxy_pass" directive in /etc/nginx/nginx.conf:9',
  ],
};
