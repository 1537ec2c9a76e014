import { Token } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { ILoadBalancerV2 } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AaaaRecord, ARecord, type IHostedZone, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';

/** What a domain in Route 53 may say. */
export interface ZoneDomainOptions {
  /**
   * A certificate of the load balancer's region that covers all names.
   *
   * @default - a new one, validated through the zone
   */
  readonly certificate?: ICertificate;

  /**
   * Further names in the same zone that lead to the same application.
   *
   * @default - none
   */
  readonly alsoNames?: string[];
}

/** What a domain whose records are kept elsewhere may say. */
export interface ExternalDomainOptions {
  /**
   * Further names that the certificate covers and that lead to the same application.
   *
   * @default - none
   */
  readonly alsoNames?: string[];
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
    const names = [name ?? '', ...(options.alsoNames ?? [])].map((each) => fullName(zone, each));
    if (zone instanceof PrivateHostedZone && !options.certificate) {
      throw new Error(`domain is '${names[0]}' in a private zone, through which no certificate can be validated: give one as certificate`);
    }
    checkNames(names);
    return new ServiceDomain(names, options.certificate, zone);
  }

  /**
   * A name whose records are kept elsewhere: outside Route 53, or in a zone of another account. Point it at the
   * load balancer yourself (`loadBalancer.loadBalancerDnsName`), with a CNAME or that provider's alias.
   *
   * @param name such as `api.example.com`
   * @param certificate a certificate of the load balancer's region that covers all names
   */
  public static external(name: string, certificate: ICertificate, options: ExternalDomainOptions = {}): ServiceDomain {
    const names = [name, ...(options.alsoNames ?? [])];
    checkNames(names);
    return new ServiceDomain(names, certificate);
  }

  /**
   * A name that leads to the load balancer already, under a certificate that its listener has already. For
   * `IngressListener.rule`: a second application behind a shared name.
   *
   * @param name such as `api.example.com`
   */
  public static existing(name: string): ServiceDomain {
    checkNames([name]);
    return new ServiceDomain([name]);
  }

  /** All names, the main one first. */
  public readonly names: string[];
  private readonly given?: ICertificate;
  private readonly zone?: IHostedZone;

  private constructor(names: string[], certificate?: ICertificate, zone?: IHostedZone) {
    this.names = names;
    this.given = certificate;
    this.zone = zone;
  }

  /** @internal The given certificate, or a new one validated through the zone; none where the listener has one. */
  public _certificate(scope: Construct): ICertificate | undefined {
    const [domainName, ...subjectAlternativeNames] = this.names;
    if (this.given || !this.zone) {
      return this.given;
    }
    return new Certificate(scope, 'Certificate', {
      domainName,
      subjectAlternativeNames: subjectAlternativeNames.length > 0 ? subjectAlternativeNames : undefined, // an empty list is an error for ACM
      validation: CertificateValidation.fromDns(this.zone),
    });
  }

  /** @internal A, and on dual stack AAAA, alias records of every name. */
  public _point(scope: Construct, loadBalancer: ILoadBalancerV2, dualStack: boolean): void {
    const { zone } = this;
    if (!zone) {
      return;
    }
    this.names.forEach((recordName, index) => {
      // The final dot: Route 53's construct would else append a zone whose name or a name that only AWS knows.
      const props = { zone, recordName: `${recordName}.`, target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) };
      const suffix = index === 0 ? '' : Token.isUnresolved(recordName) ? `${index + 1}` : recordName;
      new ARecord(scope, `Record${suffix}`, props);
      if (dualStack) {
        new AaaaRecord(scope, `RecordIpv6${suffix}`, props);
      }
    });
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
    throw new Error(`domain is '${name}', which is outside the zone ${zoneName}: write '${name.split('.')[0]}.${zoneName}' or take the zone of ${name}`);
  }
  return `${name}.${zoneName}`;
}

const LABEL = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;

function checkNames(names: string[]): void {
  names.forEach(checkName);
  const again = names.find((name, index) => names.indexOf(name) < index);
  if (again !== undefined) {
    throw new Error(`domain has '${again}' twice: leave it out of alsoNames`);
  }
}

function checkName(name: string): void {
  if (!Token.isUnresolved(name) && (name.length > 253 || !name.split('.').every((label) => LABEL.test(label)))) {
    throw new Error(`domain is '${name}': write a host name such as api.example.com, without scheme, port, path or wildcard`);
  }
}
