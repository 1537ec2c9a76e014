import { type CfnResource, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Says beside a resource why rules of cdk-nag or checkov (`CKV_...`) do not hold for it: cdk-nag reads the reason from the construct,
 * checkov from the template.
 *
 * Only for what this library decides. A rule that the consumer can meet stays visible in the consumer's own scans; docs/security.md
 * has both kinds.
 */
export function exceptRules(resource: Construct, rules: readonly string[], reason: string): void {
  const checkov = rules.filter((id) => id.startsWith('CKV_'));
  Validations.of(resource).acknowledge(...rules.filter((id) => !checkov.includes(id)).map((id) => ({ id, reason })));
  if (checkov.length > 0) {
    const template = resource.node.defaultChild as CfnResource;
    const known = (template.getMetadata('checkov') as { readonly skip: readonly object[] } | undefined)?.skip ?? [];
    template.addMetadata('checkov', { skip: [...known, ...checkov.map((id) => ({ id, comment: reason }))] });
  }
}

/** A rule that cdk-nag has in its packs for NIST 800-53 R5 and for HIPAA Security. */
export function inBothPacks(name: string): string[] {
  return [`NIST.800.53.R5-${name}`, `HIPAA.Security-${name}`];
}
