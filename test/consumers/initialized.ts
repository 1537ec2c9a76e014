import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { compiled } from '../init/compiled';
import { layOut } from '../init/laid-out';
import { PROJECTS } from '../init/projects';
import { runApp } from '../init/run-written';
import { STRUCTURES } from '../init/structures';
import { ROOT, type Consumer } from './consumer';

/** A Spring Boot project with a jar, for which `init` writes apps. */
const PROJECT = PROJECTS.find(({ title }) => title === 'a jar whose sockets are in a library of the build')!;
const laidOut = layOut(PROJECT, compiled(STRUCTURES));

/** The templates of an app that `init` writes in a language into a consumer's folder, and of the one in TypeScript. */
export function initialized(consumer: Consumer, language: 'java' | 'python', domain: readonly string[]) {
  cpSync(laidOut, join(consumer.folder, 'chat'), { recursive: true });
  const init = (name: string) => {
    const program = join(ROOT, 'build', 'bin', 'cdk-spring-websocket.js');
    consumer.run('node', program, 'init', 'chat', ...domain, '--language', name, '--folder', join('chat', name));
    return join(consumer.folder, 'chat', name);
  };
  const { app } = JSON.parse(readFileSync(join(init(language), 'cdk.json'), 'utf8')) as { app: string };
  const program =
    language === 'python'
      ? `. venv/bin/activate && pip install -q -r chat/python/requirements.txt && cd chat/python && ${app}`
      : `cd chat/java && ${app}`;
  consumer.run('bash', '-ec', `export CDK_OUTDIR=cdk.out; ${program}`);
  const read = readFileSync(join(consumer.folder, 'chat', language, 'cdk.out', 'Chat.template.json'), 'utf8');
  return { made: JSON.parse(read) as object, expected: Template.fromStack(runApp(init('typescript'))).toJSON() };
}
