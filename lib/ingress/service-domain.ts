import { Stack, Token } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, CfnCertificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { ILoadBalancerV2 } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AaaaRecord, ARecord, type IHostedZone, PrivateHostedZone, type RecordSet, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { checkKinds, TEXT } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { CERTIFICATE, DOMAIN_KINDS, ZONE } from './ingress-kinds';
import { resourceOf, shown } from './in-app';

/** What every domain may say. */
export interface DomainOptions {
  /**
   * Further names that lead to the same application: conditions of the rule, subject alternative names of a certificate that is made
   * here, and, in a hosted zone, records of their own.
   *
   * @default - none
   */
  readonly alsoNames?: string[];
}

/** What a domain in Route 53 may say. */
export interface ZoneDomainOptions extends DomainOptions {
  /**
   * A certificate of the load balancer's region that covers all names.
   *
   * @default - a new one, validated through the zone
   */
  readonly certificate?: ICertificate;
}

/** The name that clients use, its certificate and its records. */
export class ServiceDomain {
  /**
   * A name in a hosted zone of this account: certificate and alias records come with it.
   *
   * @param zone the zone
   * @param name such as `api` or `api.example.com`; the zone's own name when left out. A name that only AWS knows
   *   (a parameter) is taken for the whole name
   */
  public static inZone(zone: IHostedZone, name?: string, options: ZoneDomainOptions = {}): ServiceDomain {
    const names = zoneNames(zone, name, options);
    if (zone instanceof PrivateHostedZone && !options.certificate) {
      throw refusal(
        `domain is '${names[0]}' in a private zone, through which no certificate can be validated: give one as certificate`,
        zone,
      );
    }
    return new ServiceDomain({ names, zone, certificate: options.certificate, issue: !options.certificate });
  }

  /**
   * A name in a hosted zone of this account, under a certificate that the listener has already, such as `*.example.com`: alias records
   * and nothing else. For `IngressListener.rule`.
   *
   * @param zone the zone
   * @param name such as `api` or `api.example.com`; the zone's own name when left out. A name that only AWS knows
   *   (a parameter) is taken for the whole name
   */
  public static recordOnly(zone: IHostedZone, name?: string, options: DomainOptions = {}): ServiceDomain {
    return new ServiceDomain({ names: zoneNames(zone, name, options), zone });
  }

  /**
   * A name whose records are kept elsewhere: outside Route 53, or in a zone of another account. Point it at the
   * load balancer yourself (`loadBalancer.loadBalancerDnsName`), with a CNAME or that provider's alias.
   *
   * @param name such as `api.example.com`
   * @param certificate a certificate of the load balancer's region that covers all names
   */
  public static external(name: string, certificate: ICertificate, options: DomainOptions = {}): ServiceDomain {
    checkKinds({ name, certificate, ...options }, { required: { name: TEXT, certificate: CERTIFICATE }, optional: DOMAIN_KINDS });
    const names = [name, ...(options.alsoNames ?? [])];
    checkNames(names);
    return new ServiceDomain({ names, certificate });
  }

  /**
   * A name that leads to the load balancer already, under a certificate that its listener has already: neither is made. For
   * `IngressListener.rule`: a second application behind a shared name.
   *
   * @param name such as `api.example.com`
   */
  public static existing(name: string): ServiceDomain {
    checkKinds({ name }, { required: { name: TEXT } });
    checkNames([name]);
    return new ServiceDomain({ names: [name] });
  }

  /** All names, the main one first. */
  public readonly names: string[];
  private readonly facts: DomainFacts;

  private constructor(facts: DomainFacts) {
    this.names = facts.names;
    this.facts = facts;
  }

  /** @internal Whether only clients in VPCs find the name. */
  public get _private(): boolean {
    return this.facts.zone instanceof PrivateHostedZone;
  }

