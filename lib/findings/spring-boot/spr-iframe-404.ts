import { sockJsAnswered } from '../sockjs-requests';
import type { Finding } from '../finding';

/** Iframe.html is answered 404, by design. */
export const sprIframe404: Finding = {
  code: 'SPR-IFRAME-404',
  hop: 'spring-boot',
  title: 'iframe.html is answered 404, by design',
  cause: 'Spring serves it only if no allowed origins are set.',
  why:
    "Two 404 lines in a browser's console while SockJS tries its transports: " +
    'they follow from an earlier failure and are never the cause.',
  cure: 'Ignore it: cure what made SockJS use the fallbacks',
  symptoms: [...sockJsAnswered(['iframe'], 404)],
  source: ['https://github.com/spring-projects/spring-framework/issues/26753'],
  explains: ['iframe'],
  severity: 'notice',
  matches(evidence) {
    const { iframe } = evidence;
    return iframe?.status === 404 && iframe.empty;
  },
};
