import type { Finding } from '../finding';

/** An EC2 status check of the instance fails. */
export const ec2StatusFailed: Finding = {
  code: 'EC2-STATUS-FAILED',
  hop: 'host',
  title: 'an EC2 status check of the instance fails',
  cause:
    'System status check: a problem of the underlying hardware. Instance status check: ' +
    'its operating system does not answer (memory, disk, network configuration, a failed boot).',
  why: 'The host cannot be reached, whatever nginx and the application do.',
  cure:
    'System status check: stop and start it, which moves it to other hardware. ' +
    'Instance status check: read its console, then reboot or replace it',
  paste: 'aws ec2 get-console-output --instance-id <id> --latest --output text',
  source: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html'],
  explains: ['instance'],
  inAws({ instance }) {
    const { checks, id } = instance ?? {};
    const system = checks?.system === 'impaired';
    return !system && checks?.instance !== 'impaired'
      ? undefined
      : {
          question: 'instance',
          detail: `${id}: system check ${checks?.system}, instance check ${checks?.instance}`,
          paste: system
            ? `aws ec2 stop-instances --instance-ids ${id} && aws ec2 wait ` +
              `instance-stopped --instance-ids ${id} && aws ec2 start-instances --instance-ids ${id}`
            : `aws ec2 get-console-output --instance-id ${id} --latest --output text`,
        };
  },
};
