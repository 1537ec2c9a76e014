import { at, run, write } from './nginx-files';

const PASS = 'proxy_pass http://127.0.0.1:5000; proxy_set_header Host $host;';
const GOOD =
  `${PASS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; ` +
  'proxy_read_timeout 1h;';
const SERVER = (lines: string) => `server { listen 80; ${lines} }`;

let count = 0;
/** Writes the files, and gives the folder that has them. */
const files = (texts: Readonly<Record<string, string>>) => {
  const base = `${++count}`;
  Object.entries(texts).forEach(([name, text]) => write(`${base}/${name}`, text));
  return at(base);
};
const judged = async (folder: string, ...more: string[]) => {
  const { code, out } = await run('--nginx', folder, '--json', ...more);
  const { problems, routes, undetermined } = JSON.parse(out) as {
    problems: { code: string; places: { file: string }[] }[];
    routes: { file: string }[];
    undetermined: string[];
  };
  const name = (file: string) => file.replace(/^\/\d+\//, '');
  return {
    code,
    problems: problems.map((each) => `${each.code} ${each.places.map(({ file }) => name(file)).join(' ')}`),
    routes: routes.map(({ file }) => name(file)),
    undetermined: undetermined.map((each) => each.replace(/ in .*/, '')),
  };
};

describe.each(['.platform', '.ebextensions'])("Elastic Beanstalk's %s/nginx", (bundle) => {
  const nginx = (texts: Record<string, string>) =>
    files(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${bundle}/nginx/${name}`, text])));

  test.each<[string, string, number, string[]]>([
    ['without Upgrade', PASS, 1, [`PROXY-UPGRADE-MISSING ${bundle}/nginx/conf.d/elasticbeanstalk/ws.conf`]],
    ['with it', GOOD, 0, []],
  ])('a location in the server, %s', async (_, lines, code, problems) => {
    const folder = nginx({
      'conf.d/timeout.conf': 'keepalive_timeout 1h;',
      'conf.d/elasticbeanstalk/ws.conf': `location /ws { ${lines} }`,
    });
    for (const given of [`${folder}/${bundle}/nginx`, `${folder}/${bundle}/nginx/`, `${folder}/${bundle}/nginx/conf.d`])
      expect(await judged(given)).toMatchObject({ code, problems, routes: [`${bundle}/nginx/conf.d/elasticbeanstalk/ws.conf`] });
  });

  test('a location at the level of http is refused', async () => {
    const folder = nginx({ 'conf.d/websocket.conf': `location /ws { ${GOOD} }` });
    for (const given of ['nginx', 'nginx/conf.d'])
      expect(await judged(`${folder}/${bundle}/${given}`)).toMatchObject({
        code: 1,
        problems: [`NGX-CONFIG-INVALID ${bundle}/nginx/conf.d/websocket.conf`],
      });
  });

  test('a server at the level of http, and one of its own nginx.conf', async () => {
    expect(await judged(`${nginx({ 'conf.d/https.conf': SERVER(`location /ws { ${GOOD} }`) })}/${bundle}/nginx`)).toMatchObject({
      code: 0,
    });
    const own = nginx({
      'nginx.conf': `events {} http { ${SERVER('include conf.d/elasticbeanstalk/*.conf;')} }`,
      'conf.d/elasticbeanstalk/a.conf': `location /ws { ${PASS} }`,
    });
    expect(await judged(`${own}/${bundle}/nginx`)).toMatchObject({
      problems: [`PROXY-UPGRADE-MISSING ${bundle}/nginx/conf.d/elasticbeanstalk/a.conf`],
    });
  });

  test('a route that no file has may be answered by the location of the platform', async () => {
    const folder = nginx({ 'conf.d/elasticbeanstalk/static.conf': 'location /static { root /srv; }' });
    expect(await judged(`${folder}/${bundle}/nginx`, '--route', '/ws')).toMatchObject({
      code: 2,
      problems: [],
      undetermined: [expect.stringContaining('unless conf.d/elasticbeanstalk/00_application.conf has a location for it')],
    });
  });
});

describe('a folder without an nginx.conf', () => {
  test.each(['conf.d', 'http.d', 'sites-enabled'])('whose %s has the files', async (name) => {
    const folder = files({ [`${name}/chat.conf`]: SERVER(`location /ws { ${PASS} }`), 'html/index.html': '' });
    expect(await judged(folder)).toMatchObject({ code: 1, problems: [`PROXY-UPGRADE-MISSING ${name}/chat.conf`] });
  });

  test('a bare location beside servers in conf.d is refused', async () => {
    const folder = files({ 'conf.d/chat.conf': SERVER(`location /ws { ${GOOD} }`), 'conf.d/ws.conf': `location /live { ${GOOD} }` });
    expect(await judged(folder)).toMatchObject({ code: 1, problems: ['NGX-CONFIG-INVALID conf.d/ws.conf'] });
    expect(await judged(`${folder}/conf.d`)).toMatchObject({ code: 1, problems: ['NGX-CONFIG-INVALID conf.d/ws.conf'] });
  });

  test('of files of all kinds: those that no http block takes are judged in a server', async () => {
    const folder = files({
      'snippets/chat.conf': SERVER(`location /ws { ${GOOD} }`),
      'snippets/a.conf': `client_max_body_size 1m; location /live { ${GOOD} }`,
      'snippets/b.conf': `client_max_body_size 1m; location /live { ${GOOD} } location /socket { ${PASS} }`,
    });
    expect(await judged(`${folder}/snippets`)).toMatchObject({ code: 1, problems: ['PROXY-UPGRADE-MISSING snippets/b.conf'] });
  });

  test('of locations alone', async () => {
    const folder = files({ 'conf.d/a.conf': `location /ws { ${GOOD} }`, 'conf.d/b.conf': `location /ws { ${GOOD} }` });
    expect(await judged(`${folder}/conf.d`)).toMatchObject({ code: 0, problems: [] });
  });
});
