import type { Ports, ProxyScenario } from './run';

/** A site with these lines. */
function caddy(lines: string, { listen }: Ports, { tls = '' } = {}): string {
  return `{
	admin off
	auto_https off
	persist_config off
}
${tls ? 'https' : 'http'}://:${listen} {
	bind 127.0.0.1
	root .
	${tls}
	${lines}
}
`;
}

const GOOD = (at: Ports) => `reverse_proxy 127.0.0.1:${at.application}`;

export const CADDY: readonly ProxyScenario[] = [
  { software: 'caddy', name: 'as it should be', path: '/sockjs', configuration: (at) => caddy(GOOD(at), at) },
  {
    software: 'caddy',
    name: 'as it should be, with TLS',
    path: '/sockjs',
    scheme: 'https',
    configuration: (at) => caddy(GOOD(at), at, { tls: `tls ${at.pem} ${at.pem}` }),
  },
  {
    software: 'caddy',
    name: 'streams in gzip, sent as they come',
    path: '/sockjs',
    configuration: (at) => caddy(`encode zstd gzip\n${GOOD(at)}`, at),
  },
  {
    software: 'caddy',
    name: 'a page for whatever is not there',
    code: 'PROXY-SPA-FALLBACK',
    path: '/sockjs',
    configuration: (at, cure = `try_files {path} /index.html\nreverse_proxy /sockjs/* 127.0.0.1:${at.application}\nfile_server`) =>
      caddy(cure, at),
  },
  {
    software: 'caddy',
    name: 'a rule that strips the prefix',
    code: 'PROXY-URI-REWRITE',
    path: '/sockjs',
    configuration: (at, cure = 'handle_path /sockjs/* {') => caddy(`${cure}\n${GOOD(at)}\n}`, at),
  },
  {
    software: 'caddy',
    name: 'CORS headers of its own',
    code: 'PROXY-CORS-DUP',
    path: '/sockjs-for-all',
    options: ['--origin', 'http://app.example.com'],
    withoutLines: true,
    configuration: (at, cure = 'header +Access-Control-Allow-Origin http://app.example.com') => caddy(`${cure}\n${GOOD(at)}`, at),
  },
  {
    software: 'caddy',
    name: 'does not trust the load balancer',
    code: 'FWD-PROTO-OVERWRITE',
    path: '/sockjs',
    scheme: 'https',
    behindTls: true,
    configuration: (at, cure = GOOD(at)) => caddy(cure.replace('10.0.0.0/8', '127.0.0.1/32'), at),
  },
  {
    software: 'caddy',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: (at) => caddy('reverse_proxy 127.0.0.1:1', at),
  },
];
