import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import type { Cloud } from '../../cloud';

type Properties = Record<string, any>;

/** A deployed template, as CloudFormation keeps it. */
export interface DeployedTemplate {
  readonly resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties } & Properties>>;
  /** The properties of the only resource of a type. */
  only(type: string): Properties;
}

/** For what the emulator's API does not model, and for what only a template says. */
export async function templateOf(aws: Pick<Cloud['aws'], 'cloudFormation'>, stack: string): Promise<DeployedTemplate> {
  const { TemplateBody = '{}' } = await aws.cloudFormation.send(new GetTemplateCommand({ StackName: stack }));
  const { Resources } = parse(TemplateBody) as { Resources: DeployedTemplate['resources'] };
  return {
    resources: Resources,
    only: (type) => {
      const found = Object.values(Resources).filter(({ Type }) => Type === type);
      if (found.length !== 1) {
        throw new Error(`the template of ${stack} has ${found.length} resources of type ${type}, not one`);
      }
      return found[0].Properties ?? {};
    },
  };
}
