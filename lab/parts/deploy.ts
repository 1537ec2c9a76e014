import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { claimsOf, same } from './claims';
import { showDomain } from './deploy/domain';
import { showGroup } from './deploy/group';
import { showLaunchTemplate } from './deploy/launch-template';
import { showLoadBalancer } from './deploy/load-balancer';
import { showNetwork } from './deploy/network';
import { showRole } from './deploy/role';
import type { CloudPart } from './part';

const NAME = 'deploy';

/** The one command that users type, and everything that it made, read back through AWS's API. */
export const deploy: CloudPart = {
  name: NAME,
  title: "Deploy with one command, read back through AWS's API",
  async run(cloud) {
    const show = claimsOf(cloud, NAME);
    const bootstrapSeconds = await cloud.bootstrap();
    const service = await cloud.service();
    await show(
      {
        id: 'one-command-deploys',
        claim: '`cdk deploy -c domain=… -c zone=…` deploys a service without a line of code.',
        how:
          'Real `cdk deploy` of bin/app.ts through cdk.json in a bootstrapped account, ' +
          'the zone looked up unless its id was given; then DescribeStacks.',
        parts: ['aws-cdk', 'CloudFormation', 'AWS APIs'],
      },
      async () => {
        const { Stacks = [] } = await cloud.aws.cloudFormation.send(new DescribeStacksCommand({ StackName: service.stack }));
        same('StackStatus', Stacks[0]?.StackStatus, 'CREATE_COMPLETE');
        return `${service.stack} is CREATE_COMPLETE with ${service.resources.length} resources; output Url is ${service.outputs.Url}`;
      },
    );
    if (bootstrapSeconds !== undefined) {
      cloud.proof.figure(NAME, 'cdk bootstrap', `${bootstrapSeconds} s`);
    }
    cloud.proof.figure(NAME, 'cdk deploy, from the command to CREATE_COMPLETE', `${service.deploySeconds} s`);
    await showLoadBalancer(cloud, service, show);
    await showDomain(cloud, service, show);
    await showLaunchTemplate(cloud, service, show);
    await showNetwork(cloud, service, show);
    await showRole(cloud, service, show);
    await showGroup(cloud, service, show);
  },
};
