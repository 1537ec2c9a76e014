import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearseIn } from './command';
import { cloudAssembly, temporaryFolder } from './fixture';

/** A project as a user has it: the app in cdk.out, a second jar, a file of variables. The application says which jar it came from. */
const project = join(realpathSync(temporaryFolder('paths-')), 'my project');

beforeAll(() => {
  mkdirSync(join(project, 'target'), { recursive: true });
  renameSync(cloudAssembly(), join(project, 'cdk.out'));
  writeFileSync(join(project, 'prod.env'), 'WHO=file\n');
  writeFileSync(join(project, 'Application.java'), APPLICATION);
  writeFileSync(join(project, 'manifest'), 'Main-Class: Application\n');
  execFileSync('javac', ['Application.java'], { cwd: project });
  for (const jar of ['cdk.out/asset.jar', 'target/app.jar']) {
    execFileSync('jar', ['cfm', jar, 'manifest', 'Application.class'], { cwd: project });
  }
});

const APPLICATION = `
public class Application {
  public static void main(String[] words) throws Exception {
    System.out.println(System.getenv("WHO") + " " + System.getProperty("java.class.path"));
    var server = com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 8080), 0);
    server.createContext("/", exchange -> { exchange.sendResponseHeaders(404, -1); exchange.close(); });
    server.start();
  }
}
`;

test.each([
  ['nothing: the app is in cdk.out', '.', [], 'null', 'cdk.out/asset.jar'],
  ['--app, as cdk synth writes it', '.', ['--app', 'cdk.out'], 'null', 'cdk.out/asset.jar'],
  ['--jar', '.', ['--jar', 'target/app.jar'], 'null', 'target/app.jar'],
  ['all of them', 'target', ['--app=../cdk.out/', '--jar', './app.jar', '--environment-file', '../prod.env'], 'file', 'target/app.jar'],
])('typed in a folder of the project: %s', async (_, folder, argv, who, jar) => {
  const command = rehearseIn(join(project, folder), ...argv);
  const { answers, logs } = await command.printed;
  expect(answers.find(({ question }) => question === 'application')).toMatchObject({ verdict: 'healthy' });
  expect(logs.application).toBe(`${who} ${join(project, jar)}`);
  await command.exit;
});

test.each([
  ['a jar that is not there', ['--jar', 'target/none.jar'], 'target/none.jar, which does not exist: build the application first'],
  ['a folder where the jar should be', ['--jar', 'target'], 'target, which is a folder: name the jar in it'],
  ['no app', ['--app', 'out'], 'out: run npx cdk synth first, or name its folder with --app'],
  ['no file of variables', ['--environment-file', '.env'], '.env, which does not exist: write NAME=value lines into it'],
])('fails with the whole path: %s', async (_, argv, message) => {
  await expect(rehearseIn(project, ...argv).printed).rejects.toThrow(`${project}/${message}`);
});
