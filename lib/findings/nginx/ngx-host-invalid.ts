import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import type { EffectiveLocation } from '../../nginx/effective-location';
import { isHost, sentHosts, type SentHost } from '../../nginx/sent-host';
import type { JudgedConfiguration } from '../configuration-match';
import { advice, problem } from '../in-configuration';
import { serverOf } from '../who/servers';

/** Nginx sends a Host header that Tomcat refuses. */
export const ngxHostInvalid: Finding = {
  code: 'NGX-HOST-INVALID',
  hop: 'nginx',
  title: 'nginx sends a Host header that Tomcat refuses',
  cause:
    'Without proxy_set_header Host nginx sends the name in proxy_pass, such as that of an upstream or a container. ' +
    'An underscore is not allowed in a host name.',
  why: 'Tomcat answers 400 to every request, before the application sees it; asked directly, the application answers.',
  cure: 'Add to the location: proxy_set_header Host $http_host;',
  symptoms: [
    ...refusedWith(400),
    ...infoAnswered(400),
    { seen: 'spring', text: 'The host [<name>] is not valid' },
    { seen: 'spring', text: 'The character [<letter>] is never valid in a domain name.' },
  ],
  paste: 'proxy_set_header Host $http_host;',
  source: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    'https://github.com/spring-projects/spring-boot/issues/15369',
  ],
  explains: ['info', 'websocket'],
  before: ['PROXY-HOST-MISSING'],
  refutedBy: ['101', 'frame', 'info', 'stream', 'same when direct'],
  alsoCures: ['PROXY-HOST-MISSING'],
  outside: '--direct <application>',
  matches({ info, handshake, direct }) {
    const isRefused = [info, handshake].some((answer) => answer?.status === 400 && serverOf(answer) === 'tomcat');
    return isRefused && (direct?.handshake?.status === 101 || direct?.info?.isInfo === true);
  },
  matchesConfig({ location, path }, configuration) {
    const refused = refusedHost(location, configuration);
    if (!refused) {
      return undefined;
    }
    const host = refused.values![0]!;
    const detail =
      host === ''
        ? 'the application gets no Host header, and Tomcat answers 400 to every request'
        : `the application gets "Host: ${host}", and Tomcat answers 400 to every request: that is no host name`;
    const wants = [{ header: 'Host', value: outerHost(location) ?? '$http_host' }];
    return (OF_OTHERS.test(path) ? advice : problem)(refused.by, detail, wants);
  },
};

/** Paths of frameworks that are not Spring's, whose servers may take such a name. */
const OF_OTHERS = /socket\.io|\/cable\b|signalr/i;

/** The Host header that Tomcat refuses, whatever the request. */
export function refusedHost(location: EffectiveLocation, { variables }: JudgedConfiguration): SentHost | undefined {
  const sent = sentHosts(location, variables);
  return sent.length > 0 && sent.every(({ values }) => values !== undefined && !values.some(isHost)) ? sent[0] : undefined;
}

/** What a level around the location would send, if the location had no header of its own. */
function outerHost(location: EffectiveLocation): string | undefined {
  const outer = location.hidden('proxy_set_header').find(({ args }) => args[0]?.toLowerCase() === 'host');
  return outer && /^\$(http_)?host$/.test(outer.args[1] ?? '') ? outer.args[1] : undefined;
}
