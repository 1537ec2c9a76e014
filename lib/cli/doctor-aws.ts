import { Clients } from '../aws/clients';
import { NoAccess } from '../aws/failure';
import { leastPolicy, type PolicyFor } from '../aws/policy';
import { Reader } from '../aws/reader';
import { scopeOfInstance, scopeOfStack } from '../aws/scope';
import { examineAws } from '../doctor/aws/examine-aws';
import { redact } from '../doctor/redact';
import { answerRow } from './answer-rows';
import { awsPage, hostOf } from './aws-page';
import type { CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { jsonReport } from './json-report';
import type { Given, OptionHelp } from './options';
import { namedRoute, ROUTE_OPTION } from './route-option';
import { UsageError } from './usage-error';

const COMMON: Readonly<Record<string, OptionHelp>> = {
  region: { type: 'string', value: '<region>', help: 'the AWS region (default: AWS_REGION, then that of the profile)' },
  profile: { type: 'string', value: '<name>', help: 'the AWS profile (default: AWS_PROFILE, then the default credential chain)' },
  route: ROUTE_OPTION,
  policy: { type: 'boolean', help: 'print the minimal IAM policy for this command' },
  json: { type: 'boolean', help: 'only JSON on stdout' },
};

export const STACK_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  stack: { type: 'string', value: '<name>', help: 'look at a CloudFormation stack; this library need not have made it' },
  ...COMMON,
};

export const INSTANCE_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  instance: { type: 'string', value: '<i-...>', help: 'ask AWS about an EC2 instance and the load balancer before it' },
  ...COMMON,
};

/** Asks AWS, which only reads, about a stack. */
export function diagnoseStack(given: Given, context: CommandContext): Promise<number> {
  const stack = given.stack as string;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stack)) {
    throw new UsageError(`--stack is ${stack}: write the name of a CloudFormation stack, such as --stack Chat`);
  }
  return diagnose({ stack }, given, context, (reader) => scopeOfStack(reader, stack));
}

/** Asks AWS, which only reads, about an instance. */
export function diagnoseInstance(given: Given, context: CommandContext): Promise<number> {
  const instance = given.instance as string;
  if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(instance)) {
    throw new UsageError(`--instance is ${instance}: write the id of an EC2 instance, such as --instance i-0123456789abcdef0`);
  }
  return diagnose({ instance }, given, context, (reader) => scopeOfInstance(reader, instance));
}

async function diagnose(
  wanted: PolicyFor,
  given: Given,
  { output, errors, interrupted }: CommandContext,
  scopeOf: (reader: Reader) => ReturnType<typeof scopeOfStack>,
): Promise<number> {
  if (given.policy) {
    output.line(JSON.stringify(leastPolicy(wanted), null, 2));
    return 0;
  }
  const routes = ((given.route as readonly string[] | undefined) ?? []).map(namedRoute);
  const terminal = given.json ? errors : output;
  // The SDK says at every call that a version to come will not run on Node.js 20: nothing that somebody who asks about a stack can use.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const clients = new Clients({ region: given.region as string | undefined, profile: given.profile as string | undefined });
  try {
    const region = await regionOf(clients);
    const reader = new Reader(clients, region);
    terminal.busy(`asking AWS in ${region}`);
    const examined = scopeOf(reader).then((scope) =>
      examineAws(reader, scope, routes, {
        asking: ({ question, asked }) => terminal.busy(`${question}: ${asked}`),
        answered: (answer) => {
          terminal.idle();
          terminal.print([answerRow(redact(answer), hostOf(answer))]);
        },
      }),
    );
    examined.catch(() => undefined);
    const outcome = await Promise.race([examined, interrupted]);
    terminal.idle();
    if (outcome === 'interrupted') {
      return 130;
    }
    const report = redact(outcome);
    if (given.json) {
      output.line(jsonReport('aws', { ...report, ...wanted, region }));
    } else {
      output.print(awsPage(report, wanted));
    }
    return EXIT_CODES[report.verdict];
  } catch (error) {
    throw error instanceof NoAccess && given.profile
      ? new NoAccess(`${error.message} (--profile is ${given.profile as string}; 'aws configure list-profiles' names those that there are)`)
      : error;
  } finally {
    terminal.idle();
    clients.close();
  }
}

async function regionOf(clients: Clients): Promise<string> {
  try {
    return await clients.region();
  } catch (error) {
    const { message } = error as Error;
    const missing = /region is missing/i.test(message);
    if (missing || /region not accepted/i.test(message)) {
      const wrong = missing ? 'no AWS region is set' : `the AWS region is none (${message.trim()})`;
      throw new NoAccess(`${wrong}: give --region, such as --region eu-central-1, or set AWS_REGION`);
    }
    throw error;
  }
}
