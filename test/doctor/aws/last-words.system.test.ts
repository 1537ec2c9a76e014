import { lastWord } from '../../../lib/doctor/aws/last-words';

test.each([
  [
    'the gate, behind what a console puts before it',
    '[  214.551202] cloud-init[1734]: APP-502 at nginx: nginx cannot reach the application (connect() failed). Start it.\n[  215.0] login:',
    'APP-502',
    'APP-502 at nginx: nginx cannot reach the application (connect() failed). Start it.',
  ],
  [
    'the last of several sentences',
    'APP-EXITED at spring-boot: a (b). c.\nHOST-DISK-FULL at host: d (e). f.',
    'HOST-DISK-FULL',
    'HOST-DISK-FULL at host: d (e). f.',
  ],
  [
    'the program that fetches the agent',
    "AWS-AGENT-UNREACHABLE: the host's agent cannot be fetched from S3 or installed: timed out",
    'AWS-AGENT-UNREACHABLE',
    "AWS-AGENT-UNREACHABLE: the host's agent cannot be fetched from S3 or installed: timed out",
  ],
  [
    'nginx',
    'nginx: [emerg] unknown "connection_upgrade" variable\n',
    'NGX-MAP-MISSING',
    'nginx: [emerg] unknown "connection_upgrade" variable',
  ],
])('reads the word of %s', (_, text, code, line) => {
  expect(lastWord(text)).toEqual({ code, line });
});

test.each([
  ['a quiet boot', '[    0.000000] Linux version 6.1.0-28\n[    1.2] systemd[1]: Reached target Multi-User.\n'],
  ['a code that nobody knows', 'FOO-BAR at nginx: x'],
  ['what only browsers print', 'WebSocket connection failed: Unexpected response code: 400'],
  ['nothing', ''],
])('says nothing of %s', (_, text) => {
  expect(lastWord(text)).toBeUndefined();
});

test('shows no token', () => {
  expect(lastWord('APP-504 at nginx: GET /ws?token=abcdefgh took too long (Bearer eyJhbGciOi.abc.def). Wait.')?.line).toBe(
    'APP-504 at nginx: GET /ws?[cut] took too long (Bearer ***). Wait.',
  );
});
