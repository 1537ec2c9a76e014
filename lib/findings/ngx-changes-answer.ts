import type { Finding } from './finding';
import { isChanged } from './signatures';

/** Nginx changes the application's answer. */
export const ngxChangesAnswer: Finding = {
  code: 'NGX-CHANGES-ANSWER',
  hop: 'nginx',
  title: 'nginx changes the application\'s answer',
  cause: 'Something between changes the request or the answer: a header, the path, a limit, an error page.',
  why: 'What works on a developer\'s machine fails in production.',
  cure: 'Compare the answers; look into your own directives for location, rewrite, error_page, limit_req or add_header',
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['websocket'],
  outside: '--direct <application>',
  symptom: true,
  onHost: true,
  matches(evidence) {
    return isChanged(evidence);
  },
};
