import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import { isHost, sentHosts } from '../../lib/nginx/sent-host';
import { serversOf } from '../../lib/nginx/servers';
import { answering } from '../../lib/nginx/socket-routes';
import { Variables } from '../../lib/nginx/variables';
import { httpConf, NginxFolder } from './real-nginx';

const folder = new NginxFolder();
let echo: Server;
beforeAll((done) => {
  echo = createServer((request, response) => response.end(JSON.stringify(request.headers.host ?? '')));
  echo.listen(0, '127.0.0.1', done);
});
afterAll((done) => {
  folder.remove();
  echo.close(done);
});

const APP = (name: string) => `upstream ${name} { server 127.0.0.1:${(echo.address() as AddressInfo).port}; }`;

/** Lines of http, of the server and of the location; undefined is what is the client's own. */
const WAYS: [string, string, string, string | undefined][] = [
  ['my_app', '', 'proxy_pass http://my_app;', 'my_app'],
  ['my-app', '', 'proxy_pass http://my-app/;', 'my-app'],
  ['my_app', '', 'proxy_pass http://my_app; proxy_set_header Host $proxy_host;', 'my_app'],
  ['my_app', '', 'proxy_pass http://my_app; proxy_set_header host $proxy_host:$proxy_port;', 'my_app:80'],
  ['my_app', '', 'proxy_pass http://my_app; proxy_set_header X-A b;', 'my_app'],
  ['app', '', 'proxy_pass http://app; proxy_set_header Host my_app;', 'my_app'],
  ['app', '', 'proxy_pass http://app; proxy_set_header Host "";', ''],
  ['app', 'server_name _;', 'proxy_pass http://app; proxy_set_header Host $server_name;', '_'],
  ['app', 'server_name a.test b.test;', 'proxy_pass http://app; proxy_set_header Host $server_name;', 'a.test'],
  ['app', 'server_name *.a.test;', 'proxy_pass http://app; proxy_set_header Host $server_name;', '*.a.test'],
  ['app', 'server_name .a.test;', 'proxy_pass http://app; proxy_set_header Host $server_name;', 'a.test'],
  ['app', '', 'proxy_pass http://app; proxy_set_header Host $server_name;', ''],
  ['app', 'proxy_set_header Host my_app;', 'proxy_pass http://app;', 'my_app'],
  ['app', 'proxy_set_header Host my_app;', 'proxy_pass http://app; proxy_set_header X-A b;', 'app'],
  ['my_app', 'set $to my_app;', 'proxy_pass http://$to;', 'my_app'],
  ['my_app', '', 'proxy_pass http://my_app; proxy_set_header Host $host;', undefined],
  ['my_app', '', 'proxy_pass http://my_app; proxy_set_header Host $http_host;', undefined],
];

const sent = (conf: string, path: string) => {
  const configuration = readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', conf]])));
  const variables = new Variables(configuration);
  const [server] = serversOf(configuration);
  return sentHosts(answering(server!, path, variables).location, variables).map(({ values }) => values?.[0]);
};

test.each(WAYS)('upstream %s, %s %s', async (upstream, inServer, inLocation, value) => {
  const conf = httpConf(`${APP(upstream)} server { listen unix:socket; ${inServer} location / { ${inLocation} } }`);
  expect(sent(conf, '/')).toEqual([value]);
  const real = await folder.serve(conf, (get) => get('/'));
  expect(JSON.parse(real)).toBe(value ?? 'test');
});

test.each([
  ['proxy_pass http://chat_server:8080;', 'chat_server:8080'],
  ['proxy_pass http://chat_server:80/;', 'chat_server'],
  ['proxy_pass https://chat_server:443;', 'chat_server'],
  ['proxy_pass https://chat_server:80;', 'chat_server:80'],
  ['proxy_pass http://unix:/run/my_app.sock;', 'localhost'],
  ['proxy_pass http://[::1]:8080/ws;', '[::1]:8080'],
  ['proxy_pass http://$unknown;', undefined],
  ['proxy_pass http://$unknown; proxy_set_header Host my_app;', 'my_app'],
])('%s', (line, value) => expect(sent(`http { server { location / { ${line} } } }`, '/')).toEqual([value]));

// As Tomcat 11 answered each of them over a socket: 400, or whatever the path got.
test.each([
  [
    ['my-app', 'example.com.', '127.0.0.1', '127.0.0.1:8080', '[::1]', '[::1]:80', '1a', 'UPPER', 'a:', 'a:99999', '1.2.3', '999.1.1.1'],
    true,
  ],
  [['my_app', 'my_app:8080', '_', '*.example.com', '.example.com', 'example..com', '-a', 'a-', 'a-.b', '::1', 'a,b', 'a b', 'a/b'], false],
  [['http://a', 'é', 'a:b', 'localhost:8080:8080', 'unix:/run/x', 'a~b', 'a%20b', 'user@a', '$host', ''], false],
])('%s', (hosts, fits) => expect(hosts.filter((host) => isHost(host) !== fits)).toEqual([]));
