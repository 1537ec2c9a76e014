import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { decrypt } from './decrypt';

/** The host may read this one object: an asset's own grantRead would open the whole bootstrap bucket. */
export function allowObject(grantee: IGrantable, bucket: IBucket, key: string): void {
  grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(key)] }));
  if (bucket.encryptionKey) {
    grantee.grantPrincipal.addToPrincipalPolicy(decrypt(bucket.encryptionKey));
  }
}
