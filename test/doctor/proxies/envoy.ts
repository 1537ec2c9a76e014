import type { Ports, ProxyScenario } from './run';

interface Edit {
  /** Lines of the HttpConnectionManager. */
  readonly manager?: string;
  /** Lines of the route's action. */
  readonly route?: string;
  /** Lines of the virtual host. */
  readonly host?: string;
}

const UPGRADES = 'upgrade_configs: [{ upgrade_type: websocket }]';

function envoy({ listen, application }: Ports, { manager = '', route = '', host = '' }: Edit): string {
  return `static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: ${listen} } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: listener
                ${manager}
                route_config:
                  ${host}
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes: [{ match: { prefix: / }, route: { cluster: application, ${route} } }]
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
    - name: application
      load_assignment:
        cluster_name: application
        endpoints:
          - lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: ${application} } } } }]
`;
}

export const ENVOY: readonly ProxyScenario[] = [
  {
    software: 'envoy',
    name: 'as it should be',
    path: '/sockjs',
    options: ['--idle-seconds', '3'],
    configuration: (at) => envoy(at, { manager: UPGRADES, route: 'timeout: 0s' }),
  },
  {
    software: 'envoy',
    name: 'no upgrade_configs',
    code: 'PROXY-UPGRADE-MISSING',
    path: '/sockjs',
    configuration: (at, cure = '') => envoy(at, { manager: cure, route: 'timeout: 0s' }),
  },
  {
    software: 'envoy',
    name: 'no upgrade_configs, plain STOMP',
    code: 'PROXY-UPGRADE-MISSING',
    path: '/ws-for-all',
    configuration: (at, cure = '') => envoy(at, { manager: cure }),
  },
  {
    software: 'envoy',
    name: 'a short idle timeout',
    code: 'PROXY-IDLE-60',
    path: '/ws',
    options: ['--idle-seconds', '6'],
    configuration: (at, cure = 'stream_idle_timeout: 2s') => envoy(at, { manager: `${cure}\n                ${UPGRADES}` }),
  },
  {
    software: 'envoy',
    name: 'a timeout that ends event streams',
    code: 'PROXY-STREAM-CUT',
    path: '/events',
    options: ['--idle-seconds', '5'],
    configuration: (at, cure = 'timeout: 2s') => envoy(at, { manager: UPGRADES, route: cure }),
  },
  {
    software: 'envoy',
    name: 'on a port of its own',
    code: 'FWD-PORT-MISSING',
    path: '/sockjs',
    ownPort: true,
    configuration: (at, cure = '') => envoy(at, { manager: UPGRADES, route: 'timeout: 0s', host: cure }),
  },
  {
    software: 'envoy',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: (at) => envoy({ ...at, application: 1 }, { manager: UPGRADES }),
  },
];
