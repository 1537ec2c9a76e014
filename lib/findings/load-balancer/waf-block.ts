import { sockJsAnswered, STREAMS } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { answeredBy } from '../outside-signatures';
import { whoAnswered } from '../who/who';

/** AWS WAF blocks the request: the load balancer itself answers 403. */
export const wafBlock: Finding = {
  code: 'WAF-BLOCK',
  hop: 'load-balancer',
  title: 'AWS WAF blocks the request: the load balancer itself answers 403',
  cause:
    'A rule of the web ACL takes a long query string, a token or a POST body of SockJS for an attack, ' +
    "or the client's address has passed the limit of a rate-based rule.",
  why: 'The request never reaches the application, so its log has nothing.',
  cure: "Find the rule in the web ACL's sampled requests, and exclude the WebSocket route from it",
  symptoms: [...sockJsAnswered([...STREAMS, 'xhr_send'], 403), ...infoAnswered(403), ...refusedWith(403)],
  source: ['https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-groups-scope-down.html'],
  explains: ['info', 'websocket', 'xhr-polling'],
  refutedBy: ['refused by a proxy', 'refused by the application', 'same when direct'],
  matches(evidence) {
    const { xhrStreaming } = evidence;
    return (
      answeredBy(evidence, ['alb'], (status) => status === 403) || (xhrStreaming?.status === 403 && whoAnswered(xhrStreaming) === 'alb')
    );
  },
};
