import { CADDY } from './caddy';
import { ENVOY } from './envoy';
import { HAPROXY } from './haproxy';
import { HTTPD } from './httpd';
import { NGINX } from './nginx';
import { runProxies } from './pass';

runProxies([...NGINX, ...HTTPD, ...CADDY, ...HAPROXY, ...ENVOY]);
