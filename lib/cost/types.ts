/** Resources that have a line in the estimate. */
const COUNTED = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::AutoScaling::ScalingPolicy',
  'AWS::EC2::LaunchTemplate',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::EC2::NatGateway',
  'AWS::EC2::EIP',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::AmazonMQ::Broker',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Logs::LogGroup',
  'AWS::SecretsManager::Secret',
  'AWS::KMS::Key',
  'AWS::Route53::HostedZone',
  'AWS::WAFv2::WebACL',
];

/** Resources that cost nothing: certificates of ACM, alias records of load balancers and standard parameters among them. */
const FREE = [
  /^AWS::IAM::/,
  /^AWS::CDK::/,
  /^AWS::EC2::(VPC|VPCGatewayAttachment|InternetGateway|EgressOnlyInternetGateway|Subnet|Route|RouteTable|NetworkAcl|NetworkAclEntry)$/,
  /^AWS::EC2::(SubnetRouteTableAssociation|SubnetNetworkAclAssociation|SecurityGroup|SecurityGroupIngress|SecurityGroupEgress|VPCCidrBlock)$/,
  /^AWS::ElasticLoadBalancingV2::(Listener|ListenerRule|ListenerCertificate|TargetGroup)$/,
  /^AWS::AutoScaling::(LifecycleHook|ScheduledAction)$/,
  /^AWS::ElastiCache::(SubnetGroup|ParameterGroup|User|UserGroup)$/,
  /^AWS::AmazonMQ::(Configuration|ConfigurationAssociation)$/,
  /^AWS::Logs::(QueryDefinition|ResourcePolicy|MetricFilter)$/,
  /^AWS::SecretsManager::(SecretTargetAttachment|ResourcePolicy|RotationSchedule)$/,
  /^AWS::WAFv2::(WebACLAssociation|IPSet|RegexPatternSet)$/,
  /^AWS::(CertificateManager::Certificate|Route53::RecordSet|SSM::Parameter|KMS::Alias|S3::BucketPolicy)$/,
  /^AWS::(SNS::(Topic|TopicPolicy|Subscription)|Lambda::(Permission|EventInvokeConfig)|Events::Rule|CloudFormation::.*)$/,
];

/** Whether a resource has a line in the estimate, or costs nothing. */
export function isKnown(type: string): boolean {
  return COUNTED.includes(type) || FREE.some((pattern) => pattern.test(type));
}
