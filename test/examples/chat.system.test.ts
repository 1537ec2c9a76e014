import { spawnSync } from 'child_process';
import { cpSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const CHAT = join(__dirname, '..', '..', 'examples', 'chat');

/** One source for both lines of Spring Boot that are in use; each build runs the example's own tests, in a copy. */
describe('the example builds and passes its own tests on', () => {
  test.each([
    ['Spring Boot 4', []],
    ['Spring Boot 3.5', ['-Dspring-boot.version=3.5.16']],
  ])(
    '%s',
    (_name, options) => {
      const copy = mkdtempSync(join(tmpdir(), 'chat-'));
      cpSync(CHAT, copy, { recursive: true, filter: (file) => file !== join(CHAT, 'target') });
      const maven = spawnSync('mvn', ['-q', '-B', ...options, 'verify'], { cwd: copy, encoding: 'utf8' });
      rmSync(copy, { recursive: true });
      if (maven.error || maven.status !== 0) {
        throw new Error(
          maven.error
            ? `mvn does not start: ${maven.error.message}; install maven and a JDK`
            : `${maven.stdout}${maven.stderr}`.slice(-6000),
        );
      }
    },
    600_000,
  );
});
