import { brokerFiles, relayHere, relayNotes } from '../../lib/rehearsal/broker';
import { forRehearsal, type RelayFacts } from '../../lib/rehearsal/deployment';

const AMAZON: RelayFacts = {
  endpoints: ['b-1.mq.test', 'b-2.mq.test'].map((host) => ({ host, port: 61614 })),
  tls: true,
  username: 'chat',
  secret: { service: 'secretsmanager', id: 's' },
};
const TWO = [1, 2].map((number) => ({ host: `mq${number}`, port: 61613 }));

test('nginx finds the first broker, then the second, each with the certificate of its endpoint', () => {
  expect(brokerFiles(AMAZON, 2, '/ca.pem')).toMatchObject({
    'etc/websocket-host/broker-addresses.conf':
      'server 127.0.0.1:24845 max_fails=1 fail_timeout=0;\nserver 127.0.0.1:24846 max_fails=1 fail_timeout=0 backup;\n',
    'etc/websocket-host/broker-names.conf':
      'default b-1.mq.test;\n"~(^| )127\\.0\\.0\\.1:24845$" b-1.mq.test;\n"~(^| )127\\.0\\.0\\.1:24846$" b-2.mq.test;\n',
    'etc/websocket-host/broker-trust.conf': 'proxy_ssl_trusted_certificate /ca.pem;\n',
  });
});

test('an endpoint that only AWS knows has a name of its own', () => {
  const unknown = { ...AMAZON, endpoints: [{ host: '<Fn::Select>', port: 61614 }] };
  expect(brokerFiles(unknown, 1, '/ca.pem')['etc/websocket-host/broker-names.conf']).toMatch(/^default broker-1\.rehearsal\.test;\n/);
});

test('the hosts are told where the broker is here, and neither a secret of AWS nor an alarm', () => {
  const facts = { app: { port: 1 }, routes: [], relay: { ...AMAZON, alarm: 'Alarm' } };
  const relay = relayHere({ broker: TWO });
  const told = JSON.parse(forRehearsal(JSON.stringify(facts), { name: 'localhost', logins: {}, outside: false, relay })) as object;
  expect(told).toMatchObject({ relay: { tls: true, username: 'chat', ...relay } });
  expect(JSON.stringify(told)).not.toMatch(/secret|alarm/);
  expect(relay.endpoints).toEqual([24845, 24846].map((port) => ({ host: '127.0.0.1', port })));
  expect(relayHere({}).endpoints).toHaveLength(1);
});

test('what is not as on AWS is said', () => {
  expect(relayNotes(AMAZON, {})).toEqual([
    'the hosts relay to an ActiveMQ on this machine, in the place of the one on AWS: ' +
      'over TLS to a stand-in for it, with a certificate of this rehearsal, and in plain behind that',
  ]);
  expect(relayNotes({ ...AMAZON, tls: false }, { broker: TWO })).toEqual(['the hosts relay to mq1:61613 and mq2:61613']);
});
