import type { Finding } from './finding';
import { albDereg } from './alb-dereg';
import { albHealth401302 } from './alb-health-401-302';
import { albIdle60 } from './alb-idle-60';
import { albIdleGtKeepalive } from './alb-idle-gt-keepalive';
import { albRuleMissing } from './alb-rule-missing';
import { albStatusCodes } from './alb-status-codes';
import { albStickyMissing } from './alb-sticky-missing';
import { cdnCloudflare100s } from './cdn-cloudflare-100s';
import { cdnCloudflareWsOff } from './cdn-cloudflare-ws-off';
import { cdnCloudfrontHeaders } from './cdn-cloudfront-headers';
import { cdnCloudfrontMethods } from './cdn-cloudfront-methods';
import { deployGap } from './deploy-gap';
import { dnsAaaaBroken } from './dns-aaaa-broken';
import { dnsWrongTarget } from './dns-wrong-target';
import { handshakeKeyChanged } from './handshake-key-changed';
import { noAnswer } from './no-answer';
import { notHttp } from './not-http';
import { sgBlock } from './sg-block';
import { targetUnhealthy } from './target-unhealthy';
import { tcpRefused } from './tcp-refused';
import { tlsChain } from './tls-chain';
import { tlsExpired } from './tls-expired';
import { tlsHandshakeFailed } from './tls-handshake-failed';
import { tlsName } from './tls-name';
import { tlsNotSpoken } from './tls-not-spoken';
import { wafBlock } from './waf-block';

/** What breaks before a request reaches nginx: name, network, TLS, CDN, load balancer. The more telling one first. */
export const BEFORE_NGINX: readonly Finding[] = [
  dnsAaaaBroken,
  sgBlock,
  tcpRefused,
  dnsWrongTarget,
  tlsNotSpoken,
  tlsExpired,
  tlsName,
  tlsChain,
  tlsHandshakeFailed,
  cdnCloudfrontHeaders,
  cdnCloudfrontMethods,
  cdnCloudflareWsOff,
  cdnCloudflare100s,
  wafBlock,
  handshakeKeyChanged,
  albStatusCodes,
  albIdle60,
  albHealth401302,
  targetUnhealthy,
  albStickyMissing,
  albRuleMissing,
  albIdleGtKeepalive,
  albDereg,
  deployGap,
  notHttp,
  noAnswer,
];
