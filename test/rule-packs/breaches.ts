type Resource = { Type: string; Properties: any; CreationPolicy?: any; UpdatePolicy?: any };
type Template = { Resources: Record<string, Resource> };

/** Changes all resources of a type. */
const each =
  (type: string, change: (resource: Resource) => void) =>
  ({ Resources }: Template): void =>
    Object.values(Resources)
      .filter(({ Type }) => Type === `AWS::${type}`)
      .forEach(change);
const launch = (change: (data: any) => void) => each('EC2::LaunchTemplate', ({ Properties }) => change(Properties.LaunchTemplateData));
const listeners = (protocol: string, change: (properties: any) => void) =>
  each('ElasticLoadBalancingV2::Listener', ({ Properties }) => Properties.Protocol === protocol && change(Properties));

/** How a template breaks a promise, and no other. */
export const BREACHES: Record<string, (template: Template) => void> = {
  metadata_by_token_only: launch((data) => (data.MetadataOptions.HttpTokens = 'optional')),
  no_key_pair: launch((data) => (data.KeyName = 'mine')),
  disks_are_encrypted: launch((data) => (data.BlockDeviceMappings[0].Ebs.Encrypted = false)),
  user_data_has_no_secret: launch((data) =>
    data.UserData['Fn::Base64']['Fn::Join'][1].push('{{resolve:secretsmanager:db:SecretString:password}}'),
  ),
  hosts_admit_security_groups_only: each('EC2::SecurityGroupIngress', ({ Properties }) => (Properties.CidrIp = '0.0.0.0/0')),
  only_web_ports_are_open_to_addresses: each('EC2::SecurityGroup', ({ Properties }) =>
    Properties.SecurityGroupIngress?.push({ CidrIp: '0.0.0.0/0', FromPort: 22, ToPort: 22, IpProtocol: 'tcp' }),
  ),
  tls_1_2_at_least: listeners('HTTPS', (properties) => (properties.SslPolicy = 'ELBSecurityPolicy-2016-08')),
  plain_http_redirects_beside_https: listeners('HTTP', (properties) => (properties.DefaultActions = [{ Type: 'forward' }])),
  invalid_headers_are_dropped: each('ElasticLoadBalancingV2::LoadBalancer', ({ Properties }) =>
    Properties.LoadBalancerAttributes.forEach((each: any) => each.Key.includes('drop_invalid') && (each.Value = 'false')),
  ),
  logs_end: each('Logs::LogGroup', ({ Properties }) => delete Properties.RetentionInDays),
  no_policy_allows_everything: each('IAM::Policy', ({ Properties }) => (Properties.PolicyDocument.Statement[0].Action = '*')),
  hosts_prove_themselves: each(
    'AutoScaling::AutoScalingGroup',
    ({ UpdatePolicy }) => (UpdatePolicy.AutoScalingRollingUpdate.WaitOnResourceSignals = false),
  ),
  messages_are_encrypted: each('ElastiCache::ReplicationGroup', ({ Properties }) => (Properties.TransitEncryptionEnabled = false)),
};
