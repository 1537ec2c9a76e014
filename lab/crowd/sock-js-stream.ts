import type * as http from 'node:http';
import * as https from 'node:https';
import { envelope, messages, sessionPath } from '../../lib/probes/sockjs';
import type { Cookies } from './cookies';

const OK = 200;
const NO_CONTENT = 204;

/** How a session ends whose host the load balancer has taken out: another one is asked, and does not know it. */
export const REFUSED_SEND = 'Sending error: 404';

/** What a STOMP client takes for a WebSocket: SockJS's xhr-streaming, as sockjs-client does it in a browser, which keeps cookies. */
export class SockJsStream {
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string }) => void;
  readyState: 0 | 1 | 3 = 0;
  private readonly session: string;
  private stream?: http.ClientRequest;
  private waiting: string[] = [];
  private sending = false;

  constructor(
    private readonly origin: string,
    path: string,
    private readonly agent: https.Agent,
    private readonly cookies: Cookies,
  ) {
    this.session = sessionPath(path);
    this.receive();
  }

  send(text: string): void {
    this.waiting.push(text);
    this.flush();
  }

  close(): void {
    this.end(1000, '');
  }

  private receive(): void {
    this.stream = this.post('xhr_streaming', '', (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        lines.forEach((line) => this.take(line));
      });
      response.once('close', () => {
        // A stream ends after so many bytes and goes on in the next one; one that breaks off is the session's end.
        if (this.readyState !== 3 && response.complete && response.statusCode === OK) {
          this.receive();
        } else {
          this.end(1006, `stream ended with ${response.statusCode}`);
        }
      });
    });
  }

  private take(frame: string): void {
    if (frame === 'o' && this.readyState === 0) {
      this.readyState = 1;
      this.onopen?.();
    } else if (frame === 'o') {
      this.end(1006, 'Server lost session');
    } else if (frame.startsWith('c')) {
      const [code, reason] = JSON.parse(frame.slice(1)) as [number, string];
      this.end(code, reason);
    } else {
      messages(frame)?.forEach((data) => this.onmessage?.({ data }));
    }
  }

  /** One request at a time, so that messages stay in order. */
  private flush(): void {
    if (this.sending || this.waiting.length === 0 || this.readyState !== 1) {
      return;
    }
    this.sending = true;
    const body = this.waiting.length === 1 ? envelope(this.waiting[0]) : JSON.stringify(this.waiting);
    this.waiting = [];
    this.post('xhr_send', body, (response) => {
      response.resume();
      this.sending = false;
      if (response.statusCode === NO_CONTENT) {
        this.flush();
      } else {
        this.end(1006, response.statusCode === 404 ? REFUSED_SEND : `Sending error: ${response.statusCode}`);
      }
    });
  }

  private post(what: string, body: string, answered: (response: http.IncomingMessage) => void): http.ClientRequest {
    const headers = { ...this.cookies.headers, Origin: this.origin, 'Content-Type': 'text/plain' };
    return https
      .request(`${this.origin}${this.session}/${what}`, { agent: this.agent, method: 'POST', headers })
      .once('response', (response) => {
        this.cookies.take(response.headers['set-cookie']);
        answered(response);
      })
      .on('error', (error) => this.end(1006, `${what}: ${error.message}`))
      .end(body);
  }

  private end(code: number, reason: string): void {
    if (this.readyState === 3) {
      return;
    }
    this.readyState = 3;
    this.stream?.destroy();
    this.onclose?.({ code, reason });
  }
}
