import { type Finding, HOME } from '../finding';

/** Two brokers that know nothing of each other. */
export const brokerRelaySplit: Finding = {
  code: 'BROKER-RELAY-SPLIT',
  hop: 'broker',
  title: 'the endpoints of the relay are brokers that know nothing of each other, so the users are split',
  cause:
    'A relay goes to the second endpoint while the first is away, and what is connected there stays when the first is back. Only an ' +
    'active/standby pair or a cluster is one broker for all.',
  why: 'After the first outage clients of one broker hear nothing from clients of the other; there is no error.',
  cure: 'Give the endpoints of one logical broker only: an active/standby pair, or the nodes of one cluster',
  symptoms: [{ seen: 'user', text: 'since the broker was restarted some users hear nothing from others' }],
  source: [`${HOME}/blob/main/docs/relay.md#a-broker-of-your-own`],
  explains: ['between-hosts'],
  severity: 'notice',
  outside: false,
};
