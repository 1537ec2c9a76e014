import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { answeredBy } from '../outside-signatures';

/** CloudFront cannot reach its origin. */
export const cdnCloudfrontOrigin: Finding = {
  code: 'CDN-CLOUDFRONT-ORIGIN',
  hop: 'load-balancer',
  title: 'CloudFront cannot reach the load balancer',
  cause:
    "502: the origin's certificate is neither for the Host header that CloudFront forwards nor for the origin's domain name, or its " +
    "TLS fails. 504: nothing answers there, such as where the load balancer's security group does not admit CloudFront.",
  why: "Every request is answered with CloudFront's error page; the load balancer, nginx and the application log nothing.",
  cure: "Forward Host with the policy AllViewer, give the load balancer a certificate for that name, and admit CloudFront's prefix list",
  symptoms: [...infoAnswered(502, 504), ...refusedWith(502, 504)],
  paste: ['originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,', 'protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,'].join('\n'),
  source: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html',
  ],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['101', 'info', 'no cloudfront', 'refused by the application'],
  matches(evidence) {
    return evidence.info?.isInfo !== true && answeredBy(evidence, ['cloudfront'], (status) => status === 502 || status === 504);
  },
};
