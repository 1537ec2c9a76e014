const assumedBy = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
const allowed = (action: string, resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

/** The least template in which an Auto Scaling group waits for its hosts' signals, as a WebSocketHost emits it. */
export function groupTemplate(userData: string): string {
  return JSON.stringify({
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.77.0.0/16' } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.77.1.0/24', AvailabilityZone: 'us-east-1b' },
      },
      Hosts: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'hosts', VpcId: { Ref: 'Vpc' } } },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: assumedBy('ec2.amazonaws.com') } },
      Signal: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'signal',
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: allowed('cloudformation:SignalResource', { Ref: 'AWS::StackId' }),
        },
      },
      Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
      Template: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            ImageId: 'ami-0deb1a13000000064',
            InstanceType: 't3.small',
            UserData: { 'Fn::Base64': userData },
            IamInstanceProfile: { Arn: { 'Fn::GetAtt': ['Profile', 'Arn'] } },
            MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
            NetworkInterfaces: [
              {
                DeviceIndex: 0,
                AssociatePublicIpAddress: true,
                Groups: [{ Ref: 'Hosts' }],
                ConnectionTrackingSpecification: { TcpEstablishedTimeout: 4100 },
              },
            ],
            TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'host' }] }],
          },
        },
      },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        DependsOn: 'Signal',
        Properties: {
          MinSize: '1',
          MaxSize: '2',
          DesiredCapacity: '1',
          LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } },
          VPCZoneIdentifier: [{ Ref: 'Subnet' }],
          HealthCheckType: 'ELB',
          HealthCheckGracePeriod: 300,
          InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 },
        },
        CreationPolicy: { ResourceSignal: { Count: 1, Timeout: 'PT30S' } },
        UpdatePolicy: {
          AutoScalingRollingUpdate: {
            MinInstancesInService: 1,
            MaxBatchSize: 1,
            WaitOnResourceSignals: true,
            PauseTime: 'PT30S',
            SuspendProcesses: ['HealthCheck', 'ReplaceUnhealthy', 'AZRebalance', 'AlarmNotification', 'ScheduledActions'],
          },
        },
      },
    },
  });
}
