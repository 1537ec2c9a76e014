import type { Ports, ProxyScenario } from './run';

/** A frontend with these lines. */
function haproxy({ listen, application, pem }: Ports, lines = '', { tls = false, timeout = '50s' } = {}): string {
  return `defaults
  mode http
  timeout connect 2s
  timeout client ${timeout}
  timeout server ${timeout}
  ${lines.startsWith('timeout') ? lines : ''}
frontend listener
  bind 127.0.0.1:${listen}${tls ? ` ssl crt ${pem} alpn h2,http/1.1` : ''}
  option forwardfor
  ${lines.startsWith('timeout') ? '' : lines}
  default_backend application
backend application
  server one 127.0.0.1:${application}
`;
}

export const HAPROXY: readonly ProxyScenario[] = [
  { software: 'haproxy', name: 'as it should be', path: '/sockjs', configuration: (at) => haproxy(at) },
  {
    software: 'haproxy',
    name: 'as it should be, with TLS and HTTP/2',
    path: '/sockjs',
    scheme: 'https',
    configuration: (at) => haproxy(at, 'http-request set-header X-Forwarded-Proto https', { tls: true }),
  },
  {
    software: 'haproxy',
    name: 'a tunnel may be silent for an hour',
    path: '/ws',
    options: ['--idle-seconds', '4'],
    configuration: (at) => haproxy(at, 'timeout tunnel 1h', { timeout: '2s' }),
  },
  {
    software: 'haproxy',
    name: 'no timeout of tunnels',
    code: 'PROXY-IDLE-60',
    path: '/ws',
    options: ['--idle-seconds', '4'],
    configuration: (at, cure) => haproxy(at, cure, { timeout: '2s' }),
  },
  {
    software: 'haproxy',
    name: 'ends TLS on a port of its own and does not say so',
    code: 'FWD-PROTO-MISSING',
    path: '/sockjs',
    scheme: 'https',
    ownPort: true,
    configuration: (at, cure) => haproxy(at, cure, { tls: true }),
  },
  {
    software: 'haproxy',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: (at) => haproxy({ ...at, application: 1 }),
  },
];
