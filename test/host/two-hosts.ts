import { Duration, Size } from 'aws-cdk-lib';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Credentials, DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AppSecret, Handshake, HostCapacity, HostImage, Route, SpringApp, WebSocketHost, WebSocketIngress } from '../../lib';
import { chat, routes, synthesized } from '../ingress/synthesized';

/** An application and its routes, and nothing else said. */
export const plain = synthesized(
  (stack) => new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat(), routes }) }),
);

/** As a README's second example has it: a network, a database, secrets, a bucket, logs. */
export const full = synthesized((stack) => {
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 2 });
  const db = new DatabaseInstance(stack, 'Db', {
    vpc,
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
    credentials: Credentials.fromGeneratedSecret('chat'),
  });
  const parameter = StringParameter.fromSecureStringParameterAttributes(stack, 'Jwt', { parameterName: '/chat/jwt' });
  const key = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k');
  const token = Secret.fromSecretAttributes(stack, 'Token', {
    secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf',
    encryptionKey: key,
  });
  const host = new WebSocketHost(stack, 'Host', {
    vpc,
    app: SpringApp.fromBucket(Bucket.fromBucketName(stack, 'Releases', 'releases'), 'chat/1.2.0.jar', {
      environment: { SPRING_DATASOURCE_URL: `jdbc:postgresql://${db.dbInstanceEndpointAddress}/chat` },
      properties: { 'spring.jpa.open-in-view': 'false' },
      secrets: {
        SPRING_DATASOURCE_PASSWORD: AppSecret.fromSecretsManager(db.secret!, 'password'),
        JWT: AppSecret.fromParameterStore(parameter),
      },
      startTimeout: Duration.minutes(10),
      healthPath: '/actuator/health/liveness',
      managementPort: 9090,
    }),
    routes: [
      Route.stomp('/ws', { handshake: Handshake.withQuery('token', AppSecret.fromSecretsManager(token)) }),
      Route.sse('/api/notifications'),
    ],
    image: HostImage.debian13(),
    capacity: HostCapacity.oneHost({ instanceType: new InstanceType('m7g.large'), connections: 20_000, disk: Size.gibibytes(40) }),
    logGroup: new LogGroup(stack, 'Logs'),
  });
  host.connections.allowToDefaultPort(db);
  new Bucket(stack, 'Uploads').grantRead(host);
  new WebSocketIngress(stack, 'Ingress', { host });
});
