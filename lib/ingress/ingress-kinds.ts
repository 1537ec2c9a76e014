import { DURATION, FLAG, listOf, NUMBER, optionsSuchAs, TEXT, withMember } from '../spring/prop-kinds';

const LOAD_BALANCER = withMember('loadBalancerArn', "a load balancer, such as ApplicationLoadBalancer.fromLookup(this, 'Alb', ...)");
const BUCKET = withMember('bucketName', "a bucket, such as new Bucket(this, 'Logs')");
export const CERTIFICATE = withMember('certificateArn', "a certificate, such as Certificate.fromCertificateArn(this, 'Certificate', arn)");
export const ZONE = withMember('zoneName', "a zone, such as HostedZone.fromLookup(this, 'Zone', { domainName: 'example.com' })");

/** What the options of an ingress are, for plain JavaScript. */
export const INGRESS_OPTION_KINDS = {
  domain: withMember('names', "ServiceDomain.inZone(zone, 'api')"),
  listener: withMember('bind', 'IngressListener.newLoadBalancer()'),
  stickiness: FLAG,
  deregistrationDelay: DURATION,
  slowStart: DURATION,
  healthCheck: optionsSuchAs('{ interval: Duration.seconds(15) }'),
};

/** What the props of an ingress are. */
export const INGRESS_KINDS = {
  required: { host: withMember('autoScalingGroup', "a WebSocketHost, such as new WebSocketHost(this, 'Host', ...)") },
  optional: INGRESS_OPTION_KINDS,
};

/** What the figures of the health check are. */
export const HEALTH_CHECK_KINDS = {
  optional: { interval: DURATION, timeout: DURATION, healthyThresholdCount: NUMBER, unhealthyThresholdCount: NUMBER },
};

/** What the options of a listener are. */
export const LISTENER_KINDS = {
  optional: {
    sslPolicy: TEXT,
    allowedCidrs: listOf(TEXT),
    redirectHttp: FLAG,
    internetFacing: FLAG,
    dualStack: FLAG,
    idleTimeout: DURATION,
    clientKeepAlive: DURATION,
    accessLogs: BUCKET,
    connectionLogs: BUCKET,
    deletionProtection: FLAG,
    webAcl: withMember('_associate', 'WebAcl.forRoutes()'),
  },
};

/** What IngressListener.onLoadBalancer is made from. */
export const ON_LOAD_BALANCER_KINDS = { required: { loadBalancer: LOAD_BALANCER }, optional: LISTENER_KINDS.optional };

/** What IngressListener.rule is made from. */
export const RULE_KINDS = {
  required: { listener: withMember('listenerArn', 'a listener of an Application Load Balancer'), priority: NUMBER },
  optional: { loadBalancer: LOAD_BALANCER, paths: listOf(TEXT), idleTimeout: DURATION, dualStack: FLAG },
};

/** What a new web ACL is made from. */
export const WEB_ACL_KINDS = { optional: { requestsPerAddress: NUMBER, handshakesPerAddress: NUMBER, managedRules: FLAG } };

/** What a ServiceDomain is made from. */
export const DOMAIN_KINDS = { name: TEXT, alsoNames: listOf(TEXT), certificate: CERTIFICATE };
