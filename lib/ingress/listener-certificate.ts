import { createHash } from 'crypto';
import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnCertificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ApplicationListenerCertificate,
  CfnListener,
  CfnListenerCertificate,
  type IApplicationListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { pathOf, resourceOf, same, shown } from './in-app';
import { ofType, refuseOthers } from './taken';

const CERTIFICATE = CfnCertificate.CFN_RESOURCE_TYPE_NAME;
const LISTENER = CfnListener.CFN_RESOURCE_TYPE_NAME;

/**
 * Adds a certificate to a listener that exists.
 *
 * CloudFormation's resource for it loses certificates when it is updated, and takes its certificate off the listener when it is deleted,
 * also if another resource put the same one there. So there is one in a stack for a listener and a certificate, which services share, and
 * its id follows from the two: another certificate is another resource, which is there before the old one goes.
 */
export function addCertificate(scope: Construct, listener: IApplicationListener, certificate: ICertificate): CfnResource {
  const stack = Stack.of(scope);
  const facts = [reference(stack, listener.listenerArn, LISTENER), reference(stack, certificate.certificateArn, CERTIFICATE)];
  const id = `ListenerCertificate${createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 8)}`;
  const shared = stack.node.tryFindChild(id) as ApplicationListenerCertificate | undefined;
  if (shared) return shared.node.defaultChild as CfnResource;
  const made = new ApplicationListenerCertificate(stack, id, { listener, certificates: [certificate] }).node.defaultChild as CfnResource;
  refuseOthers(
    made,
    () => others(made, listener.listenerArn, certificate.certificateArn),
    (other) =>
      `certificate ${shown(certificate.certificateArn, CERTIFICATE)} is added to listener ${shown(listener.listenerArn, LISTENER)} by ` +
      `${pathOf(other)} already, and the first of the two to be removed would take it off: leave it to that one, and give ` +
      `${scope.node.path} ServiceDomain.recordOnly, or ServiceDomain.existing where there is no record to make`,
  );
  return made;
}

/** What else in this app adds the certificate to the listener. Its default certificate it keeps, whatever is removed. */
function others(made: CfnResource, listenerArn: string, certificateArn: string): CfnListenerCertificate[] {
  return ofType<CfnListenerCertificate>(made, CfnListenerCertificate.CFN_RESOURCE_TYPE_NAME).filter(
    (other) =>
      other !== made &&
      same(other.listenerArn, listenerArn) &&
      Array.isArray(other.certificates) &&
      other.certificates.some((each) => (each as CfnListenerCertificate.CertificateProperty).certificateArn === certificateArn),
  );
}

/** What an ARN stands for, alike from one synthesis to the next: for a certificate of this app also what makes AWS issue another one. */
function reference(stack: Stack, arn: string, type: string): unknown {
  const resource = resourceOf(arn, type);
  if (!resource) return stack.resolve(arn);
  const owner = Stack.of(resource);
  const path = resource.node.path.slice(owner.node.path.length);
  return [owner === stack ? '' : owner.node.id, path, ...(resource instanceof CfnCertificate ? issued(resource) : [])];
}

function issued(certificate: CfnCertificate): unknown[] {
  return Stack.of(certificate).resolve([
    certificate.domainName,
    certificate.subjectAlternativeNames ?? [],
    certificate.validationMethod ?? '',
    certificate.domainValidationOptions ?? [],
    certificate.keyAlgorithm ?? '',
    certificate.certificateAuthorityArn ?? '',
  ]) as unknown[];
}
