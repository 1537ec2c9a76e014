import { printable } from '../../lib/doctor/printable';
import { redact, secretsOf } from '../../lib/doctor/redact';
import { textOf } from '../../lib/doctor/report';
import { FINDINGS } from '../../lib/findings/registry';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

test('what was given is nowhere in what is told', () => {
  const secrets = secretsOf({ Authorization: 'Bearer abc.def', Cookie: 'SID=s3cret; theme=dark' }, 'token=t%20k%2Fn&room=5');
  const told = redact(
    {
      location: '/login?next=/ws?token=t%20k%2Fn',
      body: ['Bearer abc.def was refused', 'unknown s3cret', { path: '/ws?x=t k/n' }],
      ms: 5,
      none: undefined,
    },
    secrets,
  );
  expect(JSON.stringify(told)).not.toMatch(/abc\.def|s3cret|t%20k|t k\/n/);
  expect(told.ms).toBe(5);
});

test.each([
  [`token was ${JWT}`, 'token was ***'],
  ['Location: /ws?access_token=abc123&room=5', 'Location: /ws?access_token=***&room=5'],
  ['AWSALB=one', 'AWSALB=***'],
  ['JSESSIONID=A1B2; Path=/', 'JSESSIONID=***; Path=/'],
  ['Authorization: Basic dXNlcjpwdw==', 'Authorization: Basic ***'],
  ['a JWT that was cut: eyJhbGciOiJIUzI1Ni', 'a JWT that was cut: ***'],
  ['https://user:hunter2@sso.example.com/x?ticket=ST-12345-secret', 'https://***@sso.example.com/x?ticket=***'],
  ['/authorize?client_id=1&state=abc&code=def&next=1', '/authorize?client_id=1&state=***&code=***&next=1'],
  ['/acs?SAMLResponse=PHNhbWw&RelayState=x', '/acs?SAMLResponse=***&RelayState=***'],
  ['/app#id_token=abc&room=5', '/app#id_token=***&room=5'],
  ['/login?next=%2Fws%3Ftoken%3Dabc', '/login?next=%2Fws%3Ftoken%3D***'],
  ['{"access_token":"abc def","room":5}', '{"access_token":"*** def","room":5}'],
  ['remember-me=abc; Path=/', 'remember-me=***; Path=/'],
  ['the server is in state=UP, error code=42', 'the server is in state=UP, error code=42'],
  ['/ws-stomp/000/abc/websocket', '/ws-stomp/000/abc/websocket'],
  ['{"timestamp":"t","status":404,"path":"/x"}', '{"timestamp":"t","status":404,"path":"/x"}'],
])('what shows itself as a secret: %s', (text, told) => {
  expect(redact(text)).toBe(told);
});

test('the beginning of a secret that was cut, wherever the cut text went', () => {
  const secrets = secretsOf({ Authorization: 'Bearer Zq9k7Wx4tRb2Lm8v' });
  expect(redact(['token Zq9k7Wx4tRb2', 'info: 401 token Zq9k7Wx4t: somebody said no', 'Bearer Zq9k7Wx4t…'], secrets)).toEqual([
    'token ***',
    'info: 401 token ***: somebody said no',
    '***…',
  ]);
  expect(redact('Zq9k7Wxy and Zq9k7Wx4y are others', secrets)).toBe('Zq9k7Wxy and Zq9k7Wx4y are others');
});

test('what was given and is no secret stays: the words of a report above all', () => {
  const headers = {
    'X-Forwarded-Proto': 'http',
    Upgrade: 'websocket',
    'X-Check': 'problem',
    'X-Forwarded-Host': 'api.example.com',
    Cookie: 'theme=dark; consent=true',
  };
  expect(secretsOf(headers, 'transport=websocket&room=5').filter((secret) => !secret.startsWith('theme'))).toEqual([]);
  expect(secretsOf({ 'X-Api-Key': 'k1', 'X-Trace': '7f3c9a1be04d4c2f9a', Cookie: 'PLAY=abcdefgh' }, 't=abc12345')).toEqual(
    expect.arrayContaining(['k1', '7f3c9a1be04d4c2f9a', 'abcdefgh', 'abc12345']),
  );
  expect(redact({ verdict: 'problem', question: 'websocket', summary: 'problem with websocket' }, ['problem', 'websocket'])).toEqual({
    verdict: 'problem',
    question: 'websocket',
    summary: '*** with ***',
  });
});

test('our own texts hold nothing that looks like a secret', () => {
  expect(redact(FINDINGS.map(textOf))).toEqual(FINDINGS.map(textOf));
});

test.each(['token-', '/token', '?token', 'tokentokentoken ', '//', '//a:', 'eyJ.', '-eyJabc', 'Bearer ', '&code', '"token"', '"token" '])(
  '64 kB of %j take no time',
  (piece) => {
    const text = piece.repeat(65_536 / piece.length);
    const started = performance.now();
    redact(text, ['token-token-token-x']);
    // A pattern that goes back and forth takes many seconds for it; a busy machine takes no second.
    expect(performance.now() - started).toBeLessThan(1000);
  },
);

test('nothing that a terminal would obey, no line of its own, no turned writing', () => {
  expect(printable('\x1b]0;owned\x07\x1b[2J\nall 9 checks passed\u009b1m \u202eabc\u2066')).toBe(
    ' ]0;owned  [2J all 9 checks passed 1m  abc ',
  );
});
