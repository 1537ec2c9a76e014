import { redact, secretsOf } from '../../lib/doctor/redact';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

test('what was given is nowhere in what is told', () => {
  const secrets = secretsOf({ Authorization: 'Bearer abc.def', Cookie: 'SID=s3cret; theme=dark' }, 'token=t%20k%2Fn&room=5');
  const told = redact({ location: '/login?next=/ws?token=t%20k%2Fn', body: ['Bearer abc.def was refused', 'unknown s3cret', { path: '/ws?x=t k/n' }], ms: 5, none: undefined }, secrets);
  expect(JSON.stringify(told)).not.toMatch(/abc\.def|s3cret|t%20k|t k\/n/);
  expect(told.ms).toBe(5);
});

test.each([
  [`token was ${JWT}`, 'token was ***'],
  ['Location: /ws?access_token=abc123&room=5', 'Location: /ws?access_token=***&room=5'],
  ['AWSALB=one', 'AWSALB=***'],
  ['JSESSIONID=A1B2; Path=/', 'JSESSIONID=***; Path=/'],
  ['Authorization: Basic dXNlcjpwdw==', 'Authorization: Basic ***'],
  ['/ws-stomp/000/abc/websocket', '/ws-stomp/000/abc/websocket'],
  ['{"timestamp":"t","status":404,"path":"/x"}', '{"timestamp":"t","status":404,"path":"/x"}'],
])('what shows itself as a secret: %s', (text, told) => {
  expect(redact(text)).toBe(told);
});
