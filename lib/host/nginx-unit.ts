import { NGINX_CONF, UNITS } from '../chain/conventions';
import type { Sizing } from '../nginx/sizing';

const NGINX = `/usr/sbin/nginx -e stderr -p / -c ${NGINX_CONF}`;

/**
 * For each connection over TLS nginx keeps a buffer of 16 kB, which a stream block cannot shorten. Apart from the heap, where every page
 * has been used before, it takes only the pages that frames touch (docs/relay.md has what that costs).
 */
const LESS_MEMORY = 'Environment=GLIBC_TUNABLES=glibc.malloc.mmap_threshold=16384:glibc.malloc.top_pad=0\n';

/** nginx with our own configuration, as an ordinary user, restarted when it dies; the agent's hardening.conf completes it. */
export function nginxUnit(sizing: Sizing, relays: boolean): string {
  return `[Unit]
Description=nginx in front of Spring Boot
After=network-online.target ${UNITS.prepare}
StartLimitIntervalSec=0

[Service]
User=websocket-nginx
DynamicUser=yes
RuntimeDirectory=websocket-nginx
CacheDirectory=websocket-nginx
LogsDirectory=websocket-nginx
ExecStartPre=${NGINX} -t
ExecStart=${NGINX}
ExecReload=/bin/kill -HUP $MAINPID
Restart=always
RestartSec=1
LimitNOFILE=${sizing.openFiles}
${relays ? LESS_MEMORY : ''}OOMScoreAdjust=-500
MemoryDenyWriteExecute=yes

[Install]
WantedBy=multi-user.target
`;
}
