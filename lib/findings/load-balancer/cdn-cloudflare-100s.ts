import { CUT } from '../common-symptoms';
import type { Finding } from '../finding';
import { cutWhenIdle, passes } from '../outside-signatures';

/** Cloudflare closes WebSockets that are idle for 100 seconds. */
export const cdnCloudflare100s: Finding = {
  code: 'CDN-CLOUDFLARE-100S',
  hop: 'load-balancer',
  title: 'Cloudflare closes WebSockets that are idle for 100 seconds',
  cause: 'This idle timeout can be changed on the Enterprise plan only.',
  why: 'Close 1006 after 100 seconds without a message.',
  cure: 'Send heartbeats more often than once a minute, in both directions',
  symptoms: [...CUT],
  paste: 'enableSimpleBroker("/topic").setTaskScheduler(scheduler).setHeartbeatValue(new long[] {25000, 25000});',
  source: ['https://developers.cloudflare.com/network/websockets/'],
  explains: ['websocket', 'idle'],
  refutedBy: ['lives in silence', 'no cloudflare'],
  outside: '--idle --idle-seconds 120',
  alsoCures: ['PROXY-IDLE-60'],
  matches(evidence) {
    const cut = cutWhenIdle(evidence) ?? 0;
    return passes(evidence, 'cloudflare') && cut > 90_000 && cut < 115_000;
  },
};
