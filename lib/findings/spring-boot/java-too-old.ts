import type { Finding } from '../finding';

/** The jar was compiled for a newer Java than the host has. */
export const javaTooOld: Finding = {
  code: 'JAVA-TOO-OLD',
  hop: 'spring-boot',
  title: 'the jar was compiled for a newer Java than the host has',
  cause: 'The class files in the jar need a newer Java than the one that is installed.',
  why: 'The application ends at once with UnsupportedClassVersionError.',
  cure: 'Set javaVersion to the Java version of the build, or compile with --release',
  symptoms: [
    { seen: 'spring', text: 'has been compiled by a more recent version of the Java Runtime' },
    { seen: 'spring', text: 'java.lang.UnsupportedClassVersionError' },
  ],
  source: ['https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html'],
  explains: ['application'],
  before: ['APP-EXITED', 'APP-NOT-LISTENING'],
  refutedBy: ['listening'],
  onHost: true,
  matches(evidence) {
    const { app } = evidence;
    return app !== undefined && /UnsupportedClassVersionError/.test(app.log);
  },
};
