import { readFileSync, writeFileSync } from 'node:fs';

/** How many root may have: systemd and its services take seven a host, and twenty hosts run at times. The kernel's own number is 128. */
const INSTANCES = 1024;
const SETTING = '/proc/sys/fs/inotify/max_user_instances';

/** Lets as many hosts watch files as boot at once, else some of their units fail; what gives the machine its own number back. */
export function allowWatching(): () => void {
  const before = Number(readFileSync(SETTING, 'utf8'));
  if (before >= INSTANCES) {
    return () => undefined;
  }
  writeFileSync(SETTING, `${INSTANCES}`);
  return () => writeFileSync(SETTING, `${before}`);
}
