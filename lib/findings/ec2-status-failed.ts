import type { Finding } from './finding';

/** EC2's own status check of the instance fails. */
export const ec2StatusFailed: Finding = {
  code: 'EC2-STATUS-FAILED',
  hop: 'host',
  title: 'EC2\'s own status check of the instance fails',
  cause: 'System: the machine below it is at fault. Instance: its own system does not answer, by memory, disk, network settings or a failed boot.',
  why: 'The host is reachable for nobody, whatever nginx and the application do.',
  cure: 'System check: stop and start it, which moves it. Instance check: read its console, then reboot or replace it',
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
          paste: system ? `aws ec2 stop-instances --instance-ids ${id} && aws ec2 wait instance-stopped --instance-ids ${id} && aws ec2 start-instances --instance-ids ${id}` : `aws ec2 get-console-output --instance-id ${id} --latest --output text`,
        };
  },
};
