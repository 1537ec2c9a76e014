import { DURATION, FLAG, listOf, NUMBER, optionsSuchAs, SIZE, TEXT, withMember } from '../spring/prop-kinds';

/** What the props of a host are, for plain JavaScript. */
export const HOST_KINDS = {
  required: {
    app: withMember('bind', "SpringApp.fromJar('target')"),
    routes: listOf(withMember('_render', "Route.sockJs('/ws')")),
  },
  optional: {
    vpc: withMember('vpcId', "a VPC, such as Vpc.fromLookup(this, 'Vpc', { isDefault: true })"),
    offline: FLAG,
    capacity: withMember('_instanceType', 'HostCapacity.oneHost({ connections: 5000 })'),
    messaging: withMember('bind', 'Messaging.valkey()'),
    image: withMember('bind', 'HostImage.amazonLinux2023()'),
    logGroup: withMember('logGroupName', "a log group, such as new LogGroup(this, 'Log')"),
    defaultAlarms: FLAG,
    metrics: withMember('_chosen', 'HostMetrics.all()'),
    role: withMember('roleArn', "a role, such as Role.fromRoleName(this, 'Role', 'app')"),
    securityGroups: listOf(withMember('securityGroupId', 'a security group')),
    deploymentLogRetention: NUMBER,
    deploymentLogRemovalPolicy: TEXT,
    redeploy: TEXT,
    restartOnRotation: FLAG,
    rollbackAlarms: listOf(withMember('alarmName', "an alarm, such as Alarm.fromAlarmName(this, 'Alarm', 'errors')")),
    bakeTime: DURATION,
    diskKey: withMember('keyArn', "a KMS key, such as new Key(this, 'DiskKey')"),
  },
};

const INSTANCE_TYPE = withMember('architecture', "new InstanceType('t3.small')");

const MACHINE_KINDS = {
  instanceType: INSTANCE_TYPE,
  messageSize: SIZE,
  memory: SIZE,
  vcpus: NUMBER,
  disk: SIZE,
};

/** What the options of HostCapacity.oneHost are. */
export const CAPACITY_KINDS = { optional: { ...MACHINE_KINDS, connections: NUMBER } };

/** What the options of HostCapacity.autoScaling are. */
export const AUTO_SCALING_KINDS = {
  required: { maxCapacity: NUMBER },
  optional: {
    ...MACHINE_KINDS,
    minCapacity: NUMBER,
    connectionsPerHost: NUMBER,
    instanceTypes: listOf(INSTANCE_TYPE),
    spot: optionsSuchAs('{ onDemandBaseCapacity: 2 }'),
  },
};

/** What the options of Spot Instances are. */
export const SPOT_KINDS = { optional: { onDemandBaseCapacity: NUMBER, onDemandPercentageAboveBaseCapacity: NUMBER } };

/** What the options of HostImage.custom are. */
export const CUSTOM_IMAGE_KINDS = {
  required: { machineImage: withMember('getImage', "MachineImage.genericLinux({ 'eu-central-1': 'ami-0123456789abcdef0' })") },
  optional: { packages: listOf(TEXT), javaVersion: NUMBER, rootDevice: TEXT, sessionManager: FLAG },
};
