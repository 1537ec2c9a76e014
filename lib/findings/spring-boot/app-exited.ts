import type { Finding } from '../finding';

/** Spring Boot exited instead of starting. */
export const appExited: Finding = {
  code: 'APP-EXITED',
  hop: 'spring-boot',
  title: 'Spring Boot exited instead of starting',
  cause: 'It could not start: a missing setting, a database that cannot be reached, a port in use, an error in a bean. Its log says which.',
  why: 'nginx answers every request with 502.',
  cure: "Read its last log lines (on AWS in the deployment's log group); rehearse with the same environment",
  symptoms: [
    { seen: 'spring', text: 'Application run failed' },
    { seen: 'spring', text: 'APPLICATION FAILED TO START' },
  ],
  source: ['https://docs.spring.io/spring-boot/reference/features/external-config.html'],
  explains: ['application'],
  refutedBy: ['listening'],
  onHost: true,
  matches(evidence) {
    const { app } = evidence;
    return app?.exit !== undefined && !app.listening;
  },
  detail: ({ app }) => app?.failure,
};
