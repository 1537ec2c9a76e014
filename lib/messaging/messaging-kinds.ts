import { FLAG, listOf, NUMBER, optionsSuchAs, TEXT, textSuchAs, unshown, withMember } from '../spring/prop-kinds';

const SHARED = { localDestinations: listOf(TEXT), sessionEvents: FLAG };

const SUBNETS = optionsSuchAs('{ subnetType: SubnetType.PRIVATE_ISOLATED }');

/** What the options of Messaging.valkey are. */
export const VALKEY_KINDS = { optional: { ...SHARED, nodeType: TEXT, vpcSubnets: SUBNETS } };

/** What the options of Messaging.activeMq are. */
export const ACTIVE_MQ_KINDS = { optional: { ...SHARED, instanceType: TEXT, vpcSubnets: SUBNETS } };

/** What the options of StompBroker.amazonMq are. */
export const AMAZON_MQ_STOMP_KINDS = { optional: { instanceType: TEXT, vpcSubnets: SUBNETS, maxConnections: NUMBER } };

const PASSWORD = unshown(withMember('_bind', 'AppSecret.fromSecretsManager(secret)'));
const SECURITY_GROUPS = listOf(withMember('securityGroupId', 'a security group'));

/** What the options of StompBroker.existing are. */
export const EXISTING_STOMP_KINDS = {
  required: { endpoints: listOf(textSuchAs('broker.internal:61614')) },
  optional: {
    tls: FLAG,
    caCertificate: TEXT,
    username: TEXT,
    password: PASSWORD,
    virtualHost: TEXT,
    maxConnections: NUMBER,
    securityGroups: SECURITY_GROUPS,
  },
};

/** What the options of Messaging.existingValkey and existingActiveMq are. */
export const EXISTING_KINDS = {
  optional: {
    ...SHARED,
    port: NUMBER,
    tls: FLAG,
    username: TEXT,
    password: PASSWORD,
    securityGroups: SECURITY_GROUPS,
    channel: TEXT,
  },
};
