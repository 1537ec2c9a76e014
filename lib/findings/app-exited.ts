import type { Finding } from './finding';

/** Spring Boot ended instead of starting. */
export const appExited: Finding = {
  code: 'APP-EXITED',
  hop: 'spring-boot',
  title: 'Spring Boot ended instead of starting',
  cause: 'It could not start: a missing setting, a database that is not there, a port in use, an error in a bean. Its log says which.',
  why: 'nginx answers every request with 502.',
  cure: 'Its last lines, on AWS in the deployment\'s log group, name the cause; rehearse with the same environment',
  symptoms: [
    { seen: 'spring', text: 'Application run failed' },
    { seen: 'spring', text: 'APPLICATION FAILED TO START' },
  ],
  source: ['https://docs.spring.io/spring-boot/reference/features/external-config.html'],
  explains: ['application'],
  onHost: true,
  matches(evidence) {
    const { app } = evidence;
    return app?.exit !== undefined && !app.listening;
  },
};
