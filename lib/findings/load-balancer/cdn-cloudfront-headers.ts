import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { passes } from '../outside-signatures';

/** CloudFront does not forward the headers of a WebSocket handshake. */
export const cdnCloudfrontHeaders: Finding = {
  code: 'CDN-CLOUDFRONT-HEADERS',
  hop: 'load-balancer',
  title: 'CloudFront does not forward the headers of a WebSocket handshake',
  cause: 'Without an origin request policy that forwards Sec-WebSocket-Key and the other headers, the origin gets an incomplete handshake.',
  why: 'The handshake is answered 400 without a body, 403 or 502, while /info works.',
  cure: 'Use the managed policies CachingDisabled and AllViewer for the route, and allow all methods',
  symptoms: [...refusedWith(400, 403, 502)],
  paste: [
    'cachePolicy: CachePolicy.CACHING_DISABLED,',
    'originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,',
    'allowedMethods: AllowedMethods.ALLOW_ALL,',
  ].join('\n'),
  source: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html'],
  explains: ['websocket'],
  refutedBy: ['101', 'frame', 'no cloudfront', 'same when direct'],
  matches(evidence) {
    const { handshake, info } = evidence;
    const half = (handshake?.status === 400 && handshake.body === '') || [403, 502].includes(handshake?.status ?? 0);
    return passes(evidence, 'cloudfront') && half && info?.isInfo === true;
  },
};
