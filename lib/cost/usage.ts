/** How an application is used. */
export interface Usage {
  /** Open at the same time, all month. */
  readonly sockets: number;
  /** Messages that a client gets in a minute. */
  readonly received: number;
  /** Messages that a client sends in a minute. */
  readonly sent: number;
  /** A message with the headers of STOMP, in bytes. */
  readonly bytes: number;
  /** A heart-beat goes each way every so many seconds; 0 for none. */
  readonly heartbeatSeconds: number;
  /** How long a socket is open. */
  readonly sessionMinutes: number;
  /** Logs that a host writes in a month, in GB, where they go to CloudWatch. */
  readonly logsGb: number;
}

/** What is taken where nothing is said: a chat in which a little goes on. */
export const USUAL: Usage = { sockets: 1000, received: 6, sent: 1, bytes: 500, heartbeatSeconds: 25, sessionMinutes: 60, logsGb: 1 };

export const HOURS = 730;
export const MINUTES = HOURS * 60;
const GB = 2 ** 30;

/** What a packet has besides its message: IP, TCP with time stamps, TLS, the frame of a WebSocket. */
const PACKET_BYTES = 80;
const BYTES_IN_A_PACKET = 1400;
/** A TLS handshake with the certificates of ACM, and the answer to the WebSocket's. */
const HANDSHAKE_OUT_BYTES = 6000;
const HANDSHAKE_IN_BYTES = 2000;

/** What goes through a load balancer in a month, and of it what leaves for the internet. */
export interface Traffic {
  readonly outGb: number;
  readonly inGb: number;
  readonly newASecond: number;
  readonly handshakes: number;
}

/** From how it is used to what is carried. */
export function trafficOf({ sockets, received, sent, bytes, heartbeatSeconds, sessionMinutes }: Usage): Traffic {
  const heartbeats = heartbeatSeconds === 0 ? 0 : (60 / heartbeatSeconds) * onTheWire(1);
  const handshakes = (sockets * MINUTES) / sessionMinutes;
  const month = (messages: number, handshake: number) =>
    (sockets * MINUTES * (messages * onTheWire(bytes) + heartbeats) + handshakes * handshake) / GB;
  return {
    outGb: month(received, HANDSHAKE_OUT_BYTES),
    inGb: month(sent, HANDSHAKE_IN_BYTES),
    newASecond: sockets / sessionMinutes / 60,
    handshakes,
  };
}

/** What goes between hosts and their engine: what clients send, once from a host, and to each of them. */
export function sharedGb({ sockets, sent, bytes }: Usage, hosts: number): number {
  return (sockets * MINUTES * sent * onTheWire(bytes) * (1 + hosts)) / GB;
}

/** What goes between hosts and a broker that they relay to: each message of each client. */
export function relayedGb({ sockets, received, sent, bytes }: Usage): number {
  return (sockets * MINUTES * (received + sent) * onTheWire(bytes)) / GB;
}

function onTheWire(bytes: number): number {
  return bytes + PACKET_BYTES * Math.ceil(bytes / BYTES_IN_A_PACKET);
}
