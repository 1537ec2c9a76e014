import { request } from 'node:https';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { HostCapacity, type Messaging, type Route, ServiceDomain, type SpringApp, SpringWebSocketService } from '../../lib';
import { temporaryFolder } from './fixture';

/** A user's app, synthesized into a folder. */
export function synthesize(app: SpringApp, routes: (stack: Stack) => Route[], messaging?: Messaging): string {
  const outdir = join(temporaryFolder('applications-'), 'cdk.out');
  const stack = new Stack(new App({ analyticsReporting: false, outdir }), 'Chat');
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  new SpringWebSocketService(stack, 'Service', {
    app,
    messaging,
    routes: routes(stack),
    domain: ServiceDomain.inZone(zone, 'api'),
    capacity: HostCapacity.oneHost({ connections: 1000 }),
  });
  (stack.node.root as App).synth();
  return outdir;
}

/** What the application says of a client at 127.0.0.2 that claims to be another, and whose cookie and token are large. */
export function askWho(url: string, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { Host: `api.example.com:${new URL(url).port}`, 'X-Forwarded-For': '203.0.113.9', Cookie: 'c'.repeat(bytes / 2) };
    request(`${url}/who?token=${'t'.repeat(bytes / 2)}`, { headers, localAddress: '127.0.0.2', rejectUnauthorized: false }, (response) =>
      response.setEncoding('utf8').once('data', resolve),
    )
      .once('error', reject)
      .end();
  });
}
