import type { Finding } from '../finding';

/** The disk is full. */
export const hostDiskFull: Finding = {
  code: 'HOST-DISK-FULL',
  hop: 'host',
  title: 'the disk is full',
  cause: 'The jar, the logs or the data need more space than the volume has.',
  why: 'No file can be written any more.',
  cure: 'Give the host a larger root volume',
  source: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
