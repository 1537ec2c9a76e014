import type { Finding } from '../finding';

/** The iframe transports load another version of sockjs-client than the page. */
export const cliIframeVersion: Finding = {
  code: 'CLI-IFRAME-VERSION',
  hop: 'client',
  title: 'the iframe transports load another version of sockjs-client than the page',
  cause: "Spring's iframe.html loads the version that setClientLibraryUrl names: 1.0.0 up to Spring 5.3, the newest 1.x since then.",
  why: 'A line in the console while SockJS tries its iframe transports, which only very old browsers need.',
  cure: 'Ignore it, or call setClientLibraryUrl(...) with the version that the page loads; cure what made SockJS use the fallbacks',
  symptoms: [
    { seen: 'client', text: 'Incompatible SockJS! Main site uses: "<version>", the iframe: "<version>".' },
    { seen: 'client', text: 'Incompatible SockJS! Main site uses: "<version>"' },
  ],
  source: ['https://github.com/sockjs/sockjs-client/issues/388'],
  explains: ['iframe'],
  severity: 'notice',
};
