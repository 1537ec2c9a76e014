import { isIP } from 'net';
import { Token } from 'aws-cdk-lib';
import { AGENT_PORT, NGINX_PORT, PROOF_PORT, SPRING_BOOT_PORT } from '../chain/conventions';
import { refusal } from './refusal';
import type { SpringAppOptions } from './spring-app-options';
import { execArgument } from './systemd';

/** Variables and properties that the host sets itself, with what to use instead. */
const OURS = new Map([
  ['serverport', 'nginx expects the application on port 8080'],
  ['serveraddress', 'the application listens on the loopback address only'],
  ['managementserverport', 'use managementPort'],
]);

const plain = (name: string): string => name.toLowerCase().replace(/[._-]/g, '');

/** Refuses names that systemd or Spring could not take, names given twice and names that are the host's. */
export function checkEnvironment({ environment = {}, properties = {}, secrets = {} }: SpringAppOptions): void {
  checkNames('environment', environment);
  checkNames('secrets', secrets);
  const twice = Object.keys(secrets).find((name) => Object.hasOwn(environment, name));
  if (twice !== undefined) {
    throw refusal(`'${twice}' stands in environment and in secrets: keep it in secrets only`);
  }
  for (const name of [...Object.keys(environment), ...Object.keys(secrets), ...Object.keys(properties)]) {
    const reason = OURS.get(plain(name));
    if (reason !== undefined) {
      throw refusal(`'${name}' is set by the host: leave it out, ${reason}`);
    }
  }
  if (Object.keys(properties).length > 0 && Object.hasOwn({ ...environment, ...secrets }, 'SPRING_APPLICATION_JSON')) {
    throw refusal("'SPRING_APPLICATION_JSON' is how properties reach the application: put its content into properties");
  }
  for (const [name, value] of Object.entries(environment)) {
    if (!Token.isUnresolved(value) && value.includes('\0')) {
      throw refusal(`environment ${name} holds a NUL character, which no environment can: leave it out`);
    }
  }
}

function checkNames(prop: string, variables: object): void {
  const wrong = Object.keys(variables).find((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  if (wrong !== undefined) {
    throw refusal(`${prop} has '${wrong}', which is no name of a variable: write letters, digits and _ only, not beginning with a digit`);
  }
}

/** What would make java run something else, or nothing. */
const INSTEAD_OF_THE_JAR =
  /^-(?:jar|cp|classpath|m|help|h|\?|version|fullversion|showversion|X|-class-path.*|-module(?:=.*)?|-help.*|-version|-dry-run|-list-modules|-validate-modules)$/;

/** Refuses JVM options that are none or that would end the list of options. */
export function checkJvmOptions(options: string[]): void {
  for (const option of options) {
    if (Token.isUnresolved(option)) {
      throw refusal('jvmOptions holds a value that is known only on AWS: pass it through environment, or a secret through secrets');
    }
    if (/\s-[A-Za-z-]/.test(option)) {
      throw refusal(`jvmOptions has '${option}': write one option an entry`);
    }
    if (!option.startsWith('-') || INSTEAD_OF_THE_JAR.test(option)) {
      throw refusal(`jvmOptions has '${option}': write options of the virtual machine only, such as -Duser.timezone=UTC or -Xmx512m`);
    }
    execArgument(option, 'jvmOptions');
  }
}

/** Refuses a path that is none. */
export function checkHealthPath(path: string | undefined): void {
  if (path !== undefined && !/^\/[A-Za-z0-9._~/@:+,=?&-]*$/.test(path)) {
    throw refusal(`healthPath is '${path}': write a plain path such as /actuator/health/liveness`);
  }
}

/** Refuses what is neither an IP address nor a host name. */
export function checkAddress(address: string): void {
  if (!Token.isUnresolved(address) && !isIP(address) && !/^(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(address)) {
    throw refusal(`address is '${address}': give an IP address or a host name alone, such as 10.0.1.5, and the port as port`);
  }
}

/** Refuses ports outside 1-65535 and those that the host uses itself. */
export function checkPort(prop: string, port: number): void {
  if (Token.isUnresolved(port)) {
    throw refusal(`${prop} is known only on AWS: give a number`);
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw refusal(`${prop} is ${port}: give a port from 1 to 65535`);
  }
  const ours = [NGINX_PORT, SPRING_BOOT_PORT, PROOF_PORT, AGENT_PORT];
  if (prop === 'managementPort' && ours.includes(port)) {
    throw refusal(`managementPort is ${port}, which the host uses itself (${ours.join(', ')}): take another, such as 9090`);
  }
}
