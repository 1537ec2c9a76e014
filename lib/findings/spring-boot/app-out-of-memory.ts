import type { Finding } from '../finding';

/** Spring Boot ran out of memory. */
export const appOutOfMemory: Finding = {
  code: 'APP-OUT-OF-MEMORY',
  hop: 'spring-boot',
  title: 'Spring Boot ran out of memory',
  cause: 'The heap, or the machine, has less memory than the application needs to start.',
  why: 'The JVM ends with OutOfMemoryError, or the kernel kills it.',
  cure:
    'For "Java heap space" raise -Xmx in jvmOptions or use a larger instance type; ' +
    'after an oom-kill lower -Xmx so that heap and JVM fit',
  symptoms: [{ seen: 'spring', text: 'java.lang.OutOfMemoryError' }],
  source: ['https://docs.oracle.com/en/java/javase/21/troubleshoot/'],
  explains: ['application'],
  before: ['APP-EXITED', 'APP-NOT-LISTENING'],
  refutedBy: ['listening'],
  onHost: true,
  matches(evidence) {
    const { app } = evidence;
    return app !== undefined && /OutOfMemoryError|insufficient memory for the Java Runtime/.test(app.log);
  },
};
