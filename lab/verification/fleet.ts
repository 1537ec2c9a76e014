import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { claimsOf, holds, same } from '../parts/claims';
import { Chat, complete, described, type People } from '../parts/fleet/chat';
import type { CloudPart } from '../parts/part';

const NAME = 'fleet';
const PEOPLE: People = { clients: { WebSocket: 18, 'SockJS stream': 2 }, paceSeconds: 1 };
const TALK_MS = 10_000;

/** Two hosts with an engine that AWS makes. */
export const fleet: CloudPart = {
  name: NAME,
  title: 'Two hosts that share messages over ElastiCache for Valkey',
  async run(cloud) {
    const show = claimsOf(cloud, NAME);
    await cloud.bootstrap();
    const service = await cloud.service();
    const { aws, proof } = cloud;
    proof.figure(NAME, 'cdk deploy, from the command to CREATE_COMPLETE', `${service.deploySeconds} s`);
    await show(
      {
        id: 'one-command-deploys',
        claim: '`cdk deploy -c hosts=2` makes two hosts and their engine without a line of code.',
        how: 'Real `cdk deploy` of bin/app.ts; then DescribeStacks and DescribeStackResources.',
        parts: ['aws-cdk', 'CloudFormation', 'AWS APIs'],
      },
      async () => {
        const { Stacks = [] } = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: service.stack }));
        same('StackStatus', Stacks[0]?.StackStatus, 'CREATE_COMPLETE');
        return `CREATE_COMPLETE with ${service.resources.length} resources, ${service.id('AWS::ElastiCache::ReplicationGroup')} among them`;
      },
    );
    await show(
      {
        id: 'hosts-proved',
        claim: 'Each host signalled success, after a message of its application had gone to the engine and come back.',
        how: 'DescribeStackEvents.',
        parts: ['CloudFormation', 'Auto Scaling', 'EC2', 'agent', 'Spring Boot', 'Valkey'],
      },
      async () => {
        const { StackEvents = [] } = await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: service.stack }));
        const signals = StackEvents.flatMap(
          ({ ResourceStatusReason = '' }) => /Received SUCCESS signal with UniqueId (\S+)/.exec(ResourceStatusReason)?.[1] ?? [],
        );
        same('signals of success', new Set(signals).size, 2);
        return `signals of ${signals.join(', ')}`;
      },
    );
    await show(
      {
        id: 'messages-cross',
        claim: 'What a client says on one host is heard by every member of its room on both, once.',
        how: `${described(PEOPLE)}, for ${TALK_MS / 1000} s.`,
        parts: ['clients', 'load balancer', 'nginx', 'Spring Boot', 'Valkey'],
      },
      async () => {
        const chat = await Chat.gather(await cloud.target(service.origin), PEOPLE);
        try {
          const report = await chat.during(() => sleep(TALK_MS));
          same('clients without a connection', report.missing, []);
          holds(Object.keys(report.hosts).length === 2, `clients are on ${JSON.stringify(report.hosts)}`);
          return complete(report);
        } finally {
          chat.end();
        }
      },
    );
  },
};
