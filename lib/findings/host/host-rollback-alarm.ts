import type { Finding } from '../finding';

/** An alarm of rollbackAlarms went off while a new host was watched. */
export const hostRollbackAlarm: Finding = {
  code: 'HOST-ROLLBACK-ALARM',
  hop: 'host',
  title: 'an alarm of rollbackAlarms is in ALARM',
  cause: 'It went off while the new host served, or was in ALARM before.',
  why: 'The deployment rolls back, as rollbackAlarms asks for.',
  cure: 'Look at its metric; to deploy a fix while it is still in ALARM, leave it out of rollbackAlarms',
  source: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
