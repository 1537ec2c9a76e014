import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { HostCapacity, HostImage, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { alarmedDomain, alarmedStack, ALARMED, SOCKETS } from '../parts/alarms/stacks';
import { account, given, STARTS_FAST } from './account';

/** The same service several times, with the alarms that it has by itself and a certificate of somebody else's. */
const app = new App();
const { env, zoneName, zoneId } = account(app);
for (const name of ALARMED) {
  const stack = new Stack(app, alarmedStack(name), { env });
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName });
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', given(app, 'certificate'));
  new SpringWebSocketService(stack, 'Chat', {
    image: HostImage.debian13(),
    app: SpringApp.fromJar(given(app, 'jar'), { jvmOptions: STARTS_FAST }),
    capacity: HostCapacity.oneHost({ connections: SOCKETS }),
    domain: ServiceDomain.inZone(zone, alarmedDomain(name), { certificate }),
    routes: [Route.handler('/echo')],
  });
}
app.synth();
