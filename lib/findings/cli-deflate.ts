import type { Finding } from './finding';

/** The frames are compressed although the answer did not agree to it. */
export const cliDeflate: Finding = {
  code: 'CLI-DEFLATE',
  hop: 'nginx',
  title: 'the frames are compressed although the answer did not agree to it',
  cause: 'A hop removes Sec-WebSocket-Extensions from the answer only: the server compresses, the client does not know.',
  why: 'Browsers close at the first message with "One or more reserved bits are on: reserved1 = 1".',
  cure: 'Let Sec-WebSocket-* headers pass both ways',
  symptoms: [
    { seen: 'client', text: 'One or more reserved bits are on: reserved1 = 1' },
    { seen: 'client', text: 'Invalid frame header' },
  ],
  paste: [
    '# remove from the location:',
    'proxy_hide_header Sec-WebSocket-Extensions;',
  ].join('\n'),
  source: ['https://www.rfc-editor.org/rfc/rfc7692#section-7'],
  explains: ['websocket'],
  matches(evidence) {
    return evidence.deflate?.trouble !== undefined;
  },
};
