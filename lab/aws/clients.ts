import { ACMClient } from '@aws-sdk/client-acm';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** An access key, of a session when it has a token. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where the calls go and who makes them; what is left out is found as every AWS program finds it. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** One client for each service that a deployment is read back from. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly route53: Route53Client;
  readonly acm: ACMClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly secrets: SecretsManagerClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** The clients of the real AWS, or with an endpoint those of the emulator. */
export function clients({ endpoint, region, credentials }: ClientOptions = {}): Clients {
  const options = { ...(endpoint ? { endpoint } : {}), ...(region ? { region } : {}), ...(credentials ? { credentials } : {}) };
  return {
    cloudFormation: new CloudFormationClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
    autoScaling: new AutoScalingClient(options),
    ec2: new EC2Client(options),
    route53: new Route53Client(options),
    acm: new ACMClient(options),
    iam: new IAMClient(options),
    logs: new CloudWatchLogsClient(options),
    secrets: new SecretsManagerClient(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
  };
}
