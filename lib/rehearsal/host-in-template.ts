import { DEPLOYMENT_FILE } from '../chain/conventions';
import type { StackTemplate } from './cloud-assembly';
import type { Deployment } from './deployment';
import { asText } from './intrinsics';
import { withAllSettings } from './settings-in-template';
import { filesOf, type HostFile } from '../user-data/cloud-config-files';

/** A host as a template describes it. */
export interface HostInTemplate {
  readonly template: StackTemplate;
  /** Logical id of its launch template. */
  readonly id: string;
  readonly files: readonly HostFile[];
  readonly deployment: Deployment;
}

/** Finds the one host of this library's in a cloud assembly. */
export function findHost(templates: readonly StackTemplate[], stack?: string): HostInTemplate {
  const found = templates.filter((template) => stack === undefined || template.stack === stack).flatMap(hostsOf);
  if (found.length === 0) {
    const looked = templates.map((template) => template.stack).join(', ') || 'none';
    throw new Error(
      `no host of this library in the synthesized stacks (${looked}): ` +
        'add a SpringWebSocketService or a WebSocketHost, or name another folder with --app',
    );
  }
  if (found.length > 1) {
    throw new Error(
      `${found.length} hosts in the synthesized stacks: ` +
        `choose one with --stack ${found.map(({ template }) => template.stack).join(' or --stack ')}`,
    );
  }
  return found[0];
}

function hostsOf(template: StackTemplate): HostInTemplate[] {
  return Object.entries(template.resources).flatMap(([id, { Type, Properties }]) => {
    const data =
      Type === 'AWS::EC2::LaunchTemplate' ? (Properties?.LaunchTemplateData as { UserData?: unknown } | undefined)?.UserData : undefined;
    const text = data === undefined ? '' : asText(data);
    // Other launch templates of a consumer's may hold any user data at all: look before parsing.
    if (!text.includes(`/${DEPLOYMENT_FILE}`)) {
      return [];
    }
    const files = filesOf(text);
    const facts = files.find(({ path }) => path === DEPLOYMENT_FILE);
    if (!facts) {
      return [];
    }
    const deployment = withAllSettings(template, JSON.parse(facts.content.toString('utf8')) as Deployment);
    return [{ template, id, files, deployment }];
  });
}
