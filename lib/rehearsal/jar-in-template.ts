import { existsSync, statSync } from 'node:fs';
import { findAsset } from './cloud-assembly';
import type { HostInTemplate } from './host-in-template';
import type { RehearsalOptions } from './options';

/** The jar that is rehearsed: the one that was given, or the template's own. */
export function jarOf({ deployment, template }: HostInTemplate, { jar, app }: RehearsalOptions): string {
  const key = deployment.app.jar?.key;
  const found = jar ?? (key === undefined ? undefined : findAsset(template.directory, key));
  if (found === undefined) {
    throw new Error(
      `the application's jar is not among the assets in ${app}: give it with --jar, or an application that already runs with --app-url`,
    );
  }
  if (!existsSync(found)) {
    throw new Error(`--jar is ${found}, which does not exist: build the application first`);
  }
  if (!statSync(found).isFile()) {
    throw new Error(`--jar is ${found}, which is a folder: name the jar in it`);
  }
  return found;
}
