import { asSeen, concerns } from '../../../lib/findings/cures';
import { findingOf } from '../../../lib/findings/registry';
import { serverOf } from '../../../lib/findings/who/servers';
import type { Answerer, Proxy, Server } from '../../../lib/findings/who/software';
import { proxiesOf, seenOnTheWay, whoAnswered } from '../../../lib/findings/who/who';
import type { HttpAnswer } from '../../../lib/probes/http-answer';
import { handshake, HEALTHY, page } from '../evidence';

const INFO = '{"entropy":-213598307,"origins":["*:*"],"cookie_needed":true,"websocket":true}';
const UPGRADE = 'Can "Upgrade" only to "WebSocket".';
const httpd = (title: string) =>
  `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n<html><head>\n<title>${title}</title>\n`;
const answer = (status: number, body: string, more: Partial<HttpAnswer> = {}): HttpAnswer => ({ status, body, ...more });
const by = (server: string) => ({ server });
const via = (text: string) => ({ via: text });

/** Who wrote each answer, and who else shows in it. What its header alone names has only passed it on. */
const ANSWERS: readonly (readonly [name: string, answer: HttpAnswer, who: Answerer, seen: readonly Answerer[]])[] = [
  ["nginx's page", answer(502, page(502), by('nginx/1.31.3')), 'nginx', ['nginx']],
  ["nginx's page without its header", answer(404, page(404)), 'nginx', ['nginx']],
  ['Spring through nginx', answer(400, UPGRADE, by('nginx')), 'spring', ['nginx']],
  ['a page about nginx', answer(200, '<p>nginx/1.22</p>'), 'unknown', []],
  ["OpenResty's page", answer(502, '<hr><center>openresty/1.27.1.2</center>', by('openresty/1.27.1.2')), 'openresty', ['openresty']],
  ['Spring through OpenResty', answer(400, UPGRADE, by('openresty')), 'spring', ['openresty']],
  ["httpd's page", answer(503, httpd('503 Service Unavailable'), by('Apache/2.4.71 (Debian)')), 'httpd', ['httpd']],
  ["httpd's page without its header", answer(503, httpd('503 Service Unavailable')), 'httpd', ['httpd']],
  ['Spring through httpd', answer(400, UPGRADE, by('Apache/2.4.71 (Debian)')), 'spring', ['httpd']],
  ['Spring through httpd with ServerTokens Prod', answer(400, UPGRADE, by('Apache')), 'spring', ['httpd']],
  ["an old Tomcat's header", answer(400, UPGRADE, by('Apache-Coyote/1.1')), 'spring', []],
  ['a page of the application with the same doctype', answer(200, httpd('chat')), 'unknown', []],
  ["Caddy's 502", answer(502, '', by('Caddy')), 'caddy', ['caddy']],
  ['Spring through Caddy', answer(403, '', via('via: 1.1 Caddy')), 'spring', ['caddy']],
  ['a 101 through Caddy', answer(101, '', by('Caddy')), 'unknown', ['caddy']],
  ['an empty 502 without a header', answer(502, ''), 'unknown', []],
  [
    "HAProxy's page",
    answer(503, '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n'),
    'haproxy',
    ['haproxy'],
  ],
  ['a page of the form of HAProxy', answer(200, '<html><body><h1>chat</h1>\nHello.\n</body></html>'), 'unknown', []],
  ["Envoy's refusal of an upgrade", answer(403, '', by('envoy')), 'envoy', ['envoy']],
  ["Spring's empty 403 through Envoy", answer(403, '', { server: 'envoy', via: 'x-envoy-upstream-service-time: 9' }), 'spring', ['envoy']],
  ["Spring's empty 403", answer(403, ''), 'spring', []],
  ['Istio without an upstream', answer(503, 'no healthy upstream', by('istio-envoy')), 'envoy', ['envoy']],
  [
    'Envoy without its header',
    answer(503, 'upstream connect error or disconnect/reset before headers. reset reason: remote connection failure'),
    'envoy',
    ['envoy'],
  ],
  ['an application that calls itself envoy', answer(200, INFO, by('my-envoy')), 'unknown', []],
  ['any program in Go without such a path', answer(404, '404 page not found\n'), 'unknown', []],
  ['Traefik without a server', answer(503, 'no available server\n'), 'traefik', ['traefik']],
  ['a 503 of the application', answer(503, 'no available server for you'), 'unknown', []],
  ["Varnish's page", answer(503, '<h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3>'), 'varnish', ['varnish']],
  ['Spring through Varnish', answer(400, UPGRADE, via('via: 1.1 cache (Varnish/7.1); x-varnish: 32770')), 'spring', ['varnish']],
  ['a page about a guru', answer(200, '<h1>Guru Meditation</h1>'), 'unknown', []],
  ["Vite's page", answer(200, '<!doctype html>\n<script type="module" src="/@vite/client"></script>'), 'vite', ['vite']],
  ['a page that Vite has built', answer(200, '<script type="module" src="/assets/index-4f.js"></script>'), 'unknown', []],
  [
    'Spring through webpack-dev-server',
    answer(200, INFO, via('x-powered-by: Express; cross-origin-resource-policy: same-origin')),
    'unknown',
    ['webpack-dev-server', 'express'],
  ],
  ['Spring with that policy', answer(200, INFO, via('cross-origin-resource-policy: same-origin')), 'unknown', []],
  [
    'http-proxy-middleware without its target',
    answer(504, 'Error occurred while trying to proxy: 127.0.0.1:3000/ws/info'),
    'http-proxy-middleware',
    ['http-proxy-middleware'],
  ],
  ['a page about proxies', answer(500, '<p>Error occurred while trying to proxy</p>'), 'unknown', []],
  ["Express's 404", answer(404, '<pre>Cannot GET /ws/info</pre>', via('x-powered-by: Express')), 'express', ['express']],
  ["Express's 404 without its header", answer(404, '<pre>Cannot GET /ws/info</pre>'), 'express', ['express']],
  ['another server with X-Powered-By', answer(200, INFO, via('x-powered-by: PHP/8.3')), 'unknown', []],
  ['CloudFront', answer(403, 'Generated by cloudfront (CloudFront)', by('CloudFront')), 'cloudfront', ['cloudfront']],
  ['Spring through CloudFront', answer(400, UPGRADE, via('x-cache: Error from cloudfront')), 'spring', ['cloudfront']],
  ['a cache of another name', answer(200, INFO, via('x-cache: HIT')), 'unknown', []],
  ['Cloudflare', answer(522, 'error code: 522', by('cloudflare')), 'cloudflare', ['cloudflare']],
  ['Spring through Cloudflare', answer(400, UPGRADE, by('cloudflare')), 'spring', ['cloudflare']],
  ['a 522 of somebody else', answer(522, 'error code: 522'), 'unknown', []],
  ['an Application Load Balancer', answer(502, '<h1>502 Bad Gateway</h1>', by('awselb/2.0')), 'alb', ['alb']],
  ['Spring through one', answer(400, UPGRADE, via('cookie: AWSALB; cookie: AWSALBCORS')), 'spring', ['alb']],
  ['a 502 without a header', answer(502, '<h1>502 Bad Gateway</h1>'), 'unknown', []],
  ['a Classic Load Balancer', answer(503, '', { reason: 'Service Unavailable: Back-end server is at capacity' }), 'clb', ['clb']],
  ['Spring through one', answer(400, UPGRADE, via('cookie: AWSELB')), 'spring', ['clb']],
  ['the same words of nginx', answer(503, '', { reason: 'BAD_REQUEST', server: 'nginx' }), 'unknown', ['nginx']],
  ['API Gateway', answer(403, '{"message":"Forbidden"}', via('x-amz-apigw-id: aBcD=')), 'api-gateway', ['api-gateway']],
  ['Spring through API Gateway', answer(400, UPGRADE, via('apigw-requestid: aBcD=')), 'spring', ['api-gateway']],
  ['the same JSON of an application', answer(403, '{"message":"Forbidden"}'), 'unknown', []],
];

