/** The stack whose clients chat; the others must not deploy. */
export const STACK = 'Relay';

/** Those whose first deployment must fail, by what is wrong with their broker. */
export const REFUSED = ['RelayWrongPassword', 'RelayWrongCertificate', 'RelayFull'] as const;
export type Refused = (typeof REFUSED)[number];

/** Machines of brokers, none of them in the VPC, by their names below the zone. */
export const BROKERS = {
  'broker-1': '10.77.3.14',
  'broker-2': '10.77.3.15',
  'misnamed-broker': '10.77.3.16',
  'full-broker': '10.77.3.17',
} as const;
export type BrokerName = keyof typeof BROKERS;

/** Those that come in the place of the first one have the addresses from here on. */
export const SUCCESSOR = 18;

export const STOMP_PORT = 61_614;
export const USER = 'chat';

/** What the user's password is. */
export const PASSWORD = 'what-the-broker-asks-for';

/** Secrets that hold the user's password, and another one. */
export const PASSWORDS = { right: 'relay/broker', wrong: 'relay/another-broker' } as const;

/** Of the first version; another one is what an update changes. */
export const CONNECTIONS_PER_HOST = 600;
