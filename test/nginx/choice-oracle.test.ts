import fc from 'fast-check';
import { request } from 'node:http';
import { join } from 'node:path';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import { EffectiveLocation } from '../../lib/nginx/effective-location';
import { chooseLocation } from '../../lib/nginx/location-choice';
import { chooseServer } from '../../lib/nginx/server-choice';
import { serversOf } from '../../lib/nginx/servers';
import { Variables } from '../../lib/nginx/variables';
import { httpConf, NginxFolder } from './real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());
const seed = Date.now();
const read = (text: string) => readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]])));

interface Told {
  readonly status: number;
  readonly id: string;
  readonly body: string;
}

function ask(socket: string, path: string, headers: Record<string, string>): Promise<Told> {
  return new Promise((resolve, reject) => {
    const req = request({ socketPath: join(folder.path, socket), path, headers }, (res) => {
      let body = '';
      res.on('data', (data: Buffer) => (body += data.toString()));
      res.on('end', () => resolve({ status: res.statusCode!, id: String(res.headers['x-id']), body: res.statusCode === 200 ? body : '' }));
    });
    req.on('error', reject).end();
  });
}

/** The questions in small groups, because each is a connection. */
async function inGroups<T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += 50) results.push(...(await Promise.all(items.slice(i, i + 50).map(each))));
  return results;
}

const segment = fc.constantFrom('a', 'b', 'ws', 'ab', 'a.js');
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'))
  .map(([parts, end]) => `/${parts.join('/')}${end}`);
const expression = fc.constantFrom('^/a', '/b', '\\\\.js$', '^/ws/', 'ws$', '/a/b', '(?i)WS', '^/(a|b)/ws');
const header = fc.constantFrom(
  'X-A one',
  'X-A two',
  'X-B three',
  "X-B ''",
  'X-B $mapped',
  'Upgrade $http_upgrade',
  'Upgrade $only',
  'Connection $mapped',
);
const headers = fc
  .uniqueArray(header, { maxLength: 2, selector: (each) => each.split(' ')[0] })
  .map((all) => all.map((each) => `proxy_set_header ${each};`).join(' '));
interface Location {
  readonly modifier: string;
  readonly path: string;
  readonly headers: string;
  readonly passes: boolean;
  readonly nested: readonly Location[];
}
const location = (parent: string, depth: number): fc.Arbitrary<Location> =>
  fc
    .record({
      modifier: fc.constantFrom('', '', '', '^~', '=', '~', '~*'),
      rest: path,
      regex: expression,
      headers,
      passes: fc.constantFrom(true, true, false),
    })
    .chain(({ modifier, rest, regex, ...more }) => {
      const own = modifier.startsWith('~') ? regex : parent.replace(/\/$/, '') + rest;
      const below =
        depth > 1 || modifier === '='
          ? fc.constant([])
          : fc.array(location(modifier.startsWith('~') ? '' : own, depth + 1), { maxLength: 2 });
      return below.map((nested) => ({
        modifier,
        path: own,
        ...more,
        nested: modifier.startsWith('~') ? nested.filter((each) => each.modifier.startsWith('~')) : nested,
      }));
    });

let count = 0;
function printed(locations: readonly Location[]): string {
  const taken = new Set<string>();
  const lines = locations.flatMap((each) => {
    const key = `${each.modifier === '=' ? '=' : ''}${each.path}`;
    if (!each.modifier.startsWith('~') && taken.has(key)) return [];
    taken.add(key);
    const pass = each.passes ? `proxy_pass http://unix:${folder.path}/echo:;` : 'return 200 "";';
    return [
      `location ${each.modifier} ${each.modifier.startsWith('~') ? `"${each.path}"` : each.path} { ` +
        `add_header X-Id ${++count} always; ${pass} ${each.headers} ${printed(each.nested)} }`,
    ];
  });
  return lines.join('\n');
}

const MAPS =
  "map $http_upgrade $only { ~*^websocket$ websocket; default ''; } " +
  'map $only $mapped { websocket upgrade; h2c never; default other; }';

