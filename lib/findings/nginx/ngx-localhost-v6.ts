import type { Finding } from '../finding';
import { addressesOf, targetsOf } from '../../nginx/upstream';
import { sourceOf } from '../../nginx/configuration';
import { advice, carriesSockets } from '../in-configuration';

/** Localhost resolves to two addresses, and the application may listen on only one. */
export const ngxLocalhostV6: Finding = {
  code: 'NGX-LOCALHOST-V6',
  hop: 'nginx',
  title: 'localhost resolves to two addresses, and the application may listen on only one',
  cause: 'It resolves to 127.0.0.1 and [::1], and nginx uses them in turn.',
  why:
    'Every other request is refused at first, or the fallbacks of SockJS are answered 404, ' +
    "because Spring 7 binds a session to the client's address.",
  cure: 'Write 127.0.0.1 instead of localhost',
  symptoms: [
    { seen: 'nginx', text: 'connect() failed (111: Connection refused) while connecting to upstream<fields>upstream: "http://[::1]:' },
  ],
  paste: 'proxy_pass http://127.0.0.1:8080;',
  source: ['https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server', 'https://github.com/nginx/nginx/issues/792'],
  explains: ['info', 'websocket'],
  severity: 'notice',
  matchesConfig(route, configuration) {
    const [found] = targetsOf(route.location)
      .flatMap(addressesOf)
      .filter(({ host }) => host.toLowerCase() === 'localhost');
    if (!carriesSockets(route) || !found) {
      return undefined;
    }
    const by = sourceOf(configuration, found.directive).replace(/localhost/i, '127.0.0.1');
    return advice(found.directive, `${found.directive.name} names localhost`, [{ replace: found.directive, by }]);
  },
};
