/** A request of SockJS's, told by its path alone. */
export interface SocketRequest {
  /** The route's path, such as `/ws-stomp`. */
  readonly route: string;
  readonly session?: string;
  readonly transport: Transport;
}

/** What SockJS asks for below its route. */
export type Transport =
  | 'info'
  | 'iframe'
  | 'websocket'
  | 'xhr_streaming'
  | 'eventsource'
  | 'htmlfile'
  | 'xhr'
  | 'xhr_send'
  | 'jsonp'
  | 'jsonp_send';

const SESSION =
  /^(.{0,200}?)\/([^/.?]{1,40})\/([^/.?]{1,80})\/(websocket|xhr_streaming|xhr_send|xhr|eventsource|htmlfile|jsonp_send|jsonp)$/;

/** Reads a path, with or without its query. Without one, `/info` could be anybody's; sockjs-client always adds `t=`. */
export function socketRequest(path: string): SocketRequest | undefined {
  const [plain, query = ''] = path.split('?');
  const session = SESSION.exec(plain);
  if (session) {
    return { route: session[1], session: `${session[2]}/${session[3]}`, transport: session[4] as Transport };
  }
  if (plain.endsWith('/info') && /(?:^|&)t=\d+/.test(query)) {
    return { route: plain.slice(0, -'/info'.length), transport: 'info' };
  }
  const frame = /^(.{0,200})\/iframe[\w.-]{0,20}\.html$/.exec(plain);
  if (frame) {
    return { route: frame[1], transport: 'iframe' };
  }
  return plain.endsWith('/websocket') ? { route: plain.slice(0, -'/websocket'.length), transport: 'websocket' } : undefined;
}
