import {
  BROKER_ADDRESSES_CONF,
  BROKER_NAMES_CONF,
  BROKER_TRUST_CONF,
  RELAY_LOG,
  RELAY_PORT,
  STREAM_MODULE_CONF,
} from '../chain/conventions';
import { because, block, directive, type Directive } from './directives';

/** The way of Spring's broker relay to a broker. */
export interface Relay {
  /** The broker speaks TLS. */
  readonly tls: boolean;
  /** The accept queue. */
  readonly backlog: number;
}

/** What stands before everything else: where the stream module is differs between operating systems. */
export function relayModule(): Directive {
  return because('The stream module; the agent writes where it is.', include(STREAM_MODULE_CONF));
}

/** Spring's relay speaks plain STOMP to this host; nginx brings it to the broker that is there, over TLS. */
export function relayBlock({ tls, backlog }: Relay): Directive {
  return block(
    'stream',
    [],
    [
      because(
        'A line for a connection when it ends; nothing of its frames.',
        directive(
          'log_format',
          'relay',
          '$time_iso8601 $status up=$upstream_addr ct=$upstream_connect_time in=$bytes_received out=$bytes_sent t=$session_time',
        ),
      ),
      directive('access_log', RELAY_LOG, 'relay', 'buffer=64k', 'flush=1s'),
      ...(tls ? [brokerNames()] : []),
      because(
        'Addresses, written by the agent: a name that is not found would stop nginx.',
        block('upstream', ['broker'], [include(BROKER_ADDRESSES_CONF)]),
      ),
      block(
        'server',
        [],
        [
          directive('listen', `127.0.0.1:${RELAY_PORT}`, `backlog=${backlog}`),
          because(
            "The broker is asked when Spring's CONNECT is here: of a connection that ends earlier Spring may tell the client nothing.",
            directive('ssl_preread', 'on'),
          ),
          directive('preread_buffer_size', '64'),
          directive('proxy_pass', 'broker'),
          because(
            'Bounds the TLS handshake too, by which a broker that hangs is found. The default is 60 s.',
            directive('proxy_connect_timeout', '3s'),
          ),
          because('The default, 10 minutes, would cut clients without heartbeats.', directive('proxy_timeout', '24h')),
          because('Finds a broker whose machine is gone.', directive('proxy_socket_keepalive', 'on')),
          because('A connection has two of these.', directive('proxy_buffer_size', '2k')),
          ...(tls ? encryption() : []),
        ],
      ),
    ],
  );
}

function brokerNames(): Directive {
  return because(
    'Each of two brokers has a certificate of its own.',
    block('map', ['$upstream_addr', '$broker_name'], [directive('volatile'), include(BROKER_NAMES_CONF)]),
  );
}

function encryption(): Directive[] {
  return [
    directive('proxy_ssl', 'on'),
    because('By default no name is sent, and any certificate is good enough.', directive('proxy_ssl_server_name', 'on')),
    directive('proxy_ssl_name', '$broker_name'),
    directive('proxy_ssl_verify', 'on'),
    because('The default allows one issuer between certificate and root.', directive('proxy_ssl_verify_depth', '3')),
    include(BROKER_TRUST_CONF),
    because('A connection of TLS 1.3 takes 10 kB more.', directive('proxy_ssl_protocols', 'TLSv1.2')),
  ];
}

function include(path: string): Directive {
  return directive('include', path.split('/').pop()!);
}
