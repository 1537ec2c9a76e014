import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { at, folder, run, write } from './nginx-files';

describe('the patch of what links lead to', () => {
  const site = 'server {\n    listen 80;\n    location /ws {\n        proxy_pass http://127.0.0.1:8080;\n    }\n}\n';
  const layout = (name: string) => {
    write(`${name}/nginx.conf`, 'events {}\nhttp {\n    include sites-enabled/*;\n}\n');
    write(`${name}/sites-available/chat`, site);
    mkdirSync(at(`${name}/sites-enabled`));
    symlinkSync('../sites-available/chat', at(`${name}/sites-enabled/chat`));
  };
  const patch = (input: string, ...options: string[]) => spawnSync('patch', ['-p1', '--fuzz=0', ...options], { input, encoding: 'utf8' });

  test('names the file itself', async () => {
    layout('debian');
    const { raw } = await run('--nginx', at('debian'), '--fix');
    expect(patch(raw, '-d', '/')).toMatchObject({ status: 0 });
    expect((await run('--nginx', at('debian'))).code).toBe(0);
  });

  test('names it once, though two links lead to it', async () => {
    layout('twice');
    symlinkSync('../sites-available/chat', at('twice/sites-enabled/again'));
    const { raw } = await run('--nginx', at('twice'), '--fix');
    expect(raw.match(/^--- .*/gm)).toEqual([`--- a${realpathSync(at('twice/sites-available/chat'))}`]);
    expect(patch(raw, '-d', '/')).toMatchObject({ status: 0 });
  });

  test('is relative where the files were named so', async () => {
    layout('here');
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { raw } = await run('--nginx', 'here', '--fix');
      expect(raw).toContain('--- a/here/sites-available/chat\n');
      process.chdir(at('here/sites-enabled'));
      expect((await run('--nginx', 'chat', '--fix')).raw).toContain(`--- a${realpathSync(at('here/sites-available/chat'))}\n`);
    } finally {
      process.chdir(before);
    }
  });

  test('of a copy changes the copy', async () => {
    write('host/nginx.conf', 'events {}\nhttp {\n    include /etc/nginx/conf.d/ws.conf;\n}\n');
    write('host/conf.d/ws.conf', site);
    const { raw } = await run('--nginx', at('host'), '--fix');
    expect(patch(raw, '-d', '/')).toMatchObject({ status: 0 });
    expect((await run('--nginx', at('host'))).code).toBe(0);
  });

  test('of nginx -T is applied as the hint says', async () => {
    layout('dump');
    const path = at('dump/sites-enabled/chat');
    const { raw, err } = await run(
      '--nginx',
      write(
        'dump.txt',
        `# configuration file ${at('dump/nginx.conf')}:\nevents {}\nhttp {\n` +
          `    include sites-enabled/*;\n}\n\n# configuration file ${path}:\n${site}\n`,
      ),
      '--fix',
    );
    expect(raw).toContain(`--- a${path}\n`);
    expect(err).toContain('patch --follow-symlinks -p1 -d /');
    expect(patch(raw, '--follow-symlinks', '-d', '/')).toMatchObject({ status: 0 });
    expect((await run('--nginx', at('dump'))).code).toBe(0);
  });
});
