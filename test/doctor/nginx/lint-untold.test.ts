import { judge, one, PASS, problems, W } from './judged';

describe('what cannot be told', () => {
  test('no location looks like a socket: the candidates are named', () => {
    const { verdict, undetermined } = judge(one(PASS, { location: '/' }));
    expect(verdict).toBe('undetermined');
    expect(undetermined).toEqual([
      'no location has an Upgrade header or the name of a socket; ' +
        'say which path it is, such as --route /ws. Handed on: location / (nginx.conf:15)',
    ]);
  });

  test('a part of a configuration whose map is elsewhere', () => {
    const { verdict, undetermined } = judge({ 'site.conf': `server { location /ws { ${PASS} ${W} } }` });
    expect(verdict).toBe('undetermined');
    expect(undetermined).toEqual([
      'site.conf:1: what Connection $connection_upgrade gives cannot be told here; ' +
        'give nginx.conf, or the output of nginx -T, which has all of it',
    ]);
  });

  test('an include that is not there could have the headers', () => {
    const { verdict, undetermined, notes } = judge(one(`${PASS} include proxy.conf;`));
    expect(verdict).toBe('undetermined');
    expect(undetermined).toEqual([
      'PROXY-UPGRADE-MISSING? location /ws sets no Upgrade header, unless proxy.conf sets it, which is not there to read (nginx.conf:16)',
    ]);
    expect(notes).toEqual(['nginx.conf:16 includes proxy.conf, which is not there to read']);
  });

  test.each([
    [
      'hands requests on',
      one('include proxy.conf;', { rest: `location /api { ${PASS} }` }),
      'NGX-LOCATION-PREFIX? location /ws answers /ws, and hands it to no application, ' +
        'unless proxy.conf hands it on, which is not there to read (nginx.conf:16)',
    ],
    [
      'is the location',
      one(PASS, { location: '/api', server: 'include ws.conf;', rest: 'location / { try_files $uri /index.html; }' }),
      'PROXY-SPA-FALLBACK? /ws is answered by location /: try_files $uri /index.html, ' +
        'unless ws.conf has a location for it, which is not there to read (nginx.conf:14)',
    ],
    [
      'is the location, where the server has the page',
      one(PASS, { location: '/api', server: 'include ws.conf; error_page 404 /index.html;', rest: 'location / { root /srv; }' }),
      'PROXY-SPA-FALLBACK? /ws is answered by location /: error_page 404 /index.html, ' +
        'unless ws.conf has a location for it, which is not there to read (nginx.conf:14)',
    ],
    [
      'is the location, where there is no other',
      one(PASS, { location: '/api', server: 'include ws.conf;' }),
      'NGX-LOCATION-PREFIX? server answers /ws, and hands it to no application, ' +
        'unless ws.conf has a location for it, which is not there to read (nginx.conf:14)',
    ],
    [
      'is the location, where another redirects',
      one(PASS, { location: '/api', server: 'include ws.conf;', rest: 'location / { return 301 https://www.example.com; }' }),
      'REDIRECT-NOT-FOLLOWED? /ws is answered with 301 https://www.example.com, ' +
        'unless ws.conf has a location for it, which is not there to read (nginx.conf:14)',
    ],
  ])('an include that is not there could have what %s', (_, files, text) => {
    const report = judge(files, { routes: [{ path: '/ws' }] });
    expect({ verdict: report.verdict, undetermined: report.undetermined }).toEqual({ verdict: 'undetermined', undetermined: [text] });
  });

  test.each([
    [
      'a redirect of the whole server',
      one(PASS, { server: 'include ws.conf; return 301 https://www.example.com;' }),
      'REDIRECT-NOT-FOLLOWED',
    ],
    ['a location of that very name', one('root /srv;', { server: 'include ws.conf;' }), 'NGX-LOCATION-PREFIX'],
    [
      'a file that says nothing about it',
      one(PASS, { location: '/api', server: 'include snippets/ssl-params.conf;', rest: 'location / { try_files $uri /index.html; }' }),
      'PROXY-SPA-FALLBACK',
    ],
  ])('%s is a problem all the same', (_, files, code) => {
    expect(problems(files, { routes: [{ path: '/ws' }] })).toEqual([code]);
  });
});