test.each(ANSWERS)('%s', (_, given, who, seen) => {
  expect([whoAnswered(given), seenOnTheWay(given)]).toEqual([who, seen]);
});

const TOMCAT = '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title>';
const JETTY = '<html><head><title>Error 400 Bad Request</title></head><body><h2>HTTP ERROR 400 Bad Request</h2>';
const BOOT = '{"timestamp":"2026-11-29T12:26:20Z","status":404,"error":"Not Found","path":"/nowhere"}';
const WEBFLUX = '{"timestamp":"2026-11-29T12:26:35Z","path":"/raw","status":400,"error":"Bad Request","requestId":"f6c3486c-3"}';

test.each<[string, HttpAnswer, Server | 'servlet' | undefined, Answerer]>([
  ['Tomcat', answer(400, TOMCAT), 'tomcat', 'spring'],
  ['Jetty', answer(400, JETTY), 'jetty', 'spring'],
  ['Undertow', answer(404, '<html><head><title>Error</title></head><body>404 - Not Found</body></html>'), 'undertow', 'spring'],
  ['Netty, by WebFlux', answer(400, WEBFLUX), 'netty', 'spring'],
  ['a servlet container, by Boot', answer(404, BOOT), 'servlet', 'spring'],
  ["Spring's own words", answer(400, UPGRADE), undefined, 'spring'],
  ['a page titled Error', answer(404, '<html><head><title>Error: gone</title></head><body></body></html>'), undefined, 'unknown'],
  ['JSON with a requestId', answer(400, '{"requestId":"f6c3486c-3"}'), undefined, 'unknown'],
])('the server of %s', (_, given, server, who) => {
  expect([serverOf(given), whoAnswered(given)]).toEqual([server, who]);
});

