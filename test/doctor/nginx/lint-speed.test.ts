import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';

const UPGRADE = 'proxy_set_header Upgrade $http_upgrade;\n proxy_set_header Connection "upgrade";\n';

const site = (i: number) => `# site ${i}
upstream app${i} { server 127.0.0.1:${8000 + i}; keepalive 8; }
server {
  listen 80;
  server_name site${i}.example.com www.site${i}.example.com;
  access_log /var/log/nginx/site${i}.log;
  location / { proxy_pass http://app${i}; include proxy.conf; }
  location ~* \\.(js|css|png)$ { root /srv/site${i}; expires 7d; add_header Cache-Control public; }
  location /ws { proxy_pass http://app${i}; ${i % 10 === 0 ? 'proxy_set_header Host $host;' : 'include proxy.conf;'} }
}
`;

/** Reads and judges so many sites, and the processor time of it: other tests run meanwhile. */
function sites(count: number) {
  const texts = new Map([
    ['nginx.conf', 'events {} http { include conf.d/*.conf; }'],
    ['proxy.conf', UPGRADE],
  ]);
  for (let i = 0; i < count; i++) texts.set(`conf.d/${i}.conf`, site(i));
  const before = process.cpuUsage();
  const report = lint(readConfiguration(['nginx.conf'], filesInMemory(texts)), { routes: [] });
  const { user, system } = process.cpuUsage(before);
  return { report, time: user + system };
}

/** The command itself takes less than a second of a quiet machine for a thousand. */
test('ten times the files take ten times the time, not a hundred', () => {
  sites(100);
  const { time: some } = sites(100);
  const { report, time: many } = sites(1000);
  expect(report.files).toHaveLength(1002);
  expect(report.routes).toHaveLength(2000);
  expect(report.problems.map(({ code, places }) => [code, places.length])).toEqual([['PROXY-UPGRADE-MISSING', 100]]);
  expect(many / some).toBeLessThan(30);
});
