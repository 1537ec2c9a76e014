import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients, Credentials } from '../../aws/clients';
import { listed, type Statement } from '../deploy/role';

let made = 0;

/** A session of a role that may do what these statements say, and nothing else. */
export async function sessionWith({ iam, sts }: Clients, statements: readonly Statement[]): Promise<Credentials> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  const RoleName = `lab-reduced-${++made}`;
  const document = (Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const AssumeRolePolicyDocument = document([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${Account}:root` } },
  ]);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'reduced', PolicyDocument: document([...statements]) }));
  const { Credentials: session } = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: RoleName }));
  return { accessKeyId: session?.AccessKeyId ?? '', secretAccessKey: session?.SecretAccessKey ?? '', sessionToken: session?.SessionToken };
}

/** One permission: an action of a statement. */
export interface Permission {
  readonly action: string;
  readonly statement: number;
}

/** Each permission that statements give. */
export function permissions(statements: readonly Statement[]): Permission[] {
  return statements.flatMap(({ Action }, statement) => listed(Action).map((action) => ({ action, statement })));
}

/** The statements without one of their permissions. */
export function without(statements: readonly Statement[], { action, statement }: Permission): Statement[] {
  return statements.flatMap((each, index) => {
    const left = listed(each.Action).filter((name) => index !== statement || name !== action);
    return left.length > 0 ? [{ ...each, Action: left }] : [];
  });
}
