import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { readLine } from '../../../lib/doctor/logs/read-line';
import { millis } from '../../../lib/doctor/logs/when';

/** As Tomcat 11.0.2 and Jetty 12.0.16 wrote them, started without Spring Boot. */
const TOMCAT =
  '29-Nov-2026 13:48:22.468 INFO [http-nio-8080-exec-1] org.apache.coyote.http11.Http11Processor.service ' +
  'Error parsing HTTP request header';
const SEVERE =
  '29-Nov-2026 13:48:28.344 SEVERE [http-nio-8080-exec-2] org.apache.catalina.core.StandardWrapperValve.invoke ' +
  'Servlet.service() for servlet [jsp] in context with path [/boom] threw exception';
const JETTY = '2026-11-29 13:47:59.006:INFO :oejs.Server:main: jetty-12.0.16; built: 2024-12-09T21:02:54.535Z; jvm 17.0.15';
const THROWN =
  '\tjava.lang.IllegalArgumentException: Invalid character found in method name [0x160x030x010x020x000x010x000x01...]. ' +
  'HTTP method names must be tokens';

test.each([
  [TOMCAT, 'Error parsing HTTP request header', false],
  [SEVERE, 'Servlet.service() for servlet [jsp] in context with path [/boom] threw exception', true],
  [JETTY, 'jetty-12.0.16; built: 2024-12-09T21:02:54.535Z; jvm 17.0.15', false],
])('%s', (line, message, isError) => {
  const read = readLine(line);
  expect(read).toMatchObject({ kind: 'Spring log', message, isError });
  expect(new Date(millis(read.when)!).toISOString()).toMatch(/^2026-11-29T13:4[78]:\d\d\.\d{3}Z$/);
});

test('a stack trace that Tomcat indents goes on with its line, and is read', async () => {
  expect(readLine(THROWN)).toMatchObject({ kind: 'Spring log', continues: true });
  const { remaining } = await examineLogs(['-'], () => Readable.from([Buffer.from(`${TOMCAT}\n${THROWN}\n`)]));
  expect(remaining.flatMap(({ possible }) => possible.map(({ code }) => code))).toContain('NGX-UPSTREAM-SCHEME');
});

test.each(['29-Nov-2026 report of the day [x] y z', '2026-11-29 13:47:59: all is well'])('no log of a server: %s', (line) => {
  expect(readLine(line).kind).toBe('text');
});
