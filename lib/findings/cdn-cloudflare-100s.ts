import { CUT } from './common-symptoms';
import type { Finding } from './finding';
import { cutWhenIdle, passes } from './outside-signatures';

/** Cloudflare closes sockets that are silent for 100 seconds. */
export const cdnCloudflare100s: Finding = {
  code: 'CDN-CLOUDFLARE-100S',
  hop: 'load-balancer',
  title: 'Cloudflare closes sockets that are silent for 100 seconds',
  cause: 'Its idle limit cannot be changed below the Enterprise plan.',
  why: 'Close 1006 after 100 seconds without a message.',
  cure: 'Heartbeats of less than a minute, both ways',
  symptoms: [
    ...CUT,
  ],
  paste: 'enableSimpleBroker("/topic").setTaskScheduler(scheduler).setHeartbeatValue(new long[] {25000, 25000});',
  source: ['https://developers.cloudflare.com/network/websockets/'],
  explains: ['websocket', 'idle'],
  outside: '--idle --idle-seconds 120',
  alsoCures: ['NGX-IDLE-60'],
  matches(evidence) {
    const cut = cutWhenIdle(evidence) ?? 0;
    return passes(evidence, 'cloudflare') && cut > 90_000 && cut < 115_000;
  },
};
