import type { FindingCases } from '../finding-cases';
import { noInfo, page, raw, refusedWith } from '../evidence';
import { spring } from '../log-lines';

const JETTY = (status: number, reason: string) => `<html>\n<body>\n<h2>HTTP ERROR ${status} ${reason}</h2>\n</body>\n</html>\n`;
const TOMCAT = '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title>';

export const CASES: FindingCases = {
  evidence: noInfo(431, JETTY(431, 'Request Header Fields Too Large')),
  fromOutside: [
    { ...raw, ...refusedWith(431, JETTY(431, 'Request Header Fields Too Large')) },
    { ...raw, ...refusedWith(414, JETTY(414, 'URI Too Long')) },
    { ...raw, ...refusedWith(431, '') },
    { ...raw, ...refusedWith(414, '') },
    { ...raw, ...refusedWith(400, TOMCAT), headBytes: 10_000 },
    { ...raw, ...refusedWith(400, ''), headBytes: 10_000 },
    { ...noInfo(400, TOMCAT), headBytes: 10_000 },
  ],
  refuted: [
    { ...raw, ...refusedWith(400, TOMCAT), headBytes: 300 },
    { ...raw, ...refusedWith(400, '') },
    { ...raw, ...refusedWith(400, 'Can "Upgrade" only to "WebSocket".'), headBytes: 10_000 },
    { ...raw, ...refusedWith(414, page(414)) },
    { ...raw, ...refusedWith(431, '', { server: 'envoy' }) },
  ],
  lines: [
    spring('java.lang.IllegalArgumentException: Request header is too large'),
    '<h2>HTTP ERROR 431 Request Header Fields Too Large</h2>',
  ],
};
