import type { Finding } from '../finding';

/** An https page opens a plain ws or http URL. */
export const cliMixedContent: Finding = {
  code: 'CLI-MIXED-CONTENT',
  hop: 'client',
  title: 'an https page opens a plain ws or http URL',
  cause:
    'The URL in the client begins with ws:// or http://, or the server generated it so because it does not know that its clients use TLS.',
  why:
    'SockJS throws "An insecure SockJS connection may not be initiated from a page loaded over HTTPS"; ' +
    'a plain WebSocket fails with "Mixed Content".',
  cure: 'Use the https (wss) URL, or one relative to the page',
  symptoms: [
    { seen: 'client', text: 'An insecure SockJS connection may not be initiated from a page loaded over HTTPS' },
    {
      seen: 'client',
      text: 'Mixed Content: The page at <url> was loaded over HTTPS, but attempted to connect to the insecure WebSocket endpoint',
    },
  ],
  paste: "const socket = new SockJS('/ws-stomp');",
  source: ['https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content'],
  explains: ['websocket'],
  refutedBy: ['certificate'],
  outside: '--origin <page>',
  matches(evidence) {
    const { origin, page } = evidence;
    const { hostname, protocol } = new URL(origin ?? 'http://localhost');
    // Browsers take the loopback for safe.
    return protocol === 'http:' && (page ?? '').startsWith('https:') && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  },
};
