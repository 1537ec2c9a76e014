import type { Finding } from './finding';

/** The jar was compiled for a newer Java than the host has. */
export const javaTooOld: Finding = {
  code: 'JAVA-TOO-OLD',
  hop: 'spring-boot',
  title: 'the jar was compiled for a newer Java than the host has',
  cause: 'The class files of the jar are of a newer Java than the one that runs them.',
  why: 'The application ends at once with UnsupportedClassVersionError.',
  cure: 'Set javaVersion to the one of the build, or compile with --release',
  symptoms: [
    { seen: 'spring', text: 'has been compiled by a more recent version of the Java Runtime' },
    { seen: 'spring', text: 'java.lang.UnsupportedClassVersionError' },
  ],
  source: ['https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html'],
  explains: ['application'],
  onHost: true,
  matches(evidence) {
    const { app } = evidence;
    return app !== undefined && /UnsupportedClassVersionError/.test(app.log);
  },
};
