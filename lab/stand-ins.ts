import type { ChainPart } from './cloud';
import type { Claim } from './proof/claim';

/** What stands in the lab for what only AWS has. Everything else is the real thing. */
const STAND_INS: Partial<Record<ChainPart, string>> = {
  'AWS APIs': 'AWS APIs: ministack, an emulator',
  CloudFormation: "CloudFormation: ministack, with the waiting for signals and the rolling update of the lab's own",
  'Auto Scaling': "Auto Scaling: the lab's own, written from AWS's documentation",
  EC2:
    "EC2: systemd-nspawn with a metadata service and security groups of the lab's own, without the disk that was asked for; " +
    "nginx, Java and the mirror's package lists are in its image before the first boot, except in part boot, " +
    'on Database and OnListener in part compositions, and in two faults in part break (nginx-missing, repository-away)',
  CloudWatch:
    "CloudWatch: ministack keeps what is published; alarms are judged, and AWS's own metrics published, by the lab's own, " +
    "written from AWS's documentation",
  IAM: "IAM: ministack, which judges each call by the role's policies",
  RDS: 'RDS: ministack, which keeps a record of the database and runs none; nothing connects to it',
  'load balancer': "load balancer: HAProxy, configured from what the API says, with health checks of the lab's own",
  DNS: "DNS: dnsmasq with the records of the emulator's Route 53",
  certificate: "certificate: of the lab's own authority, for the names of the one in ACM, which the emulator issues without looking at DNS",
  S3: 'S3: ministack',
  'Amazon Linux 2023':
    'Amazon Linux 2023: Debian 13 with cloud-init\'s distribution "amazon" ' +
    'and a dnf that asks apt, without nginx and Java before its first boot',
};

/** Sorts the parts that a claim rests on. */
export function partsInLab(...names: readonly ChainPart[]): Pick<Claim, 'real' | 'standIn'> {
  return { real: names.filter((name) => !(name in STAND_INS)), standIn: names.flatMap((name) => STAND_INS[name] ?? []) };
}
