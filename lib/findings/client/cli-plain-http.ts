import type { Finding } from '../finding';

/** The URL is http although the host also serves https, which https pages need. */
export const cliPlainHttp: Finding = {
  code: 'CLI-PLAIN-HTTP',
  hop: 'client',
  title: 'the URL is http although the host also serves https, which https pages need',
  cause: 'The URL begins with http (ws) although the host also answers on port 443.',
  why: 'It works from http pages and from tools, but not from an https page.',
  cure: 'Use the https (wss) URL in the client',
  source: ['https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content'],
  explains: ['websocket'],
  refutedBy: ['nothing over tls'],
  severity: 'notice',
  matches(evidence) {
    const { page, secure } = evidence;
    return page === undefined && secure !== undefined && (secure.info?.isInfo === true || secure.handshake?.status === 101);
  },
};
