// What aws-ecs-patterns makes of the same wish: a load-balanced service with a domain.
import { App, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';

const app = new App({ outdir: process.env.OUTDIR });
const stack = new Stack(app, 'Chat', { env: { account: '123456789012', region: 'eu-central-1' } });
const domainZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
new ApplicationLoadBalancedFargateService(stack, 'Chat', {
  taskImageOptions: { image: ContainerImage.fromRegistry('chat') },
  domainName: 'api.example.com',
  domainZone,
  protocol: ApplicationProtocol.HTTPS,
});
app.synth();
