import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { succeeded } from '../cdk';
import { CLIENT, type Lab } from '../lab';
import { projectFolder } from '../project';
import { REMOTE_ADDRESS, startRemoteApplication } from '../remote-application';
import { readService, type Service } from '../service';
import { claimsOf, same } from './claims';
import { SECRETS, showDatabase } from './compositions/database';
import { showEntrances } from './compositions/entrances';
import { showServing } from './compositions/serving';
import { readGround, showDestroyed } from './compositions/traces';
import type { Part } from './part';

const NAME = 'compositions';

/** The stacks of apps/compositions.ts by name, with the names that clients use. */
const STACKS = {
  Database: 'database.example.com',
  OnLoadBalancer: 'on-load-balancer.example.com',
  OnListener: 'on-listener.example.com',
  UnderCertificate: 'under-certificate.example.com',
  External: 'chat.example.org',
};

/** The deployed compositions. */
export type Compositions = Readonly<Record<keyof typeof STACKS, Service>>;

/** Each composition that the README shows, deployed at once on what exists already, booted and used. */
export const compositions: Part = {
  name: NAME,
  title: "The README's compositions, each deployed, booted and used",
  async run(lab) {
    const show = claimsOf(lab, NAME);
    await lab.bootstrap();
    const context = await prepare(lab);
    const read = () => readGround(lab, context, [...Object.values(STACKS), `also.${lab.zone}`]);
    const before = await read();
    // Its hosts are looked at for what is not on them.
    lab.machines.imageOfStack.set('OnListener', 'debian-13');
    const endRemote = await startRemoteApplication(lab, context.jar);
    try {
      const command = ['deploy', '--all', '--concurrency', '4', '--require-approval', 'never', '--progress', 'events'];
      const deployed = await lab.machines.packages.alone(() => lab.cdk(command, { app: 'compositions', context, timeoutSeconds: 900 }));
      succeeded(deployed, 'cdk deploy of the compositions');
      lab.proof.figure(NAME, 'cdk deploy --all of five compositions', `${deployed.seconds} s`);
      const services = await readAll(lab);
      await show(
        {
          id: 'deployed',
          claim:
            'Existing VPC, existing load balancer, rules on a listener, remote application, ' +
            'own certificate, domain outside Route 53, database and secrets: each deploys.',
          how:
            'One `cdk deploy --all` of five stacks; ' +
            'VPC, load balancers and listener are looked up in the account as a user would; DescribeStacks.',
          parts: ['aws-cdk', 'CloudFormation', 'AWS APIs', 'RDS', 'Auto Scaling', 'EC2', 'agent'],
        },
        async () => {
          const { Stacks = [] } = await lab.aws.cloudFormation.send(new DescribeStacksCommand({}));
          const states = Object.keys(STACKS).map((name) => Stacks.find(({ StackName }) => StackName === name)?.StackStatus);
          same(
            'states',
            states,
            states.map(() => 'CREATE_COMPLETE'),
          );
          return `${Object.keys(STACKS).join(', ')} are CREATE_COMPLETE after ${deployed.seconds} s`;
        },
      );
      const deployedGround = await read();
      await showDatabase(lab, services.Database, show);
      await showEntrances(lab, services, context, show);
      await showServing(lab, services, show);
      await showDestroyed(lab, context, read, before, deployedGround, show);
      NOT_SHOWN.forEach((each) => lab.proof.notShown({ part: NAME, ...each }));
    } finally {
      endRemote();
    }
  },
};

const NOT_SHOWN = [
  {
    id: 'database-itself',
    claim: 'The application of the composition with a database reaches it.',
    why:
      'The emulator keeps a record of it and runs none, and the example asks none. ' +
      "Part hurt has a real one (H2's server) and takes it away.",
  },
  {
    id: 'session-manager',
    claim: "Session Manager's agent needs each of its five permissions.",
    why: "It is in Amazon Linux's own image, which cannot be had without AWS; the list is AWS's.",
  },
];

/** What exists before: a network, load balancers, certificates, secrets, a key, a bucket with a jar. The context that names them. */
async function prepare({ aws, cdk, zone, folder }: Lab): Promise<Record<string, string>> {
  const jar = join(projectFolder(), 'examples', 'chat', 'target', 'chat.jar');
  const releases = { Bucket: 'releases-of-another-pipeline', Key: 'releases/chat-1.2.0.jar' };
  await aws.s3.send(new CreateBucketCommand({ Bucket: releases.Bucket }));
  await aws.s3.send(new PutObjectCommand({ ...releases, Body: readFileSync(jar) }));
  const { CertificateArn = '' } = await aws.acm.send(
    new RequestCertificateCommand({ DomainName: STACKS.External, ValidationMethod: 'DNS' }),
  );
  const { HostedZones = [] } = await aws.route53.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
  const account = { surroundings: 'Surroundings', zone, zoneId: (HostedZones[0]?.Id ?? '').split('/').pop() ?? '' };
  const outputs = join(folder, 'surroundings.json');
  succeeded(
    await cdk(['deploy', '--require-approval', 'never', '--progress', 'events', '--outputs-file', outputs], {
      app: 'surroundings',
      context: account,
    }),
    'cdk deploy of the surroundings',
  );
  const { Surroundings } = JSON.parse(readFileSync(outputs, 'utf8')) as Record<string, Record<string, string>>;
  const parameterName = '/surroundings/chat';
  await aws.ssm.send(
    new PutParameterCommand({ Name: parameterName, Type: 'SecureString', KeyId: Surroundings.KeyArn, Value: SECRETS.PARAMETER_TOKEN }),
  );
  return {
    ...account,
    jar,
    parameterName,
    keyArn: Surroundings.KeyArn,
    encryptedArn: Surroundings.EncryptedArn,
    bareArn: Surroundings.BareArn,
    sharedArn: Surroundings.SharedArn,
    certificateArn: Surroundings.CertificateArn,
    externalCertificateArn: CertificateArn,
    bucket: releases.Bucket,
    jarKey: releases.Key,
    remoteAddress: REMOTE_ADDRESS,
    allowedCidr: CLIENT.replace(/\d+$/, '0/24'),
  };
}

async function readAll({ aws }: Lab): Promise<Compositions> {
  const entries = Object.entries(STACKS).map(async ([stack, domain]) => [stack, await readService(aws, stack, domain)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Compositions;
}
