import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { sessionAsked } from '../outside-signatures';
import { isChanged } from '../signatures';

/** The proxy changes the application's answer. */
export const proxyChangesAnswer: Finding = {
  code: 'PROXY-CHANGES-ANSWER',
  hop: 'proxy',
  title: "the proxy changes the application's answer",
  cause: 'Something in the proxy changes the request or the answer: a header, the path, a limit, an error page.',

  why: "What works on a developer's machine fails in production.",
  ...curedBy('Compare the answers, and check what the proxy is told about this path', {
    nginx: { cure: 'Compare the answers; check your own directives for location, rewrite, error_page, limit_req or add_header' },
  }),
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['websocket'],
  refutedBy: ['same when direct'],
  outside: '--direct <application>',
  secondary: true,
  onHost: true,
  matches(evidence) {
    return isChanged(evidence) && !sessionAsked(evidence);
  },
};
