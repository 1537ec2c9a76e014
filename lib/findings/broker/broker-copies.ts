import type { Evidence } from '../evidence';
import type { Finding } from '../finding';

/** A client hears one message several times. */
export const brokerCopies: Finding = {
  code: 'BROKER-COPIES',
  hop: 'broker',
  title: 'clients hear the same message several times: more than one host, or more than one way, delivers it',
  cause:
    'What each host sends to its own clients anyway (from a broker, a database or a schedule of its own) is shared with the other hosts ' +
    'besides.',
  why: 'Every client gets a copy from each host: with three hosts it hears everything three times.',
  cure:
    'Name the destinations that every host serves by itself in localDestinations of Messaging, ' +
    'or let only one of the two ways share messages',
  symptoms: [{ seen: 'user', text: 'every message appears several times' }],
  paste: "messaging: Messaging.valkey({ localDestinations: ['/topic/prices'] }),",
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/message-flow.html'],
  explains: ['between-hosts', 'same-user', 'broadcasts'],
  outside: '--echo <send>=<receive>',
  matches: (evidence) => copied(evidence) !== undefined,
  detail(evidence) {
    const found = copied(evidence);
    return found && `each client hears this ${found.times} times: ${found.what}`;
  },
};

/** What is heard several times, and how often. */
function copied({ betweenHosts, sameUser, broadcasts }: Evidence): { what: string; times: number } | undefined {
  const sent = [betweenHosts, sameUser].flatMap((found) =>
    (found?.ways ?? []).map(({ copies }) => ({ what: `${found?.echo.send} -> ${found?.echo.receive}`, times: copies })),
  );
  const started = (broadcasts?.destinations ?? []).map(({ destination, hosts }) => ({ what: destination, times: hosts }));
  return [...sent, ...started].sort((a, b) => b.times - a.times).find(({ times }) => times > 1);
}
