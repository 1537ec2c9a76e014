import type { FindingCases } from '../finding-cases';
import { conf, pass } from '../configuration';
import { handshake, refusedWith } from '../evidence';
import { spring } from '../log-lines';

const jetty = (reason: string) =>
  refusedWith(
    400,
    `<html>\n<head>\n<title>Error 400 ${reason}</title>\n</head>\n<body>\n<h2>HTTP ERROR 400 ${reason}</h2>\n</body>\n</html>`,
  );

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, status: 400, acceptOk: false, body: '"Connection" must be "upgrade".' } },
  fromOutside: [jetty('Invalid h2c upgrade headers'), jetty('Bad Request')],
  refuted: [jetty('Bad HostPort'), jetty('Duplicate Host Header')],
  configuration: {
    severity: 'problem',
    broken: conf(`${pass}\n      proxy_set_header Upgrade $http_upgrade;`),
    healthy: conf(`${pass}\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection $http_connection;`),
  },
  lines: [spring('Handshake failed due to invalid Connection header [close]')],
};
