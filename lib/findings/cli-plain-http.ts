import type { Finding } from './finding';

/** The same route is served over TLS too, which https pages need. */
export const cliPlainHttp: Finding = {
  code: 'CLI-PLAIN-HTTP',
  hop: 'client',
  title: 'the same route is served over TLS too, which https pages need',
  cause: 'The URL is a plain one although the host also answers on port 443.',
  why: 'It works from http pages and from tools, and not from an https page.',
  cure: 'Use the https (wss) URL in the client',
  source: ['https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content'],
  explains: ['websocket'],
  severity: 'notice',
  matches(evidence) {
    const { page, secure } = evidence;
    return page === undefined && secure !== undefined && (secure.info?.isInfo === true || secure.handshake?.status === 101);
  },
};
