import { CADDY } from './caddy';
import { ENVOY } from './envoy';
import { GATEWAYS } from './gateways';
import { HAPROXY } from './haproxy';
import { HTTPD } from './httpd';
import { NGINX } from './nginx';
import { NODE } from './node';

/** Chains of every proxy that is run. */
export const PROXY_CHAINS = [...NGINX, ...HTTPD, ...CADDY, ...HAPROXY, ...ENVOY, ...GATEWAYS, ...NODE];
