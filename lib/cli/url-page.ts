import type { UrlReport } from '../doctor/url/diagnose';
import type { Hop } from '../chain/hops';
import { proxyHop } from '../findings/who/who';
import { answerRow } from './answer-rows';
import { chainLine } from './chain-line';
import type { Given } from './options';
import { BLANK, paragraph, type Block } from './page';
import { afterProblem, reportPage } from './report-page';

const KINDS: Readonly<Record<NonNullable<UrlReport['kind']>, string>> = {
  sockjs: 'speaks SockJS',
  stomp: 'speaks STOMP over WebSocket',
  handler: 'is a WebSocket handler',
  sse: 'sends server-sent events',
};

/** What a chain answers from outside: the route, each question, the chain, what is wrong with it, what to do next. */
export function urlPage(report: UrlReport, given: Given): Block[] {
  const { url, kind, answers, verdict, evidence } = report;
  const absent: Hop[] = ['host', proxyHop(evidence) === 'nginx' ? 'proxy' : 'nginx'];
  return [
    paragraph([{ text: url, tone: 'strong' }, kind ? ` ${KINDS[kind]}` : '']),
    BLANK,
    ...answers.map((answer) => answerRow(answer)),
    ...reportPage(
      report,
      chainLine(report, (hop) => !absent.includes(hop) && (hop !== 'tls' || url.startsWith('https:'))),
      {
        healthy: 'a browser reaches the application over WebSocket',
        problem: afterProblem(report, 'ask again'),
        undetermined: 'the lines with ? say why',
      },
    ),
    ...(verdict === 'healthy' ? notLookedAt(given) : []),
  ];
}

/** What a healthy chain may still hide, because it is looked at only when somebody asks. */
function notLookedAt(given: Given): Block[] {
  const left = [
    ...(given.idle || given['idle-seconds'] ? [] : ['silent sockets (--idle)']),
    ...(given.sizes ? [] : ['large messages (--sizes)']),
    ...(given.deploy ? [] : ['a deployment (--deploy 300)']),
  ];
  return left.length > 0 ? [paragraph({ text: `not looked at: ${left.join(', ')}`, tone: 'quiet' })] : [];
}
