import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  AGENT_FILE,
  APP_SOCKET,
  DEPLOYMENT_FILE,
  RUN_DIR,
  SPRING_BOOT_ADDRESS_CONF,
  SPRING_BOOT_PORT,
  STATE_DIR,
  UNITS,
  USER_DATA_DONE_FILE,
  VPC_RANGES_CONF,
} from '../chain/conventions';
import { findAsset } from './cloud-assembly';
import { forRehearsal, type RehearsalFacts } from './deployment';
import type { HostInTemplate } from './host-in-template';
import { findProgram } from './prerequisites';
import { parseUnit, type Unit } from './unit-file';

/** Folders that systemd makes on a host, and nginx's own. */
const FOLDERS = [
  'run/websocket-nginx',
  'var/log/websocket-nginx',
  'var/cache/websocket-nginx',
  'var/lib/spring-boot',
  dirname(APP_SOCKET),
  RUN_DIR,
  STATE_DIR,
];

/**
 * Lays a host's files down under a folder, byte for byte. What the agent writes on AWS is the
 * rehearsal's: who the load balancer is, where the application is, and the facts without what belongs to AWS.
 */
export function layDown(
  host: HostInTemplate,
  directory: string,
  facts: RehearsalFacts,
  broker: Readonly<Record<string, string>> = {},
): void {
  for (const folder of FOLDERS) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  for (const { path, content, mode } of host.files) {
    put(directory, path, path === DEPLOYMENT_FILE ? forRehearsal(content.toString('utf8'), facts) : content);
    chmodSync(join(directory, path), mode);
  }
  put(directory, VPC_RANGES_CONF, 'set_real_ip_from 127.0.0.0/8;\n');
  const port = `server 127.0.0.1:${SPRING_BOOT_PORT} max_fails=0`;
  put(directory, SPRING_BOOT_ADDRESS_CONF, host.deployment.app.remote ? `${port};\n` : `server unix:${APP_SOCKET};\n${port} backup;\n`);
  put(directory, USER_DATA_DONE_FILE, '');
  Object.entries(broker).forEach(([path, content]) => put(directory, path, content));
  put(directory, `${RUN_DIR}/handshakes.json`, JSON.stringify(facts.logins));
  chmodSync(join(directory, RUN_DIR, 'handshakes.json'), 0o600);
  const key = host.deployment.agent?.key;
  if (key !== undefined) {
    const asset = findAsset(host.template.directory, key);
    if (asset === undefined) {
      throw new Error(
        `the host's agent (${key}) is not among the assets in ${host.template.directory}, so its gate could not be asked: synthesize again`,
      );
    }
    mkdirSync(dirname(join(directory, AGENT_FILE)), { recursive: true });
    // A folder before it is published, which Python runs as well as the archive.
    cpSync(asset, join(directory, AGENT_FILE), { recursive: true });
  }
}

function put(directory: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), content);
}

/** A unit of the host's; undefined when it has none of that name. */
export function unitOf(host: HostInTemplate, name: (typeof UNITS)[keyof typeof UNITS]): Unit | undefined {
  const file = host.files.find(({ path }) => path === `etc/systemd/system/${name}`);
  return file && parseUnit(file.content.toString('utf8'));
}

/** nginx as its unit starts it, with the folder for a prefix. */
export function nginxCommand(unit: Unit | undefined, directory: string): string[] {
  const [program, ...rest] = unit?.command.length ? unit.command : ['nginx', '-p', '/', '-c', 'etc/websocket-host/nginx.conf'];
  const prefix = rest.indexOf('-p') + 1;
  return [located(program), ...rest.map((word, index) => (prefix > 0 && index === prefix ? `${directory}/` : word))];
}

/** What makes a JVM start in about half the time, as `mvn spring-boot:run` starts it: no second compiler for a run of seconds. */
const QUICK_START = '-XX:TieredStopAtLevel=1';

/** What concerns the JVM's compilers. */
const COMPILER_OPTION = /^-(XX:.*(Tier|Compil|Code|JVMCI)|Xint|Xcomp|Xmixed|client|server)/;

/**
 * Java as the application's unit starts it, with what the agent says for the real jar; a unit that sets up the compilers itself is left
 * alone.
 */
export function javaCommand(unit: Unit | undefined, launch: readonly string[]): string[] {
  const [program, ...rest] = unit?.command.length ? unit.command : ['java', '$JAVA_LAUNCH'];
  const quick = rest.some((word) => COMPILER_OPTION.test(word)) ? [] : [QUICK_START];
  return [located(program), ...quick, ...rest.flatMap((word) => (word === '$JAVA_LAUNCH' ? launch : [word]))];
}

/** A unit's program where this system has it. */
function located(program: string): string {
  const name = program.split('/').pop() ?? program;
  const home = name === 'java' ? process.env.JAVA_HOME : undefined;
  return home ? resolve(home, 'bin', 'java') : (findProgram(name) ?? program);
}
