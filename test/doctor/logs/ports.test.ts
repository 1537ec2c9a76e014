import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { nginx, spring } from '../../findings/log-lines';

const refused = (upstream: string) =>
  nginx(
    'connect() failed (111: Connection refused) while connecting to upstream',
    `, client: 10.0.0.1, server: , request: "GET /ws HTTP/1.1", upstream: "${upstream}", host: "h"`,
  );
const cause = async (...lines: readonly string[]) => (await examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]))).cause;

test.each([
  ['Tomcat started on port 8080 (http) with context path', 8080],
  ['Tomcat started on port(s): 8080 (http) with context path', 8080],
  ['Tomcat started on ports 8443 (https), 8080 (http)', 8443],
  ['Jetty started on port 9000 (http/1.1) with context path', 9000],
  ['Undertow started on port 8080 (http)', 8080],
  ['Netty started on port 8080 (http)', 8080],
])('%s: another port than the one that nginx asks', async (started, port) => {
  const found = await cause(refused('http://127.0.0.1:5000/ws'), refused('http://127.0.0.1:5000/ws'), spring(started, ' INFO'));
  expect(found).toMatchObject({
    code: 'APP-502',
    count: 2,
    details: [
      expect.stringMatching(`^nginx asks port 5000, and the application listens on ${port}.*: start it with SERVER_PORT=5000`) as unknown,
    ],
  });
});

/** What does not explain each other. */
test.each([
  ['the same port', [refused('http://127.0.0.1:8080/ws'), spring('Tomcat started on port 8080 (http)', ' INFO')]],
  [
    'one of several',
    [refused('http://[::1]:5000/'), refused('http://10.0.0.7:8080/'), spring('Tomcat started on port 8080 (http)', ' INFO')],
  ],
  ['the second port of two', [refused('http://127.0.0.1:8080/ws'), spring('Tomcat started on ports 8443 (https), 8080 (http)', ' INFO')]],
  ['nothing started', [refused('http://127.0.0.1:5000/ws')]],
  ['what a user said', [refused('http://127.0.0.1:5000/ws'), spring('ada says: Tomcat started on port 8080', ' INFO')]],
])('%s says nothing of ports', async (_, lines) => {
  expect((await cause(...lines))?.details ?? []).toEqual([]);
});
