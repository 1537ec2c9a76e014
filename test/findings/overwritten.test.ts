import { lint } from '../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';

describe('forwarded headers that nginx sets itself, behind a load balancer', () => {
  const told = (listen: string, headers: string) => {
    const text =
      `events {} http { server { ${listen} location /ws { proxy_pass http://127.0.0.1:8080; ` +
      `proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; ${headers} } } }`;
    const { problems, advice } = lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]))), {
      routes: [],
      loadBalancer: true,
    });
    return [...problems, ...advice].flatMap(({ code, severity, places }) =>
      code.startsWith('FWD-') ? [`${severity} ${code} ${places[0]!.detail}`] : [],
    );
  };
  const own = 'proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Port $server_port;';
  const fixed = 'proxy_set_header X-Forwarded-Proto http; proxy_set_header X-Forwarded-Port 80;';
  test.each([
    ['a listener with TLS', 'listen 443 ssl;', own, []],
    [
      'one with TLS on a port of its own',
      'listen 8443 ssl;',
      own,
      [
        expect.stringMatching(
          /^problem FWD-PORT-OVERWRITE the application gets \$server_port, nginx's own port on \*:8443, while TLS ends/,
        ),
      ],
    ],
    [
      'one without',
      'listen 80;',
      own,
      [
        expect.stringMatching(/^problem FWD-PROTO-OVERWRITE on \*:80 this server listens without TLS, so \$scheme is http, while TLS ends/),
        expect.stringMatching(/^problem FWD-PORT/),
      ],
    ],
    [
      'both',
      'listen 80; listen 443 ssl;',
      own,
      [
        expect.stringMatching(/^advice FWD-PROTO-OVERWRITE on \*:80 this/),
        expect.stringMatching(/^advice FWD-PORT-OVERWRITE .* on \*:80:/),
      ],
    ],
    [
      'words of its own',
      'listen 443 ssl;',
      fixed,
      [expect.stringMatching(/^problem FWD-PROTO-OVERWRITE the application gets http, while/), expect.stringMatching(/^problem FWD-PORT/)],
    ],
  ])('%s', (_, listen, headers, expected) => expect(told(listen, headers)).toEqual(expected));
});
