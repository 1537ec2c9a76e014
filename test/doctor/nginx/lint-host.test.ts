import { conf, MAP } from '../../findings/configuration';
import { judge } from './judged';

const H =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; proxy_read_timeout 1h;';
const about = (inLocation: string, more: Parameters<typeof conf>[1] = {}, path = '/ws') => {
  const { problems, advice } = judge({ 'nginx.conf': conf(inLocation, { location: path, ...more }) }, { routes: [{ path }] });
  const found = [...problems, ...advice].filter(({ code }) => /^(NGX|PROXY)-HOST/.test(code));
  return found.map(({ code, severity, places }) => [code, severity, places[0]!.detail]);
};
const refused = (host: string) => `the application gets "Host: ${host}", and Tomcat answers 400 to every request: that is no host name`;

describe('a Host that Tomcat refuses is a problem', () => {
  test.each<[string, string, Parameters<typeof conf>[1], string]>([
    ['of an upstream', 'proxy_pass http://my_app;', { http: 'upstream my_app { server 127.0.0.1:8080; }' }, 'my_app'],
    ['of a container', 'proxy_pass http://chat_server:8080;', {}, 'chat_server:8080'],
    ['in a variable', 'proxy_pass http://$to;', { server: 'set $to chat_server;' }, 'chat_server'],
    ['in a line of its own', 'proxy_pass http://app; proxy_set_header Host my_app;', {}, 'my_app'],
    ['in a line of the server', 'proxy_pass http://app; ', { server: 'proxy_set_header Host my_app;' }, 'my_app'],
    [
      'as the name of a server without one',
      'proxy_pass http://app; proxy_set_header Host $server_name;',
      { server: 'server_name _;' },
      '_',
    ],
    ['as a pattern', 'proxy_pass http://app; proxy_set_header Host $server_name;', { server: 'server_name *.a.test;' }, '*.a.test'],
    ['as the name that nginx would send anyway', 'proxy_pass http://a_b; proxy_set_header Host $proxy_host;', {}, 'a_b'],
    ['with two colons', 'proxy_pass http://app; proxy_set_header Host app:1:2;', {}, 'app:1:2'],
  ])('%s', (_, lines, more, host) => {
    const inherits = lines.endsWith(' ');
    const at = inherits ? { ...more, server: `${more?.server} ${H}` } : more;
    expect(about(inherits ? lines : `${lines} ${H}`, at)).toEqual([['NGX-HOST-INVALID', 'problem', refused(host)]]);
  });

  test('none at all', () => {
    expect(about(`proxy_pass http://app; proxy_set_header Host ""; ${H}`)).toEqual([
      ['NGX-HOST-INVALID', 'problem', 'the application gets no Host header, and Tomcat answers 400 to every request'],
    ]);
  });

  test("advice at the path of another framework's sockets", () => {
    expect(about(`proxy_pass http://node_app:3000; ${H}`, {}, '/socket.io')).toEqual([
      ['NGX-HOST-INVALID', 'advice', refused('node_app:3000')],
    ]);
  });
});

describe('a Host that is not refused', () => {
  test.each<[string, string, Parameters<typeof conf>[1]]>([
    ["the client's", 'proxy_pass http://my_app; proxy_set_header Host $host;', {}],
    ["the client's with a port", 'proxy_pass http://my_app; proxy_set_header Host $host:$server_port;', {}],
    ['one that is written', 'proxy_pass http://my_app; proxy_set_header Host chat.example.com;', {}],
    ['the name of the server', 'proxy_pass http://my_app; proxy_set_header Host $server_name;', {}],
    ['one of the same name as the server', 'proxy_pass http://api.example.com;', {}],
  ])('%s is no finding', (_, lines, more) => expect(about(`${lines} ${H}`, more)).toEqual([]));

  test.each([
    ['my-app', 'proxy_pass http://my-app;'],
    ['127.0.0.1:8080', 'proxy_pass http://127.0.0.1:8080;'],
    ['localhost', 'proxy_pass http://unix:/run/my_app.sock;'],
  ])('%s is advice', (host, lines) => {
    expect(about(`${lines} ${H}`)).toEqual([
      [
        'PROXY-HOST-MISSING',
        'advice',
        `the application gets "Host: ${host}" instead of the page's, and answers 403 to browsers unless it allows the page's origin`,
      ],
    ]);
  });
});

test('the cure takes what the server would have sent', () => {
  const { problems } = judge({
    'nginx.conf': conf(`proxy_pass http://my_app; ${H}`, { map: MAP, server: 'proxy_set_header Host $host;' }),
  });
  expect(problems.map(({ code, places }) => [code, places[0]!.corrected.at(-1)])).toEqual([
    ['NGX-HOST-INVALID', expect.stringContaining('proxy_set_header Host $host;')],
  ]);
});
