import { POSTS, sockJsAnswered } from '../sockjs-requests';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';

/** CloudFront does not allow POST on this path. */
export const cdnCloudfrontMethods: Finding = {
  code: 'CDN-CLOUDFRONT-METHODS',
  hop: 'load-balancer',
  title: 'CloudFront does not allow POST on this path',
  cause: 'A cache behavior allows only GET and HEAD by default.',
  why: 'The WebSocket works, the fallbacks do not: CloudFront answers every POST of SockJS with 403.',
  cure: "Allow all methods in the path's cache behavior",
  symptoms: [...sockJsAnswered(POSTS, 403)],
  paste: 'allowedMethods: AllowedMethods.ALLOW_ALL,',
  source: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html'],
  explains: ['xhr-streaming', 'xhr-polling'],
  refutedBy: ['stream', 'sent', 'no cloudfront'],
  matches(evidence) {
    const { xhrStreaming, info } = evidence;
    return info?.isInfo === true && xhrStreaming?.status === 403 && whoAnswered(xhrStreaming) === 'cloudfront';
  },
};
