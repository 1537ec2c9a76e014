import type { Finding } from '../finding';

/** A client without heartbeats is cut off. */
export const brokerRelayIdle: Finding = {
  code: 'BROKER-RELAY-IDLE',
  hop: 'broker',
  title: 'clients that send no heartbeats are cut off by the broker, or by what relays to it',
  cause:
    "With a relay the broker answers a client's heart-beat, not Spring. Artemis closes a session of which it heard nothing for 60 s, " +
    "nginx's stream after its proxy_timeout, by default 600 s, and every broker a client that promised more than it sends: a tab in " +
    'the background.',
  why: 'Quiet clients get ERROR "Connection to broker closed." and close code 1002; a silent broker they never notice.',
  cure: 'Let clients send heartbeats (stompjs does, every 10 s) and reconnect; set proxy_timeout of a stream to 24h',
  symptoms: [
    { seen: 'frame', text: 'AMQ229014: Did not receive data from <address> within the <n>ms connection TTL' },
    { seen: 'frame', text: 'AMQ229014\\c Did not receive data from <address>' },
    { seen: 'spring', text: 'Received ERROR {message=[AMQ229014: Did not receive data from <address>' },
  ],
  paste: 'new StompJs.Client({ brokerURL, heartbeatIncoming: 10000, heartbeatOutgoing: 10000, reconnectDelay: 5000 });',
  source: [
    'https://artemis.apache.org/components/artemis/documentation/latest/connection-ttl.html',
    'https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_timeout',
  ],
  explains: ['idle', 'stomp'],
  refutedBy: ['lives in silence'],
};
