import { printable } from '../doctor/printable';
import type { Report } from '../doctor/report';
import type { Terminal } from './terminal';

/** SockJS's cascade in the order in which a browser sees it, and the one line that explains it. */
export function cascadeLines(terminal: Terminal, report: Report): string[] {
  const evidence = report.evidence.find(({ route, handshake }) => route && handshake && route.kind === 'sockjs') ?? report.evidence.find(({ handshake }) => handshake);
  const { cause } = report;
  if (!evidence?.handshake || !cause) {
    return ['the chain was to be broken, but nothing that a browser would see was found'];
  }
  const { handshake, info, xhrStreaming, eventSource, iframe, polling } = evidence;
  const good = (text: string) => terminal.tone('good', text);
  const bad = (text: string) => terminal.tone('bad', text);
  const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1000).toFixed(1)} s`;
  const stream = (opened: boolean | undefined, waited: number | undefined) => (opened ? good('open') : bad(`nothing within ${seconds(waited)}`));
  const steps: [string, string][] = [
    ...(info ? [['info', info.isInfo ? good(`${info.status}, websocket ${info.websocket}`) : bad(`${info.status}`)] as [string, string]] : []),
    ['websocket', bad(`${handshake.status} ${printable(handshake.body.trim().split('\n')[0].slice(0, 60))}`)],
    ...(xhrStreaming ? [['xhr_streaming', stream(xhrStreaming.opened, xhrStreaming.waitedMs)] as [string, string]] : []),
    ...(eventSource ? [['eventsource', stream(eventSource.opened, eventSource.waitedMs)] as [string, string]] : []),
    ...(iframe ? [['iframe.html', iframe.status === 404 ? '404 by design, twice in the console, never the cause' : `${iframe.status}`] as [string, string]] : []),
    ...(polling ? [['xhr (polling)', polling.opened ? good(`works: the page looks connected, with a request for every message`) : bad(`${polling.openStatus}`)] as [string, string]] : []),
  ];
  const url = `${report.origin ?? ''}${evidence.route?.path ?? ''}`;
  return [
    `what a browser sees at ${url} with the configuration of many a blog:`,
    '',
    ...steps.map(([name, text], index) => `  ${index === steps.length - 1 ? '`-' : '|-'} ${name.padEnd(14)} ${text}`),
    '',
    `${terminal.tone('bad', cause.code)} at ${cause.hop}: ${cause.title}; cure: ${cause.cure}`,
  ];
}
