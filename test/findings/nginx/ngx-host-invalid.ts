import type { FindingCases } from '../finding-cases';
import { conf, GOOD } from '../configuration';
import { handshake, info, noInfo, refusedWith } from '../evidence';
import { spring } from '../log-lines';

const through = (name: string) =>
  conf(GOOD.replace('127.0.0.1:8080', name).replace('proxy_set_header Host $host;', ''), {
    http: `upstream ${name} { server 127.0.0.1:8080; }`,
  });

const TOMCAT = '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title></head></html>';
const refused = { ...noInfo(400, TOMCAT), ...refusedWith(400, TOMCAT) };

export const CASES: FindingCases = {
  evidence: { ...refused, direct: { info, handshake } },
  // the application itself refuses everything, whatever Host it gets
  refuted: [{ ...refused, direct: refused }],
  configuration: { severity: 'problem', broken: through('my_app'), healthy: through('my-app') },
  lines: [
    spring('The host [my_app] is not valid', ' INFO'),
    'java.lang.IllegalArgumentException: The character [_] is never valid in a domain name.',
  ],
};
