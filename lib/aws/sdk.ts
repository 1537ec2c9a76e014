/** The clients of the AWS SDK that are used, each loaded when it is first asked for. The package has them in this file, bundled. */
export const SDK = {
  acm: () => require('@aws-sdk/client-acm') as typeof import('@aws-sdk/client-acm'),
  autoScaling: () => require('@aws-sdk/client-auto-scaling') as typeof import('@aws-sdk/client-auto-scaling'),
  cloudFormation: () => require('@aws-sdk/client-cloudformation') as typeof import('@aws-sdk/client-cloudformation'),
  cloudWatch: () => require('@aws-sdk/client-cloudwatch') as typeof import('@aws-sdk/client-cloudwatch'),
  ec2: () => require('@aws-sdk/client-ec2') as typeof import('@aws-sdk/client-ec2'),
  loadBalancing: () => require('@aws-sdk/client-elastic-load-balancing-v2') as typeof import('@aws-sdk/client-elastic-load-balancing-v2'),
  logs: () => require('@aws-sdk/client-cloudwatch-logs') as typeof import('@aws-sdk/client-cloudwatch-logs'),
  mq: () => require('@aws-sdk/client-mq') as typeof import('@aws-sdk/client-mq'),
  route53: () => require('@aws-sdk/client-route-53') as typeof import('@aws-sdk/client-route-53'),
};
