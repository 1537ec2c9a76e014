import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A resource of a CloudFormation template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** One synthesized stack. */
export interface StackTemplate {
  readonly stack: string;
  /** Where its assets lie. */
  readonly directory: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** What a rehearsal needs of a file asset. */
interface AssetManifest {
  readonly files?: Record<string, { source?: { path?: string }; destinations?: Record<string, { objectKey?: string }> }>;
}

/** Reads every template of a cloud assembly (`cdk.out`), stages and nested stacks included. */
export function readAssembly(directory: string): StackTemplate[] {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new Error(`no cloud assembly in ${directory}: run npx cdk synth first, or name its folder with --app`);
  }
  const files = readdirSync(directory);
  const templates = files
    .filter((name) => name.endsWith('.template.json'))
    .sort()
    .map((name): StackTemplate => {
      const { Resources = {} } = readJson(join(directory, name)) as { Resources?: Record<string, Resource> };
      return { stack: name.replace(/(\.nested)?\.template\.json$/, ''), directory, resources: Resources };
    });
  const stages = files.filter((name) => existsSync(join(directory, name, 'manifest.json')));
  return [...templates, ...stages.flatMap((name) => readAssembly(join(directory, name)))];
}

/** The file that is published under an object key, by the assembly's own manifests. */
export function findAsset(directory: string, objectKey: string): string | undefined {
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.assets.json'))) {
    const { files = {} } = readJson(join(directory, name)) as AssetManifest;
    for (const { source, destinations = {} } of Object.values(files)) {
      if (source?.path && Object.values(destinations).some((destination) => destination.objectKey === objectKey)) {
        return resolve(directory, source.path);
      }
    }
  }
  return undefined;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON (${(error as Error).message}): synthesize again`);
  }
}
