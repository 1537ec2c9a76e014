import { lint } from '../../lib/doctor/lint';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';

/** The command itself takes less than a second of a quiet machine for these; processor time is counted, as other tests run meanwhile. */
test('a thousand files are read and judged in less than two seconds of processor time', () => {
  const upgrade = 'proxy_set_header Upgrade $http_upgrade;\n proxy_set_header Connection "upgrade";\n';
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
  const texts = new Map([['nginx.conf', 'events {} http { include conf.d/*.conf; }'], ['proxy.conf', upgrade]]);
  for (let i = 0; i < 1000; i++) texts.set(`conf.d/${i}.conf`, site(i));
  const before = process.cpuUsage();
  const report = lint(readConfiguration(['nginx.conf'], filesInMemory(texts)), { routes: [] });
  const { user, system } = process.cpuUsage(before);
  expect(report.files).toHaveLength(1002);
  expect(report.routes).toHaveLength(2000);
  expect(report.problems.map(({ code, places }) => [code, places.length])).toEqual([['NGX-UPGRADE-MISSING', 100]]);
  expect((user + system) / 1e6).toBeLessThan(2);
});
