/** Three hours of a service whose application fills its heap from two o'clock on, by the name of the curve. `t` is in hours. */
type Curve = (t: number) => number;

/** 0 before, 1 after, with a slope between. */
const from = (begin: number, end: number, t: number): number => Math.min(1, Math.max(0, (t - begin) / (end - begin)));
/** Busy traffic without chance. */
const wave = (t: number, height: number): number => height * (Math.sin(9 * t) + Math.sin(23 * t + 1) / 2 + Math.sin(61 * t + 2) / 4);

const failing: Curve = (t) => from(2.35, 2.5, t);
const asked: Curve = (t) => 130 + wave(t, 14) + 420 * failing(t) + 60 * failing(t) * Math.sin(40 * t);
const failed: Curve = (t) => 380 * failing(t) + Math.max(0, wave(t, 1));
const refused: Curve = (t) => 6 + wave(t, 2);
const sockets: Curve = (t) => 6400 + 500 * Math.sin(t) + wave(t, 40) - 2700 * from(2.35, 2.7, t);

export const EXAMPLE: Readonly<Record<string, Curve>> = {
  'open, all hosts': sockets,
  asked,
  'opened (101)': (t) => asked(t) - failed(t) - refused(t),
  refused,
  failed,
  'clients, on the worst host': (t) => 3 + wave(t, 0.4) + 66 * failing(t),
  'SockJS sessions': (t) => 1.5 + wave(t, 0.3) + 22 * failing(t),
  active: (t) => 2 * sockets(t) + 900 + wave(t, 60),
  new: (t) => asked(t) * 1.4,
  '5xx of its own': (t) => 90 * from(2.6, 2.75, t) * (1 + Math.sin(50 * t) / 3),
  '4xx of its own': (t) => 9 + wave(t, 3),
  rejected: () => 0,
  'TLS failed': (t) => Math.max(0, 2 + wave(t, 1)),
  LCUs: (t) => 0.07 + wave(t, 0.003) + 0.05 * failing(t),
  healthy: (t) => (t > 2.6 && t < 2.9 ? 1 : 2),
  unhealthy: (t) => (t > 2.6 && t < 2.9 ? 1 : 0),
  'busiest host': (t) => Math.min(99, 24 + wave(t, 2) + 74 * from(1.9, 2.4, t)),
  average: (t) => 20 + wave(t, 1) + 45 * from(1.9, 2.4, t),
  open: (t) => sockets(t) / 2 + 120,
  '5xx': (t) => failed(t) * 0.9,
  '5xx in the access log': (t) => failed(t) * 0.86,
  'not connected': () => 0,
  'answer p95, s': (t) => 0.06 + wave(t, 0.004) + 6 * from(2.05, 2.5, t),
  'handshake p50, ms': (t) => 14 + wave(t, 1) + 700 * from(2.1, 2.5, t),
  'handshake p95, ms': (t) => 38 + wave(t, 4) + 3200 * from(2.05, 2.5, t),
  files: (t) => 31 + wave(t, 0.4) - 12 * from(2.35, 2.7, t),
  ports: (t) => 22 + wave(t, 0.4) - 9 * from(2.35, 2.7, t),
  heap: (t) => Math.min(98, 52 + wave(t, 4) + 46 * from(1.3, 2.1, t)),
  'time in garbage collection': (t) => 1 + Math.max(0, wave(t, 0.4)) + 58 * from(1.85, 2.35, t),
  'sessions, all hosts': (t) => sockets(t) * 0.97 - 500 * failing(t),
  'closed abnormally': (t) => 5 + wave(t, 2) + 240 * failing(t) * (1 - from(2.7, 2.9, t)),
  'failed checks': (t) => 6 * from(2.4, 2.5, t),
  engine: () => 1,
  lost: () => 0,
};

/** Which alarms are on at three o'clock, by their names' beginnings. */
export const IN_ALARM = /Handshake|Unhealthy|Errors/;
