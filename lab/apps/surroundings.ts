import { App, CfnOutput, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { account, given } from './account';

/** What other teams have deployed before: a network, two load balancers, a certificate, secrets, and a key of their own. */
const app = new App();
const name = given(app, 'surroundings');
const { env, zoneName, zoneId } = account(app);
const stack = new Stack(app, name, { env });

const vpc = new Vpc(stack, 'Vpc', {
  vpcName: name,
  ipAddresses: IpAddresses.cidr('10.8.0.0/16'),
  maxAzs: 2,
  natGateways: 0,
  restrictDefaultSecurityGroup: false,
  subnetConfiguration: [
    { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
    { name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
  ],
});

const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName });
const certificate = new Certificate(stack, 'Certificate', { domainName: `*.${zoneName}`, validation: CertificateValidation.fromDns(zone) });
new CfnOutput(stack, 'CertificateArn', { value: certificate.certificateArn });

const shared = new ApplicationLoadBalancer(stack, 'Shared', {
  loadBalancerName: `${name}-shared`,
  vpc,
  internetFacing: true,
  idleTimeout: Duration.hours(1),
});
shared.addListener('Https', {
  port: 443,
  certificates: [certificate],
  defaultAction: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'another team answers here' }),
});
new CfnOutput(stack, 'SharedArn', { value: shared.loadBalancerArn });

const bare = new ApplicationLoadBalancer(stack, 'Bare', {
  loadBalancerName: `${name}-bare`,
  vpc,
  internetFacing: true,
  idleTimeout: Duration.hours(1),
});
new CfnOutput(stack, 'BareArn', { value: bare.loadBalancerArn });

const secret = new Secret(stack, 'Secret', {
  secretName: `${name}/chat`,
  secretObjectValue: { password: SecretValue.unsafePlainText('s3cret-of-the-lab'), other: SecretValue.unsafePlainText('x') },
});
new CfnOutput(stack, 'SecretArn', { value: secret.secretArn });

const key = new Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
new CfnOutput(stack, 'KeyArn', { value: key.keyArn });
const encrypted = new Secret(stack, 'Encrypted', {
  secretName: `${name}/encrypted`,
  encryptionKey: key,
  secretStringValue: SecretValue.unsafePlainText('encrypted-by-a-key-of-the-lab'),
});
new CfnOutput(stack, 'EncryptedArn', { value: encrypted.secretArn });

app.synth();
