import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brokerJar } from '../../lib/app/example';
import { BROKER_ADDRESSES_CONF, BROKER_NAMES_CONF, BROKER_TRUST_CONF, STREAM_MODULE_CONF } from '../../lib/chain/conventions';
import { nginxUnit } from '../../lib/host/nginx-unit';
import { size } from '../../lib/nginx/sizing';
import { siteFiles } from '../../lib/nginx/site';
import { issue, makeAuthority } from '../../lib/rehearsal/certificate';
import { Route } from '../../lib/spring/route';
import { type Candidate, layDown, PORTS, type Program } from './candidates';
import { LOGIN } from './load-stomp';
import { STREAM_MODULE } from './prerequisites';

const NAME = 'broker.bench.test';
const LISTEN = /listen 127\.0\.0\.1:61613 [^;]*;/;
const SMALL_BUFFER = /proxy_buffer_size [^;]*;/;

/** The same ActiveMQ with TLS and the same nginx before it; the load goes to one or the other. */
function relay(name: string, stomp: Candidate['stomp'], hasDefaults = false): Candidate {
  return {
    name,
    stomp,
    application: startBroker,
    prepare(folder) {
      const sizing = size({ memoryMiB: 8192, vcpus: 2, connections: 4000, messageBytes: 1024, remote: false, relay: true });
      const files = siteFiles({
        routes: [Route.stomp('/ws')._render().location],
        sizing,
        remote: false,
        relay: { tls: true },
        http: [],
        server: [],
      });
      const includes = {
        [BROKER_ADDRESSES_CONF]: `server 127.0.0.1:${PORTS.application};\n`,
        [BROKER_NAMES_CONF]: `default ${NAME};\n`,
        [BROKER_TRUST_CONF]: `proxy_ssl_trusted_certificate ${join(folder, 'ca.pem')};\n`,
        [STREAM_MODULE_CONF]: `load_module ${STREAM_MODULE};\n`,
      };
      Object.entries(includes).forEach(([path, text]) => writeFileSync(join(folder, path.split('/').pop() ?? path), text));
      const web = /listen 8000 [^;]*;/;
      if (![LISTEN, SMALL_BUFFER, web].every((line) => line.test(files.nginxConf))) {
        throw new Error('the rendered stream block has changed');
      }
      const moved = files.nginxConf.replace(web, 'listen 127.0.0.1:8001;').replace(LISTEN, `listen 127.0.0.1:${PORTS.proxy} backlog=4096;`);
      if (hasDefaults) return layDown(folder, { ...files, nginxConf: moved.replace(SMALL_BUFFER, '') });
      return ['env', ...(/GLIBC_TUNABLES=\S+/.exec(nginxUnit(sizing, true)) ?? []), ...layDown(folder, { ...files, nginxConf: moved })];
    },
  };
}

async function startBroker(folder: string): Promise<Program> {
  const properties = join(folder, 'broker.properties');
  const keystore = join(folder, 'broker.p12');
  mkdirSync(dirname(properties), { recursive: true });
  const pem = await issue(await makeAuthority(folder), [`DNS:${NAME}`]);
  execFileSync('openssl', ['pkcs12', '-export', '-in', pem, '-out', keystore, '-passout', `pass:${LOGIN.passcode}`]);
  const settings = { address: `127.0.0.1:${PORTS.application}`, ...LOGIN, keystore, maximumConnections: 8000 };
  writeFileSync(
    properties,
    Object.entries(settings)
      .map((pair) => `${pair.join('=')}\n`)
      .join(''),
  );
  return { command: ['java', '-Xmx512m', '-jar', brokerJar(() => undefined), properties], environment: {} };
}

/** Through nginx's relay, and without it. */
export const RELAYS: readonly Candidate[] = [
  relay('TLS to broker', { port: PORTS.application, tls: true }),
  relay('16k relay', { port: PORTS.proxy, tls: false }, true),
  relay('ours relay', { port: PORTS.proxy, tls: false }),
];