test.each<[string, object, readonly Proxy[]]>([
  ['the update socket of webpack-dev-server', { firstFrame: '{"type":"hot"}' }, ['webpack-dev-server']],
  ['a first frame of JSON', { firstFrame: '{"type":"hello"}' }, []],
  [
    'a gateway that accepts before it asks',
    { firstFrame: undefined, failure: { kind: 'closed', message: 'closed with 1002 Protocol error' } },
    ['gateway-webflux'],
  ],
  ['a handler that closes', { firstFrame: undefined, failure: { kind: 'closed', message: 'closed with 1000' } }, []],
])('what a 101 shows: %s', (_, more, proxies) => {
  expect(proxiesOf({ ...HEALTHY, handshake: { ...handshake, ...more } })).toEqual(proxies);
});

test.each<[string, string, readonly Proxy[]]>([
  ["Vite's script", 'text/javascript', ['vite']],
  ['a page for whatever is not there', 'text/html', []],
])('what is at the path of the script of Vite: %s', (_, contentType, proxies) => {
  expect(proxiesOf({ ...HEALTHY, viteClient: { status: 200, contentType, ms: 1 } })).toEqual(proxies);
});

const upgrade = findingOf('PROXY-UPGRADE-MISSING')!;

test.each<[string, readonly Proxy[], string, string, RegExp]>([
  ['nobody who says so', [], 'proxy', 'the proxy drops', /^# nginx: [^]*^# Apache httpd: /m],
  ['nginx', ['nginx'], 'nginx', 'nginx drops', /^map \$http_upgrade/],
  ['OpenResty', ['openresty'], 'nginx', 'nginx drops', /^map \$http_upgrade/],
  ['httpd', ['httpd'], 'proxy', 'Apache httpd drops', /^ProxyPass/],
  ['httpd before nginx', ['httpd', 'nginx'], 'proxy', 'the proxy drops', /^# Apache httpd: [^]*^# nginx: /m],
  ['one without lines of its own', ['varnish'], 'proxy', 'the proxy drops', /^$/],
])('a cure for %s', (_, seen, hop, title, paste) => {
  const shown = asSeen(upgrade, seen);
  expect([shown.hop, shown.title]).toEqual([hop, expect.stringContaining(title)]);
  expect(shown.paste ?? '').toMatch(paste);
});

test("nginx's own findings are about nobody else", () => {
  const own = findingOf('NGX-CONN-ONLY-MISSING')!;
  expect([[], ['nginx'], ['openresty'], ['caddy', 'nginx'], ['httpd']].map((seen) => concerns(own, seen as Proxy[]))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});
