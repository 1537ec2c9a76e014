import { costs } from './costs';
import { isValidation, type Plan } from './plan';
import { STACK } from './trial';

/** What is said before anything is done. */
export function announcement(plan: Plan): string[] {
  const { account, caller, region, domain, zone, hostedZone, image, hosts, keep } = plan;
  const elsewhere = process.env.AWS_ENDPOINT_URL;
  return [
    `Account ${account} in ${region}, as ${caller}`,
    ...(elsewhere ? [`AWS_ENDPOINT_URL is ${elsewhere}: whatever answers there is taken for AWS, and the table says so.`] : []),
    '',
    `Stack ${STACK} for https://${domain}, in the zone ${zone} (${hostedZone}), ` +
      `on ${image === 'al2023' ? 'Amazon Linux 2023' : 'Debian 13'}:`,
    '  a VPC with two public subnets and no NAT gateway, an Application Load Balancer, ' +
      'a certificate, a record and the record that validates the certificate,',
    `  an Auto Scaling group with ${hosts === 2 ? 'two' : 'one'} t3.small, its launch template, role and security groups, a log group; ` +
      'jar, agent and template in the bucket of cdk bootstrap.',
    ...(hosts === 2 ? ['  an ElastiCache for Valkey with two cache.t4g.micro, its user, and the secret with its password.'] : []),
    `It takes ${hosts === 2 ? 'up to an hour' : '15 to 30 minutes'}, most of it waiting for what AWS makes, and for its end.`,
    ...costs(hosts),
    keep
      ? 'Everything is left running (--keep), and costs until you remove it.'
      : 'Everything is removed at the end, also on Ctrl-C; ' +
        'in the bucket of cdk bootstrap jar, agent and template stay, as after any deployment.',
    ...warnings(plan),
    '',
  ];
}

function warnings({ leftover, bootstrapped, delegated, zone, records }: Plan): string[] {
  return [
    ...(leftover ? [`A stack of an earlier run is still there (${leftover.StackStatus}); it is destroyed first.`] : []),
    ...(bootstrapped
      ? []
      : [
          'This account is not bootstrapped for CDK in this region. cdk bootstrap will be run; ' +
            'what it makes (stack CDKToolkit: a bucket, a repository, roles) stays.',
        ]),
    ...(delegated
      ? []
      : [
          `The name servers that answer for ${zone} here are not those of this hosted zone. ` +
            'If the world sees it so, the certificate is never issued, and the deployment fails after a long wait.',
        ]),
    ...(records.some(isValidation)
      ? ['The record that validates a certificate for this name is there already, of an earlier one; it stays.']
      : []),
  ];
}
