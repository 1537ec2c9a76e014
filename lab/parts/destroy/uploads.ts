import { createHash } from 'node:crypto';
import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Clients } from '../../aws/clients';
import { all } from './pages';

/** The keys in the bucket of `cdk bootstrap`, which `cdk destroy` does not touch; none where the account is not bootstrapped. */
export async function uploads({ cloudFormation, s3 }: Pick<Clients, 'cloudFormation' | 's3'>): Promise<string[]> {
  const toolkit = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' })).catch(() => undefined);
  const Bucket = toolkit?.Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'BucketName')?.OutputValue;
  return Bucket ? all(paginateListObjectsV2({ client: s3 }, { Bucket }), ({ Contents = [] }) => Contents.map(({ Key }) => Key)) : [];
}

/** What `cdk deploy` of a stack uploads there: jar and agent, which the template names by their content, and the template itself. */
export async function uploadsOf({ cloudFormation }: Pick<Clients, 'cloudFormation'>, StackName: string): Promise<string[]> {
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
  const named = TemplateBody.match(/\b[0-9a-f]{64}\.(jar|zip)\b/g) ?? [];
  return [...new Set(named), `${createHash('sha256').update(TemplateBody).digest('hex')}.json`].sort();
}
