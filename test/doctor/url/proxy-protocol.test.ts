import { spawn } from 'node:child_process';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { freePort } from '../../free-port';
import { httpConf, nginxBinary, NginxFolder } from '../../nginx/real-nginx';
import { request } from './diagnosing';

const folder = new NginxFolder();
afterAll(() => folder.remove());

/** What the doctor says of a real nginx that listens so. */
async function saidOf(listen: string, argv: readonly string[] = []) {
  const port = await freePort();
  folder.write('nginx.conf', httpConf(`server { listen 127.0.0.1:${port}${listen}; location /ws { return 404; } }`));
  const nginx = spawn(nginxBinary(), ['-p', folder.path, '-e', 'stderr', '-c', 'nginx.conf'], { cwd: folder.path, stdio: 'ignore' });
  try {
    for (let open = false; !open; ) {
      open = await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        (error: Error) => /closed|terminated|other side/.test(String(error.cause)),
      );
    }
    const { cause, alsoFound } = await diagnose(request(`http://127.0.0.1:${port}/ws`, ...argv));
    return [cause?.code, alsoFound.map(({ code }) => code)];
  } finally {
    nginx.kill();
  }
}

test('an nginx that expects the PROXY protocol is told from one that does not answer', async () => {
  expect(await saidOf(' proxy_protocol')).toEqual(['NGX-PROXY-PROTOCOL', []]);
});

test('one that answers is not asked for it', async () => {
  expect((await saidOf(''))[0]).not.toBe('NGX-PROXY-PROTOCOL');
});