  /** @internal The given certificate, or a new one validated through the zone; none where the listener has one. */
  public _certificate(scope: Construct): ICertificate | undefined {
    const { certificate, zone, issue } = this.facts;
    if (certificate) checkRegion(scope, certificate.certificateArn);
    if (!issue) return certificate;
    const [domainName, ...subjectAlternativeNames] = this.names;
    return new Certificate(scope, 'Certificate', {
      domainName,
      // An empty list is an error for ACM.
      subjectAlternativeNames: subjectAlternativeNames.length > 0 ? subjectAlternativeNames : undefined,
      validation: CertificateValidation.fromDns(zone),
    });
  }

  /** @internal A, and on dual stack AAAA, alias records of every name; none where they are kept elsewhere. */
  public _point(scope: Construct, loadBalancer: ILoadBalancerV2, dualStack: boolean): RecordSet[] {
    const { zone } = this.facts;
    if (!zone) return [];
    return this.names.flatMap((recordName, index) => {
      // The final dot: Route 53's construct would else append a zone whose name or a name that only AWS knows.
      const props = { zone, recordName: `${recordName}.`, target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) };
      const later = Token.isUnresolved(recordName) ? `${index + 1}` : recordName;
      const suffix = index === 0 ? '' : later;
      const record = new ARecord(scope, `Record${suffix}`, props);
      return dualStack ? [record, new AaaaRecord(scope, `RecordIpv6${suffix}`, props)] : [record];
    });
  }
}

/** @internal */
interface DomainFacts {
  readonly names: string[];
  /** Where the records are made. */
  readonly zone?: IHostedZone;
  readonly certificate?: ICertificate;
  /** Whether a certificate is made, through the zone. */
  readonly issue?: boolean;
}

function zoneNames(zone: IHostedZone, name: string | undefined, options: DomainOptions): string[] {
  checkKinds({ zone, name, ...options }, { required: { zone: ZONE }, optional: DOMAIN_KINDS });
  const { alsoNames = [] } = options;
  const names = [name ?? '', ...alsoNames].map((each) => fullName(zone, each));
  checkNames(names);
  return names;
}

/** Refuses a certificate of another region, of which a listener takes none. */
function checkRegion(scope: Construct, arn: string): void {
  const { region } = Stack.of(scope);
  const made = resourceOf(arn, CfnCertificate.CFN_RESOURCE_TYPE_NAME);
  const of = made ? Stack.of(made).region : /^arn:[^:]+:acm:([^:]+):/.exec(arn)?.[1];
  if (of !== undefined && !Token.isUnresolved(of) && !Token.isUnresolved(region) && of !== region) {
    throw refusal(
      `certificate ${shown(arn, CfnCertificate.CFN_RESOURCE_TYPE_NAME)} is of ${of}, but the load balancer is in ${region}: ` +
        'a listener takes certificates of its own region only, so give one of that',
      scope,
    );
  }
}

function fullName(zone: IHostedZone, name: string): string {
  const { zoneName } = zone;
  if (name === '' || name === zoneName) {
    return zoneName;
  }
  checkName(name);
  if (Token.isUnresolved(name) || Token.isUnresolved(zoneName)) {
    return Token.isUnresolved(name) || name.includes('.') ? name : `${name}.${zoneName}`;
  }
  if (name.endsWith(`.${zoneName}`)) {
    return name;
  }
  if (name.includes('.')) {
    throw refusal(
      `domain is '${name}', which is outside the zone ${zoneName}: write '${name.split('.')[0]}.${zoneName}' or take the zone of ${name}`,
    );
  }
  return `${name}.${zoneName}`;
}

const LABEL = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;

function checkNames(names: string[]): void {
  names.forEach(checkName);
  const again = names.find((name, index) => names.indexOf(name) < index);
  if (again !== undefined) {
    throw refusal(`domain has '${again}' twice: leave it out of alsoNames`);
  }
}

function checkName(name: string): void {
  if (!Token.isUnresolved(name) && (name.length > 253 || !name.split('.').every((label) => LABEL.test(label)))) {
    throw refusal(`domain is '${name}': write a host name such as api.example.com, without scheme, port, path or wildcard`);
  }
}
