import {
  BOOTSTRAP_FILE,
  BROKER_CA_FILE,
  CONFIG_DIR,
  DEPLOYMENT_FILE,
  NGINX_CONF,
  PROXY_CONF,
  STREAM_CONF,
  UNITS,
} from '../chain/conventions';
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
  /** Whom nginx trusts for the broker, in PEM, where the operating system's list is not meant. */
  readonly brokerCa?: string;
}

/** The files that differ from deployment to deployment, in the order in which people read them; the agent brings the rest. */
export function hostFiles({ site, spring, deployment, brokerCa }: HostContent): HostFile[] {
  const nginx = siteFiles(site);
  const unit = (name: string, content: string): HostFile => ({ path: `etc/systemd/system/${name}`, content });
  return [
    { path: DEPLOYMENT_FILE, content: deployment },
    { path: NGINX_CONF, content: nginx.nginxConf },
    { path: PROXY_CONF, content: nginx.proxyConf },
    { path: STREAM_CONF, content: nginx.streamConf },
    ...(brokerCa === undefined ? [] : [{ path: BROKER_CA_FILE, content: `${brokerCa.trim()}\n` }]),
    unit(UNITS.nginx, nginxUnit(site.sizing, site.relay?.tls === true)),
    ...(spring ? [unit(UNITS.springBoot, springUnit(spring))] : []),
    { path: `etc/sysctl.d/60-${CONFIG_DIR.split('/')[1]}.conf`, content: sysctl(site.sizing.backlog, site.relay !== undefined) },
    { path: BOOTSTRAP_FILE, content: bootstrapPackage(), encoding: 'gz+b64' },
  ];
}

const KEEPALIVE = `# A broker's machine that is gone is found in two minutes, not in two hours.
net.ipv4.tcp_keepalive_time = 60
net.ipv4.tcp_keepalive_intvl = 15
net.ipv4.tcp_keepalive_probes = 4
`;

function sysctl(backlog: number, relays: boolean): string {
  return `# Accept queues long enough for all clients to come back at once.
net.core.somaxconn = ${backlog}
net.ipv4.tcp_max_syn_backlog = ${backlog}
# A worker that leaves hands its queue on.
net.ipv4.tcp_migrate_req = 1
${relays ? KEEPALIVE : ''}`;
}
