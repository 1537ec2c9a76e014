import { rmSync } from 'fs';
import { type App, CfnResource, type Stack, Validations } from 'aws-cdk-lib';
import { contextStack } from '../../lib/app/context-stack';
import { BLOCKS, PageModules } from '../pages';
import { app, folder } from '../ingress/synthesized';

/** A stack that the pages or the command line show, synthesized once. */
export interface Composition {
  readonly title: string;
  readonly stack: Stack;
  readonly template: object;
  /** Where a resource stands in the tree, by the name that the template gives it. */
  readonly paths: ReadonlyMap<string, string>;
}

/** A rule that the library says does not hold for a resource and what is below it. */
export interface Exception {
  readonly rule: string;
  readonly reason: string;
  readonly path: string;
}

/** What the table of the README's second chapter may ask of bin/app.ts. */
const CONTEXTS: Record<string, Record<string, unknown>> = {
  'bin/app.ts, a jar': { jar: folder },
  'bin/app.ts, a jar and a domain': {
    jar: folder,
    domain: 'api.example.com',
    zone: 'example.com',
    zoneId: 'Z1',
    route: '/ws-stomp,sse:/events',
    image: 'debian13',
  },
  'bin/app.ts, an instance': {
    instance: 'chat',
    'cdk-spring-websocket:instance:region=eu-west-1:name=chat': {
      id: 'i-0123456789abcdef0',
      privateIp: '10.0.3.7',
      vpcId: 'vpc-0123456789abcdef0',
      securityGroupId: 'sg-0123456789abcdef0',
    },
    'vpc-provider:account=123456789012:filter.vpc-id=vpc-0123456789abcdef0:region=eu-west-1:returnAsymmetricSubnets=true': {
      vpcId: 'vpc-0123456789abcdef0',
      vpcCidrBlock: '10.0.0.0/16',
      ownerAccountId: '123456789012',
      availabilityZones: [],
      subnetGroups: [
        {
          name: 'Public',
          type: 'Public',
          subnets: ['a', 'b'].map((zone) => ({
            subnetId: `subnet-0123456789abcdef${zone}`,
            cidr: '10.0.0.0/24',
            availabilityZone: `eu-west-1${zone}`,
            routeTableId: `rtb-0123456789abcdef${zone}`,
          })),
        },
      ],
    },
  },
};

/** Every TypeScript block of every page, what the blocks take for granted (the last), and what the command line deploys. */
export async function compositions(): Promise<Composition[]> {
  const modules = new PageModules('rule-packs');
  const pages = BLOCKS.map(({ title }, index) => composition(title, modules.stack(index)));
  modules.remove();
  const before = { ...process.env };
  Object.assign(process.env, { CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'eu-west-1' });
  const apps = await Promise.all(
    Object.entries(CONTEXTS).map(async ([title, context]) => composition(title, await contextStack(app(context), () => undefined))),
  );
  for (const name of ['CDK_DEFAULT_ACCOUNT', 'CDK_DEFAULT_REGION']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  return [...apps, ...pages];
}

function composition(title: string, stack: Stack): Composition {
  const assembly = (stack.node.root as App).synth();
  const { template } = assembly.getStackArtifact(stack.artifactId);
  rmSync(assembly.directory, { recursive: true });
  const resources = stack.node.findAll().filter((each) => CfnResource.isCfnResource(each));
  return {
    title,
    stack,
    template: template as object,
    paths: new Map(resources.map((each) => [stack.resolve(each.logicalId) as string, each.node.path])),
  };
}

/** What the library excepts: cdk-nag's rules are kept on constructs, checkov's in the template's metadata. */
export function exceptions({ stack }: Composition): Exception[] {
  return stack.node.findAll().flatMap((construct) => {
    const { path, metadata } = construct.node;
    const acknowledged = metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    const ofPacks = acknowledged
      .map(([id, reason]) => ({ rule: id.replace(/^Annotation::/, ''), reason, path }))
      .filter(({ rule }) => /^(AwsSolutions|NIST|HIPAA)/.test(rule));
    const skipped = CfnResource.isCfnResource(construct)
      ? ((construct.getMetadata('checkov') as { skip: { id: string; comment: string }[] } | undefined)?.skip ?? [])
      : [];
    return [...ofPacks, ...skipped.map(({ id, comment }) => ({ rule: id, reason: comment, path }))];
  });
}
