import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { HostImage, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../../lib';
import { HURT, hurtDomain, hurtStack } from '../parts/hurt/stacks';
import { account, given, STARTS_FAST } from './account';

/** The same service several times, so that faults that have nothing to do with each other happen at the same time. */
const app = new App();
const { env, zoneName, zoneId } = account(app);
for (const name of HURT) {
  const stack = new Stack(app, hurtStack(name), { env });
  new SpringWebSocketService(stack, 'Chat', {
    image: HostImage.debian13(),
    app: SpringApp.fromJar(given(app, 'jar'), {
      environment: { SPRING_DATASOURCE_URL: given(app, 'databaseUrl'), SPRING_DATASOURCE_USERNAME: 'sa' },
      jvmOptions: STARTS_FAST,
    }),
    domain: ServiceDomain.inZone(HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName }), hurtDomain(name)),
    routes: [Route.handler('/echo')],
  });
}
app.synth();
