import type { Finding } from '../finding';

/** Spring gave up to connect to its broker. */
export const brokerRelayRetry: Finding = {
  code: 'BROKER-RELAY-RETRY',
  hop: 'broker',
  title: 'Spring has stopped trying to connect to its broker',
  cause:
    "Its own session is tried again when a connection fails or closes. Where the connection ended while the broker's CONNECTED was " +
    'handled, that was lost: nothing failed any more, and nothing tried (seen with ActiveMQ and Spring Framework 5.0).',
  why: 'The broker is back, and the application says "Broker not available." until it is restarted.',
  cure: 'Restart the application, and update Spring Framework; alarm on RelayConnected, which stays 0',
  symptoms: [{ seen: 'spring', text: 'No TcpConnection available' }],
  paste: 'systemctl restart spring-boot',
  source: ['https://github.com/spring-projects/spring-framework/issues/22080'],
  explains: ['gate', 'stomp'],
  refutedBy: ['delivered'],
};
