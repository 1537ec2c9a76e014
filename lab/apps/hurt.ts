import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret, HostImage, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { HURT, HURT_SECRET, HURT_VARIABLE, hurtDomain, hurtStack } from '../parts/hurt/stacks';
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
      secrets: { [HURT_VARIABLE]: AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Secret', HURT_SECRET)) },
      jvmOptions: STARTS_FAST,
    }),
    domain: ServiceDomain.inZone(HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName }), hurtDomain(name)),
    routes: [Route.handler('/echo')],
  });
}
app.synth();
