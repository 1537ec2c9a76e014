import { firstFailure, isStarting, lastFailure, saysFailed, withoutFrames } from '../../lib/doctor/failure-in-log';

const BOOT_4 = (level: string, logger: string, message: string) =>
  `2026-11-29T04:02:14.294Z ${level.padStart(5)} 7669 --- [           main] ${logger.padEnd(40)} : ${message}`;
const BOOT_2 = (level: string, logger: string, message: string) =>
  `2026-11-29 04:02:14.294 ${level.padStart(5)} 7669 --- [           main] ${logger.padEnd(40)} : ${message}`;
const FRAMES = '\tat com.example.Chat.run(Chat.java:7) ~[classes/:na]\n\tat java.base/java.lang.Thread.run(Thread.java:840) ~[na:na]';
const THROWN = `java.lang.IllegalStateException: cannot listen
${FRAMES}
Caused by: org.example.BrokerException: lost
${FRAMES}
\t... 3 common frames omitted
Caused by: java.net.ConnectException: no broker at 10.9.8.7
${FRAMES}
\t... 28 common frames omitted
`;
const ANALYSED = `

***************************
APPLICATION FAILED TO START
***************************

Description:

Failed to bind properties under 'app.size' to int:

    Reason: failed to convert java.lang.String to int

Action:

Update your application's configuration

`;
const run = (line: typeof BOOT_4) =>
  `${line('INFO', 'c.e.Chat', 'Started Chat in 3.1 seconds')}\n` +
  `${line('ERROR', 'o.s.boot.SpringApplication', 'Application run failed')}\n\n${THROWN}`;
const NO_BROKER = 'java.net.ConnectException: no broker at 10.9.8.7';
const json = (value: object) => JSON.stringify(value);

test.each<[string, string, string | undefined]>([
  ['the innermost cause, Boot 4', run(BOOT_4), NO_BROKER],
  ['Boot 2.7', run(BOOT_2), NO_BROKER],
  ['in colours', run(BOOT_4).replace(/ERROR/, '\u001b[31mERROR\u001b[0;39m'), NO_BROKER],
  ['lines that end as on Windows', run(BOOT_4).replace(/\n/g, '\r\n'), NO_BROKER],
  [
    'JSON of ECS',
    json({ log: { level: 'ERROR' }, message: 'Application run failed', error: { type: 'x', stack_trace: THROWN } }),
    NO_BROKER,
  ],
  ['JSON of Logstash', json({ level: 'ERROR', message: 'Application run failed', stack_trace: THROWN }), NO_BROKER],
  ['JSON of GELF', json({ _level_name: 'ERROR', short_message: 'Application run failed', full_message: THROWN }), NO_BROKER],
  [
    "Boot's own analysis",
    BOOT_4('ERROR', 'o.s.b.d.LoggingFailureAnalysisReporter', ANALYSED),
    "Failed to bind properties under 'app.size' to int: Reason: " +
      "failed to convert java.lang.String to int Update your application's configuration",
  ],
  [
    'an exception without a cause',
    `Exception in thread "main" java.lang.IllegalStateException: no\n${FRAMES}`,
    'java.lang.IllegalStateException: no',
  ],
  [
    'out of memory',
    'Terminating due to java.lang.OutOfMemoryError: Java heap space',
    'Terminating due to java.lang.OutOfMemoryError: Java heap space',
  ],
  ['a jar that is none', 'Error: Unable to access jarfile x.jar', 'Error: Unable to access jarfile x.jar'],
  ['an error without an exception', BOOT_4('ERROR', 'c.e.Chat', 'the licence has run out'), 'the licence has run out'],
  ['the last of several', `${BOOT_4('ERROR', 'c.e.Chat', 'first')}\n${run(BOOT_4)}`, NO_BROKER],
  ['a warning only', BOOT_4('WARN', 'c.e.Chat', 'ERROR is the name of a topic'), undefined],
  ['nothing', '', undefined],
])('why it ended: %s', (_, log, cause) => {
  expect(lastFailure(log)).toBe(cause);
});

test('of what was logged since a message was sent the first error counts', () => {
  const log =
    `${BOOT_4('ERROR', 'o.s.m.s.a.SimpAnnotationMethodMessageHandler', 'Unhandled exception from message handler method')}\n\n${THROWN}\n` +
    `${BOOT_4('ERROR', 'c.e.Chat', 'later')}`;
  expect(firstFailure(log)).toBe(NO_BROKER);
});

test('what was thrown is not lost among frames', () => {
  expect(
    withoutFrames(THROWN)
      .split('\n')
      .filter((line) => line.startsWith('\tat')),
  ).toHaveLength(3);
  expect(withoutFrames(THROWN)).toContain(`Caused by: ${NO_BROKER}`);
});

const STARTING = BOOT_4('INFO', 'c.e.Chat', 'Starting Chat v1.0 using Java 17.0.15 with PID 7 (/app.jar)');
const STARTED = BOOT_4('INFO', 'c.e.Chat', 'Started Chat in 3.1 seconds (process running for 4)');
const LIVE = BOOT_4('DEBUG', 'o.s.b.a.ApplicationAvailabilityBean', 'Application availability state LivenessState changed to CORRECT');
const READY = BOOT_4(
  'DEBUG',
  'o.s.b.a.ApplicationAvailabilityBean',
  'Application availability state ReadinessState changed to ACCEPTING_TRAFFIC',
);

test.each<[string, string, boolean]>([
  ['the context is made', STARTING, true],
  ['runners run', [STARTING, STARTED, LIVE].join('\n'), true],
  ['a runner failed', `${[STARTING, STARTED, LIVE].join('\n')}\n${run(BOOT_4)}`, true],
  ['it is ready', [STARTING, STARTED, LIVE, READY].join('\n'), false],
  ['whoever writes no debug lines is taken for ready', [STARTING, STARTED].join('\n'), false],
  ['nothing of Spring Boot is in the log', 'hello', false],
])('whether its start goes on: %s', (_, log, starting) => {
  expect(isStarting(log)).toBe(starting);
});

test('Spring Boot says itself that it failed', () => {
  expect([run(BOOT_2), ANALYSED, STARTED].map(saysFailed)).toEqual([true, true, false]);
});
