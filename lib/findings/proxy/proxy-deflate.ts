import { NOT_OPENED } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';

/** The server compresses frames although compression was not negotiated. */
export const proxyDeflate: Finding = {
  code: 'PROXY-DEFLATE',
  hop: 'proxy',
  title: 'the server compresses frames although compression was not negotiated',
  cause: 'A proxy removes Sec-WebSocket-Extensions from the answer only: the server compresses, and the client does not know.',
  why: 'Browsers close at the first message with "One or more reserved bits are on: reserved1 = 1".',
  ...curedBy('Forward the Sec-WebSocket-* headers in requests and in answers', {
    nginx: {
      cure: 'Forward the Sec-WebSocket-* headers in requests and in answers',
      paste: ['# remove from the location:', 'proxy_hide_header Sec-WebSocket-Extensions;'].join('\n'),
    },
  }),
  symptoms: [
    { seen: 'client', text: 'One or more reserved bits are on: reserved1 = 1' },
    { seen: 'client', text: 'Invalid frame header' },
    ...NOT_OPENED,
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc7692#section-7'],
  explains: ['websocket'],
  refutedBy: ['compressed'],
  matches(evidence) {
    return evidence.deflate?.trouble !== undefined;
  },
};
