import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { JAR_FILE, NGINX_PORT } from '../../../lib/chain/conventions';
import { CLIENT, type Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Instance } from '../../machines/instance';
import { exchange } from '../../../lib/probes/exchange';
import { projectFolder } from '../../project';
import type { Service } from '../../service';
import { holds, same } from '../claims';
import type { Show } from './events';
import { inside } from './inspect';

/** What lies and runs on the host. */
export async function showInside({ aws, target }: Lab, service: Service, instance: Instance, show: Show): Promise<void> {
  await show(
    {
      id: 'jar',
      claim: 'The jar on the host is the jar that was deployed.',
      how: 'SHA-256 on both sides: asset -> S3 -> host.',
      parts: ['agent', 'S3', 'aws-cdk'],
    },
    async () => {
      const ours = createHash('sha256')
        .update(readFileSync(join(projectFolder(), 'examples', 'chat', 'target', 'chat.jar')))
        .digest('hex');
      same('sha256', (await inside(instance, `sha256sum /${JAR_FILE}`)).split(' ')[0], ours);
      return `sha256 ${ours.slice(0, 16)}…`;
    },
  );
  await show(
    {
      id: 'target-healthy',
      claim: "The load balancer's own health check finds the host healthy, by the path that the agent answers.",
      how: "DescribeTargetHealth; the checks come from the load balancer's address, without X-Forwarded-For.",
      parts: ['load balancer', 'nginx', 'agent'],
    },
    async () => {
      const { TargetHealthDescriptions = [] } = await aws.elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn: service.id('AWS::ElasticLoadBalancingV2::TargetGroup') }),
      );
      same(
        'targets',
        TargetHealthDescriptions.map(({ Target, TargetHealth }) => [Target?.Id, Target?.Port, TargetHealth?.State]),
        [[instance.id, NGINX_PORT, 'healthy']],
      );
      return `${instance.id}:${NGINX_PORT} is healthy`;
    },
  );
  await show(
    {
      id: 'client-address',
      claim: "nginx believes the load balancer about the client's address, by the VPC's ranges from the metadata service.",
      how: "A request through the load balancer, then nginx's access log on the host.",
      parts: ['load balancer', 'nginx', 'agent'],
    },
    async () => {
      const path = `/?lab=${Date.now()}`;
      await exchange(await target(service.origin), { path });
      const find = async () =>
        (await inside(instance, 'cat /var/log/websocket-nginx/access.log'))
          .split('\n')
          .reverse()
          .find((line) => line.includes(CLIENT));
      holds(await until(async () => (await find()) !== undefined, 10), `the access log has no line with ${CLIENT}`);
      return `the access log has ${CLIENT}, the client's own address`;
    },
  );
  await show(
    {
      id: 'console',
      claim: 'The console tells how the proof went and shows no secret.',
      how: "The instance's console output.",
      parts: ['EC2', 'agent'],
    },
    () => {
      const text = instance.console();
      holds(text.includes('signalled SUCCESS'), 'the console does not say that SUCCESS was signalled');
      holds(!/AKIA|ASIA|SecretAccessKey/.test(text), 'the console shows a key');
      return `"${text
        .split('\n')
        .filter((line) => line.includes('signalled'))[0]
        ?.trim()}"`;
    },
  );
}
