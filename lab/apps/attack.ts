import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret, HostImage, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { account, given, STARTS_FAST } from './account';

/** The service that is attacked: it has a secret to lose, and its logs are shipped. */
const app = new App();
const { env, zoneName, zoneId } = account(app);
const stack = new Stack(app, 'Attacked', { env });
new SpringWebSocketService(stack, 'Chat', {
  image: HostImage.debian13(),
  app: SpringApp.fromJar(given(app, 'jar'), {
    jvmOptions: STARTS_FAST,
    environment: { SPRING_DATASOURCE_URL: 'jdbc:h2:mem:chat' },
    secrets: { CHAT_TOKEN: AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Secret', given(app, 'secretName'))) },
  }),
  domain: ServiceDomain.inZone(HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName }), 'attacked'),
  routes: [Route.sockJs('/ws-stomp'), Route.handler('/echo')],
  logGroup: new LogGroup(stack, 'Logs', { removalPolicy: RemovalPolicy.DESTROY }),
});
app.synth();
