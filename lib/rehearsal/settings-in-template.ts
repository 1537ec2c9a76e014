import { readFileSync } from 'node:fs';
import { findAsset, type StackTemplate } from './cloud-assembly';
import type { Deployment } from './deployment';
import { asText } from './intrinsics';

type Settings = Pick<Deployment, 'environment' | 'properties' | 'secrets'>;

/** A deployment's facts with the settings that user data has no room for: from an asset, and from parameters of the template. */
export function withAllSettings(template: StackTemplate, facts: Deployment): Deployment {
  const { file, parameters } = facts.settings ?? {};
  const all: Settings[] = [
    facts,
    ...(file ? [fromAsset(template, file.key)] : []),
    ...(parameters ? [fromParameters(template, parameters.names)] : []),
  ];
  const merged = (name: keyof Settings) => Object.assign({}, ...all.map((each) => each[name])) as Record<string, never>;
  return { ...facts, environment: merged('environment'), properties: merged('properties'), secrets: merged('secrets') };
}

function fromAsset({ directory }: StackTemplate, key: string): Settings {
  const asset = findAsset(directory, key);
  if (asset === undefined) {
    throw new Error(`the application's settings (${key}) are not among the assets in ${directory}: synthesize again`);
  }
  return JSON.parse(readFileSync(asset, 'utf8')) as Settings;
}

function fromParameters({ resources, stack }: StackTemplate, names: readonly string[]): Settings {
  const parameters = Object.values(resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
  const values = names.map((name) => parameters.find(({ Properties }) => asText(Properties?.Name) === name)?.Properties?.Value);
  const missing = names.find((_, index) => values[index] === undefined);
  if (missing !== undefined) {
    throw new Error(`the application's settings (parameter ${missing}) are not in the template of ${stack}: synthesize again`);
  }
  return JSON.parse(values.map(asText).join('')) as Settings;
}
