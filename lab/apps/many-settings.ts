import { App, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret, HostImage, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { MANY_SETTINGS, manyDomain, manySecrets, manyVariables } from '../parts/boot/many';
import { account, given, STARTS_FAST } from './account';

/** A service with more settings than user data has room for; the secrets are the stack's own, so only AWS knows their ARNs. */
const app = new App();
const { env, zoneName, zoneId } = account(app);
const stack = new Stack(app, MANY_SETTINGS, { env });
const secrets = Object.entries(manySecrets()).map(([name, value]) => {
  const secret = new Secret(stack, name, {
    secretObjectValue: { password: SecretValue.unsafePlainText(value) },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return [name, AppSecret.fromSecretsManager(secret, 'password')] as const;
});
new SpringWebSocketService(stack, 'Chat', {
  image: HostImage.debian13(),
  app: SpringApp.fromJar(given(app, 'jar'), {
    environment: manyVariables(),
    secrets: Object.fromEntries(secrets),
    jvmOptions: STARTS_FAST,
  }),
  domain: ServiceDomain.inZone(HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName }), manyDomain),
  routes: [Route.sockJs('/ws-stomp')],
});
app.synth();