test('of 4000 requests each is answered by the location that we choose, with the headers that we compute', async () => {
  const servers = fc.sample(fc.tuple(headers, fc.array(location('', 0), { minLength: 1, maxLength: 6 })), { seed, numRuns: 200 });
  const blocks = servers.map(
    ([own, locations], i) => `server { listen unix:socket; server_name s${i}; add_header X-Id none always; ${own} ${printed(locations)} }`,
  );
  const echo = 'server { listen unix:echo; return 200 "$http_x_a|$http_x_b|$http_upgrade|$http_connection"; }';
  const conf = httpConf(
    `${MAPS} log_not_found off; keepalive_requests 100000; proxy_set_header X-A outermost; ${echo} ${blocks.join('\n')}`,
  ).replace('daemon off;', 'daemon off; user root;');
  const configuration = read(conf);
  const variables = new Variables(configuration);
  const all = serversOf(configuration);
  const uris = fc.sample(path, { seed, numRuns: 4000 });
  const upgrades = ['websocket', 'WebSocket', 'h2c', ''];
  const asked = uris.map((uri, i) => ({ uri, host: `s${i % blocks.length}`, upgrade: upgrades[i % 4]! }));

  const ours = asked.map(({ uri, host, upgrade }): Told => {
    const server = all.find(({ names }) => names.includes(host))!;
    const choice = chooseLocation(server.block, uri);
    expect(choice.unsure).toEqual([]);
    const chosen = new EffectiveLocation(server, choice.path);
    const id = chosen.own('add_header')[0]!.args[1]!;
    if (choice.redirectsToSlash) return { status: 301, id, body: '' };
    if (chosen.name.path === '') return { status: 404, id, body: '' };
    if (chosen.passes.length === 0) return { status: 200, id, body: '' };
    const value = (name: string, otherwise: string) => {
      const values = chosen
        .headers(name)
        .map(({ args }) => variables.values(args[1]!, { http_upgrade: upgrade })!.join('?'))
        .filter((each) => each !== '');
      return chosen.headers(name).length === 0 ? otherwise : values.join(', ');
    };
    return { status: 200, id, body: `${value('X-A', '')}|${value('X-B', '')}|${value('Upgrade', '')}|${value('Connection', 'close')}` };
  });
  const theirs = await folder.serve(conf, () =>
    inGroups(asked, ({ uri, host, upgrade }) =>
      ask('socket', uri, { host, ...(upgrade ? { upgrade: upgrade, connection: 'close' } : { connection: 'close' }) }),
    ),
  );
  const different = asked.flatMap((each, i) =>
    JSON.stringify(ours[i]) === JSON.stringify(theirs[i]) ? [] : [{ ...each, ours: ours[i], nginx: theirs[i] }],
  );
  expect({ seed, count: different.length, first: different[0] }).toEqual({ seed, count: 0, first: undefined });
  expect(new Set(theirs.map(({ status }) => status))).toEqual(new Set([200, 301, 404]));
});

test('an exact location answers with the redirect that a prefix of the same path asks for', async () => {
  const locations =
    'location = /ab/ { add_header X-Id exact always; return 200 ""; } ' +
    'location /ab/ { add_header X-Id prefix always; proxy_pass http://127.0.0.1:9; }';
  const conf = httpConf(`server { listen unix:socket; server_name s; ${locations} }`).replace('daemon off;', 'daemon off; user root;');
  const [server] = serversOf(read(conf));
  const { path: chosen, redirectsToSlash } = chooseLocation(server!.block, '/ab');
  const theirs = await folder.serve(conf, () => ask('socket', '/ab', { host: 's', connection: 'close' }));
  expect(theirs).toEqual({ status: 301, id: 'exact', body: '' });
  expect([redirectsToSlash, chosen.map(({ args }) => args.join(' '))]).toEqual([true, ['= /ab/']]);
});

test('of 3000 host names each reaches the server that we choose', async () => {
  const name = fc.constantFrom(
    'a.com',
    'b.a.com',
    '*.a.com',
    '.a.com',
    'a.*',
    'www.a.*',
    '*.b.a.com',
    '~^w+\\\\.a',
    '~b',
    'A.COM',
    '_',
    '""',
  );
  const group = fc.array(fc.tuple(fc.array(name, { maxLength: 3 }), fc.boolean()), { minLength: 1, maxLength: 5 });
  const groups = fc.sample(group, { seed, numRuns: 150 });
  const blocks = groups.flatMap((servers, i) => {
    const chosen = servers.findIndex(([, isDefault]) => isDefault);
    return servers.map(([names], j) => {
      const listen = `listen unix:g${i}${j === chosen ? ' default_server' : ''};`;
      const quoted = [...new Set(names)].map((each) => (each.startsWith('~') ? `"${each}"` : each));
      const serverName = names.length ? `server_name ${quoted.join(' ')};` : '';
      return `server { ${listen} ${serverName} add_header X-Id ${i}.${j} always; return 200 ok; }`;
    });
  });
  const conf = httpConf(`server { listen unix:socket; return 200; } ${blocks.join('\n')}`);
  const all = serversOf(read(conf));
  const hosts = [
    'a.com',
    'b.a.com',
    'c.b.a.com',
    'a.org',
    'www.a.org',
    'www.a.com',
    'WWW.a.COM',
    'wwwxa',
    'x.y',
    'b',
    'a.com.',
    'a',
    '_',
    'com',
    'xa.com',
    'ba.com',
    'www.b.a.com',
    'a.b.c',
    'y.a.com',
    'B.A.com',
  ];
  const asked = groups.flatMap((_, i) => hosts.map((host) => ({ at: `g${i}`, host })));
  const ours = asked.map(
    ({ at, host }) => chooseServer(all, `unix:${at}`, host)!.block.block!.find(({ name: each }) => each === 'add_header')!.args[1],
  );
  const theirs = await folder.serve(conf, () => inGroups(asked, ({ at, host }) => ask(at, '/', { host, connection: 'close' })));
  const different = asked.flatMap((each, i) =>
    ours[i] === theirs[i]!.id
      ? []
      : [
          {
            ...each,
            ours: ours[i],
            nginx: theirs[i]!.id,
            group: blocks.filter((block) => block.includes(`:${each.at} `) || block.includes(`:${each.at};`)),
          },
        ],
  );
  expect({ seed, count: different.length, first: different[0] }).toEqual({ seed, count: 0, first: undefined });
});
