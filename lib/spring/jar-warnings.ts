import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EmbeddedServer } from './embedded-server';
import type { BootJar } from './jar';

/** Accept queues that nobody but the companion can set for a host. */
const ACCEPT_QUEUES: Partial<Record<EmbeddedServer, number>> = { Jetty: 50, Undertow: 1000 };

/** Warns of what a jar shows and a deployment would meet. */
export function warnOfJar(scope: Construct, { localData, server, unstartedServer, bootVersion }: BootJar, companion: boolean): void {
  const warn = (id: string, text: string) => Annotations.of(scope).addWarningV2(`cdk-spring-websocket:${id}`, text);
  if (localData !== undefined) {
    warn(
      'localData',
      `the jar's configuration keeps data on the host's own disk (${localData}), ` +
        'which goes with the host at every new version: use a database',
    );
  }
  if (unstartedServer !== undefined) {
    warn(
      'noServer',
      `the jar has ${unstartedServer}, but nothing with which Spring Boot ${bootVersion} starts it: it would log "Started", open no port ` +
        `and fail the deployment; take the starter of a server that Spring Boot ${bootVersion} has, such as spring-boot-starter-tomcat`,
    );
  }
  const queue = server && !companion ? ACCEPT_QUEUES[server] : undefined;
  if (queue !== undefined) {
    warn(
      'acceptQueue',
      `companion is false, and the jar runs on ${server}, whose accept queue of ${queue} connections no property of Spring Boot changes: ` +
        'clients that come back all at once wait for seconds or fail; leave the companion in, or make the queue longer in the ' +
        'application (docs/sizing.md, "Other servers")',
    );
  }
}
