import { inChromesWords } from './refused-handshake';

/** Chrome and Safari; the address stands before. */
const NOT_LOADED = 'Failed to load resource: ';
const NOT_LOADED_WHY = /^(?:the server responded with a status of )?(\d{3}|net::ERR_\w+)\b/;
/** Firefox: "XHRPOST https://… [HTTP/1.1 403 Forbidden 2ms]". */
const FIREFOX = /\b(?:XHR\s?)?(GET|POST)\s+(https?:\/\/\S+)\s+\[HTTP\/[\d.]+\s(\d{3})\b/;
/** Firefox again, where the answer lacks CORS headers: other than Chrome it tells the status. */
const FIREFOX_CORS =
  /^(?:\S+ )?Cross-Origin Request Blocked: .* remote resource at (https?:\/\/\S+?)\. \(Reason: .*Status code: ([45]\d\d)\b/;
/** Chrome, where the answer lacks CORS headers: the status says more than the error that follows from it. */
const CHROME_CORS = /net::ERR_(?:FAILED|ABORTED) (?=[45]\d\d\b)/;

/** What may stand on the lines before and belongs to this one: Firefox copies its columns as lines. */
const GOES_ON = /^(?:\[HTTP\/|(?:GET|POST)$|https?:\/\/\S+$|(?:\[Error\] )?Failed to load resource: )/;
const BEGINS = /^(?:XHR|(?:XHR\s?)?(?:GET|POST)|(?:(?:XHR\s?)?(?:GET|POST)\s+)?https?:\/\/\S+)$/;

/** A line of a browser's console, with the words of other browsers in Chrome's: "GET https://host/path 404". */
export function consoleRequest(text: string): string {
  const line = inChromesWords(text);
  const [, method, url, status] = (line.includes('[HTTP/') && FIREFOX.exec(line)) || [];
  if (method !== undefined) return `${line} ${method} ${url} ${status}`;
  const [, address, answered] = notLoaded(line) ?? FIREFOX_CORS.exec(line) ?? [];
  return address === undefined ? line.replace(CHROME_CORS, '') : `${line} ${methodOf(address)} ${full(address)} ${answered}`;
}

function notLoaded(line: string): readonly string[] | undefined {
  const at = line.indexOf(NOT_LOADED);
  const [, why] = (at > 0 && NOT_LOADED_WHY.exec(line.slice(at + NOT_LOADED.length))) || [];
  const before = line.slice(0, Math.max(0, at)).replace('[Error]', '').trimEnd().replace(/ -$/, '').replace(/:\d+$/, '');
  const address = before.slice(before.lastIndexOf(' ') + 1);
  return why !== undefined && /[/?]/.test(address) ? [line, address, why] : undefined;
}

/** Joins the lines of a console that are one. */
export class ConsoleLines {
  private begun = '';

  /** The line, with those before that it goes on with. */
  joined(line: string): string {
    const whole = this.begun !== '' && GOES_ON.test(line.trim()) ? `${this.begun} ${line.trim()}` : line;
    this.begun = BEGINS.test(whole.trim()) ? whole.trim() : '';
    return whole;
  }
}

/** These lines do not say the method, but the transports of SockJS have only one each. */
function methodOf(url: string): string {
  return /\/(?:xhr|xhr_streaming|xhr_send|jsonp_send)(?:\?|$)/.test(full(url)) ? 'POST' : 'GET';
}

/** Chrome shortens an address to its last part. */
function full(url: string): string {
  return url.includes('/') ? url : `https://…/${url}`;
}
