// The three-line service, from compiled JavaScript, as a consumer's app would synthesize it.
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../build/lib/index.js';

const app = new App({ outdir: process.env.OUTDIR });
const stack = new Stack(app, 'Chat', { env: { account: '123456789012', region: 'eu-central-1' } });
const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
new SpringWebSocketService(stack, 'Chat', {
  app: SpringApp.fromJar(process.env.JAR),
  domain: ServiceDomain.inZone(zone, 'api'),
  routes: [Route.sockJs('/ws-stomp')],
});
app.synth();
