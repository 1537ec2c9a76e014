import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { zipSync } from 'fflate';
import { HostImage, Route, SpringApp, SpringWebSocketService } from '../../lib';
import { AGENT_DIR } from '../../lib/host/agent-package';
import { readAssembly } from '../../lib/rehearsal/cloud-assembly';
import { findHost } from '../../lib/rehearsal/host-in-template';
import { asText } from '../../lib/rehearsal/intrinsics';

/** A host's user data and what it fetches. */
export interface ExampleHost {
  readonly userData: string;
  /** Objects of S3 by `bucket/key`. */
  readonly objects: Readonly<Record<string, Buffer>>;
}

/** Values for what only AWS knows, by the text that stands for it. */
const KNOWN_ON_AWS: readonly (readonly [RegExp, string])[] = [
  [/<AWS::Region>/g, 'us-east-1'],
  [/<AWS::AccountId>/g, '123456789012'],
  [/<AWS::StackId>/g, 'arn:aws:cloudformation:us-east-1:123456789012:stack/Chat/1'],
  [/<Ref [A-Za-z0-9]*TargetGroup[A-Za-z0-9]*>/g, 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/chat/1'],
  [/<[^<>"\\]+>/g, 'known-on-aws'],
];

/** The example application's host, from the user data of its synthesized template. */
export function exampleHost(image: HostImage, jar: string): ExampleHost {
  const outdir = mkdtempSync(join(tmpdir(), 'machines-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
    const stack = new Stack(app, 'Chat');
    new SpringWebSocketService(stack, 'Service', { app: SpringApp.fromJar(jar), routes: [Route.sockJs('/ws-stomp')], image });
    app.synth();
    const { template, id, deployment } = findHost(readAssembly(outdir));
    const data = (template.resources[id].Properties!.LaunchTemplateData as { UserData: unknown }).UserData;
    const userData = KNOWN_ON_AWS.reduce((text, [pattern, value]) => text.replace(pattern, value), asText(data));
    const bucket = 'cdk-hnb659fds-assets-123456789012-us-east-1';
    return {
      userData,
      objects: { [`${bucket}/${deployment.app.jar!.key}`]: readFileSync(jar), [`${bucket}/${deployment.agent!.key}`]: zipped(AGENT_DIR) },
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** As the CDK publishes a folder. */
function zipped(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => statSync(join(folder, name)).isFile() && !name.includes('__pycache__'),
  );
  return Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]))));
}
