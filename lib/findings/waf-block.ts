import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { answeredBy } from './outside-signatures';
import { whoAnswered } from './who-answered';

/** The load balancer itself answers 403: a web ACL refuses the request. */
export const wafBlock: Finding = {
  code: 'WAF-BLOCK',
  hop: 'load-balancer',
  title: 'the load balancer itself answers 403: a web ACL refuses the request',
  cause: 'A rule of AWS WAF takes a long query string, a token or a POST body of SockJS\'s for an attack.',
  why: 'The application never sees the request, and its log has nothing.',
  cure: 'Look up the rule in the web ACL\'s sampled requests, and exclude the socket route from it',
  symptoms: [
    ...refusedWith(403),
  ],
  source: ['https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-groups-scope-down.html'],
  explains: ['info', 'websocket', 'xhr-polling'],
  matches(evidence) {
    const { xhrStreaming } = evidence;
    return answeredBy(evidence, ['alb'], (status) => status === 403) || (xhrStreaming?.status === 403 && whoAnswered(xhrStreaming) === 'alb');
  },
};
