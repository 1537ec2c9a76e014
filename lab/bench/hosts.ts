import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AGENT_FILE, APP_SOCKET, DEPLOYMENT_FILE } from '../../lib/chain/conventions';
import { AGENT_DIR } from '../../lib/host/agent-package';
import { buildCompanion } from '../../lib/host/companion-jar';
import { size } from '../../lib/nginx/sizing';
import { siteFiles } from '../../lib/nginx/site';
import { askLaunch } from '../../lib/rehearsal/agent';
import { javaCommand } from '../../lib/rehearsal/layout';
import { parseUnit } from '../../lib/rehearsal/unit-file';
import { Route } from '../../lib/spring/route';
import { springUnit } from '../../lib/spring/spring-unit';
import { applicationJar, type Server } from './application-jar';
import { type Candidate, layDown, nginx, PORTS, type Program, stock } from './candidates';

/** What a host is planned for in the bench: all that one process may open here. */
const LOAD = { memoryMiB: 8192, vcpus: 2, connections: 8000, messageBytes: 1024, remote: false };

/** The default of `HostCapacity.oneHost`, with what it carries at most (docs/sizing.md). */
const SMALL = { memoryMiB: 2048, vcpus: 2, connections: 13_704, messageBytes: 1024, remote: false };

/** What a JVM takes of 2 GiB when it is not told: a quarter. */
const SMALL_DEFAULT = ['-Xmx512m'];

/** A heap that is there from the beginning, so that what else the JVM takes can be told from it; and the compilers that a host has. */
const JVM_OPTIONS = ['-Xms768m', '-Xmx768m', '-XX:+AlwaysPreTouch', '-XX:+TieredCompilation'];

/** As Spring Boot's documentation starts an application, behind stock nginx. */
function usual(server: Server, { name = `usual ${server}`, jvmOptions = JVM_OPTIONS } = {}): Candidate {
  return {
    name,
    prepare: (folder) => nginx(folder, stock(LOAD.vcpus)),
    application: (): Promise<Program> =>
      Promise.resolve({
        command: ['java', ...jvmOptions, '-jar', applicationJar(server)],
        // What the application brings of its own is wrong on purpose.
        environment: { SPRING_CONFIG_LOCATION: 'optional:file:/nowhere/', SERVER_PORT: `${PORTS.application}` },
      }),
  };
}

/** As the host starts it, behind the host's files. */
function ours(server: Server, { name = `ours ${server}`, load = LOAD, jvmOptions = JVM_OPTIONS } = {}): Candidate {
  const unixSocket = server === 'tomcat';
  const sizing = size({ ...load, unixSocket });
  return {
    name,
    prepare(folder) {
      const routes = [Route.sockJs('/sockjs-for-all')._render().location];
      return layDown(folder, siteFiles({ routes, sizing, remote: false, unixSocket, http: [], server: [] }));
    },
    application: (folder) => startedByHost(folder, { server, load, jvmOptions }),
  };
}

/** How a host starts an application, and what its agent is told. */
interface Started {
  readonly server?: Server;
  readonly load?: typeof LOAD;
  readonly jvmOptions?: readonly string[];
  readonly messaging?: object;
  readonly port?: number;
}

/** The application as a host starts it. */
export async function startedByHost(folder: string, started: Started): Promise<Program> {
  const { server = 'tomcat', load = LOAD, jvmOptions = JVM_OPTIONS, messaging, port = PORTS.application } = started;
  const unixSocket = server === 'tomcat';
  const sizing = size({ ...load, unixSocket });
  const unit = parseUnit(springUnit({ sizing, jvmOptions, idleSeconds: 3600, variables: [] }));
  mkdirSync(join(folder, dirname(APP_SOCKET)), { recursive: true });
  mkdirSync(join(folder, dirname(DEPLOYMENT_FILE)), { recursive: true });
  writeFileSync(join(folder, DEPLOYMENT_FILE), JSON.stringify({ app: {}, messaging }));
  buildCompanion(AGENT_DIR);
  cpSync(AGENT_DIR, join(folder, AGENT_FILE), { recursive: true });
  const launch = await askLaunch(folder, applicationJar(server));
  if (launch.without) throw new Error(`the companion is not in the application: ${launch.without}`);
  return {
    command: javaCommand(unit, launch.arguments),
    environment: { ...unit.environment, SERVER_PORT: `${port}` },
    socket: unixSocket ? join(folder, APP_SOCKET) : undefined,
  };
}

export const SERVERS: readonly Server[] = ['tomcat', 'jetty'];

/** Whole hosts, of which the ratios are to the usual one. */
export const HOSTS: readonly Candidate[] = [
  ...SERVERS.flatMap((server) => [usual(server), ours(server)]),
  usual('tomcat', { name: 'usual small tomcat', jvmOptions: SMALL_DEFAULT }),
  ours('tomcat', { name: 'ours small tomcat', load: SMALL, jvmOptions: [] }),
];
