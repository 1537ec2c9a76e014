import type { Finding } from './finding';
import { whoAnswered } from './who-answered';

/** CloudFront allows no POST on this route. */
export const cdnCloudfrontMethods: Finding = {
  code: 'CDN-CLOUDFRONT-METHODS',
  hop: 'load-balancer',
  title: 'CloudFront allows no POST on this route',
  cause: 'A behaviour allows GET and HEAD unless it is told otherwise.',
  why: 'The WebSocket works, the fallbacks do not: every POST of SockJS is answered 403 by CloudFront.',
  cure: 'Allow all methods in the behaviour of the route',
  symptoms: [
    { seen: 'client', text: 'POST <url>/xhr_send<params> 403' },
  ],
  paste: 'allowedMethods: AllowedMethods.ALLOW_ALL,',
  source: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html'],
  explains: ['xhr-streaming', 'xhr-polling'],
  matches(evidence) {
    const { xhrStreaming, info } = evidence;
    return info?.isInfo === true && xhrStreaming?.status === 403 && whoAnswered(xhrStreaming) === 'cloudfront';
  },
};
