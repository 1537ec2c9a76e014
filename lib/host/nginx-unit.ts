import { NGINX_CONF, UNITS } from '../chain/conventions';
import type { Sizing } from '../nginx/sizing';
import { HARDENING } from '../spring/systemd';

const NGINX = `/usr/sbin/nginx -e stderr -p / -c ${NGINX_CONF}`;

/** nginx with our own configuration, as an ordinary user, restarted when it dies. */
export function nginxUnit(sizing: Sizing): string {
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
OOMScoreAdjust=-500
MemoryDenyWriteExecute=yes
${HARDENING}

[Install]
WantedBy=multi-user.target
`;
}
