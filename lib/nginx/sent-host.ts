import type { Placed } from './directives';
import type { EffectiveLocation } from './effective-location';
import { HANDSHAKES, type RequestVariables, type Variables } from './variables';

/** The Host header that an application gets. */
export interface SentHost {
  /** The line that decides about it. */
  readonly by: Placed;
  /** What it may be, '' where nginx sends none; undefined where it is the client's own, or cannot be told. */
  readonly values?: readonly string[];
}

/** What becomes of Host, where requests are handed on: nginx sends the name in `proxy_pass` unless a line says something else. */
export function sentHosts(location: EffectiveLocation, variables: Variables): SentHost[] {
  const header = location.headers('Host')[0];
  return location.passes.map((pass) => {
    const request = { ...HANDSHAKES[0], ...proxyVariables(pass, variables), ...serverName(location) };
    return { by: header ?? pass, values: variables.values(header?.args[1] ?? '$proxy_host', request) };
  });
}

/** The port is a part of the first unless it is the usual one. */
function proxyVariables({ args: [url = ''] }: Placed, variables: Variables): RequestVariables {
  const [text = '', ...others] = (variables.values(url, HANDSHAKES[0]!) ?? []).filter((each) => /^https?:\/\/[^/:]/i.test(each));
  const [, scheme, rest = ''] = /^(https?):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined || others.length > 0) return {};
  if (/^unix:/i.test(rest)) return { proxy_host: 'localhost', proxy_port: '' };
  const usual = scheme.toLowerCase() === 'https' ? '443' : '80';
  const [, host = '', port = usual] = /^(\[[^\]]*\]|[^:/?]*)(?::(\d+))?/.exec(rest)!;
  return { proxy_host: port === usual ? host : `${host}:${port}`, proxy_port: port };
}

/** The first one that is written, of `.example.com` without the dot. */
function serverName({ server: { names } }: EffectiveLocation): RequestVariables {
  return names[0]!.startsWith('~') ? {} : { server_name: names[0]!.replace(/^\./, '') };
}

const LABEL = '[a-z\\d](?:[a-z\\d-]*[a-z\\d])?';
const HOST = new RegExp(`^(?:\\[[\\da-f:.]+\\]|${LABEL}(?:\\.${LABEL})*\\.?)(?::\\d*)?$`, 'i');

/** Whether Tomcat takes it for a host: letters, digits, inner hyphens and dots, an address, and a port. An underscore is none of them. */
export function isHost(text: string): boolean {
  return HOST.test(text);
}
