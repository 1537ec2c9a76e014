import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CdkRun, succeeded } from '../cdk';
import type { Lab } from '../lab';
import type { Instance } from '../machines/instance';
import { readService, type Service } from '../service';
import { inService } from './boot';
import { domainOf, SECOND } from './fleet/stacks';
import { zoneId } from './zone-id';

/** The stacks of one app of the lab's. */
export class Synthesized {
  private constructor(
    private readonly lab: Lab,
    private readonly app: string,
    private readonly assembly: string,
  ) {}

  /** `cdk synth`, once for all stacks and versions. */
  static async make(lab: Lab, app: string, context: Readonly<Record<string, string>>): Promise<Synthesized> {
    const directory = join(lab.folder, app);
    const known = { zone: lab.zone, zoneId: await zoneId(lab), ...context };
    succeeded(await lab.cdk(['synth', '--quiet'], { app, directory, context: known }), `cdk synth of ${app}`);
    const [output] = readdirSync(directory).filter((name) => name.startsWith('cdk.out'));
    return new Synthesized(lab, app, join(directory, output));
  }

  /** `cdk deploy` of one version of some stacks. */
  deploy(stacks: readonly string[], version = ''): Promise<CdkRun> {
    const command = ['deploy', ...stacks, '--app', join(this.assembly, version), '--require-approval', 'never', '--progress', 'events'];
    return this.lab.cdk([...command, '--concurrency', '3'], { app: this.app, timeoutSeconds: 900 });
  }

  second(stack: string): Promise<CdkRun> {
    return this.deploy([stack], SECOND);
  }

  service(stack: string): Promise<Service> {
    return readService(this.lab.aws, stack, `${domainOf(stack)}.${this.lab.zone}`);
  }

  async hosts(service: Service): Promise<Instance[]> {
    return (await inService(this.lab, service)).map((id) => this.lab.machines.instance(id));
  }
}
