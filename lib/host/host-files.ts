import { BOOTSTRAP_FILE, CONFIG_DIR, DEPLOYMENT_FILE, NGINX_CONF, PROXY_CONF, STREAM_CONF, UNITS } from '../chain/conventions';
import { siteFiles, type Site } from '../nginx/site';
import { springUnit, type SpringUnit } from '../spring/spring-unit';
import { bootstrapPackage } from './agent-package';
import type { HostFile } from './cloud-config';
import { nginxUnit } from './nginx-unit';

/** What a host's files are made from. */
export interface HostContent {
  readonly site: Site;
  /** Absent when the application runs on another machine. */
  readonly spring?: SpringUnit;
  /** The text of deployment.json; the only one that may hold tokens. */
  readonly deployment: string;
}

/** The files that differ from deployment to deployment, in the order in which people read them; the agent brings the rest. */
export function hostFiles({ site, spring, deployment }: HostContent): HostFile[] {
  const nginx = siteFiles(site);
  const unit = (name: string, content: string): HostFile => ({ path: `etc/systemd/system/${name}`, content });
  return [
    { path: DEPLOYMENT_FILE, content: deployment },
    { path: NGINX_CONF, content: nginx.nginxConf },
    { path: PROXY_CONF, content: nginx.proxyConf },
    { path: STREAM_CONF, content: nginx.streamConf },
    unit(UNITS.nginx, nginxUnit(site.sizing)),
    ...(spring ? [unit(UNITS.springBoot, springUnit(spring))] : []),
    { path: `etc/sysctl.d/60-${CONFIG_DIR.split('/')[1]}.conf`, content: sysctl(site.sizing.backlog) },
    { path: BOOTSTRAP_FILE, content: bootstrapPackage(), encoding: 'gz+b64' },
  ];
}

function sysctl(backlog: number): string {
  return `# Accept queues long enough for all clients to come back at once.
net.core.somaxconn = ${backlog}
net.ipv4.tcp_max_syn_backlog = ${backlog}
# A worker that leaves hands its queue on.
net.ipv4.tcp_migrate_req = 1
`;
}
