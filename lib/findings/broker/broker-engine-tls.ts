import { ENGINE_AWAY } from '../common-symptoms';
import { HOME, type Finding } from '../finding';

/** The hosts and the engine that hands on their messages do not agree on TLS. */
export const brokerEngineTls: Finding = {
  code: 'BROKER-ENGINE-TLS',
  hop: 'broker',
  title: 'TLS fails between a host and the engine that hands messages to the other hosts',
  cause:
    'The certificate of Valkey or ActiveMQ is for another name than its address, of an issuer that Java does not trust, or not valid ' +
    "at the host's time; or one of the two expects TLS and the other does not.",
  why: 'The application is healthy, but its messages reach only the clients of their own host.',
  cure: "Give the name that is in the certificate and the port of TLS; for an issuer of your own set Java's trust store",
  symptoms: [
    'has a certificate <reason>',
    'does not speak TLS on this port',
    'closed the connection during the TLS handshake',
    'is silent: it did not answer the TLS handshake',
    'fails TLS: <reason>',
    'closed the connection (does it expect TLS on this port?)',
    'is silent: it said nothing for <n> s (does it expect TLS on this port?)',
  ].map((text) => ({ seen: 'spring' as const, text: `${ENGINE_AWAY}<engine> ${text}` })),
  paste: '-Djavax.net.ssl.trustStore=/etc/ssl/engine.p12',
  source: [`${HOME}/blob/main/docs/messaging.md#encryption-and-names`],
  explains: ['gate', 'message'],
  refutedBy: ['gate'],
  onHost: true,
};
