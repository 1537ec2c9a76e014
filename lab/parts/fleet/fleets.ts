import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { exampleJar } from '../../../lib/app/example';
import { issue } from '../../../lib/rehearsal/certificate';
import { type CdkRun, succeeded } from '../../cdk';
import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import { readService, type Service } from '../../service';
import { inService } from '../boot';
import { zoneId } from '../zone-id';
import { Engine } from './engine';
import { domainOf, ENGINES, type FleetName, PASSWORDS, SECOND, STACKS } from './stacks';

const PASSWORD = 'what-the-engine-asks-for';

/** The synthesized stacks, and the engines that they share messages over. */
export class Fleets {
  private constructor(
    private readonly lab: Lab,
    private readonly assembly: string,
    readonly engines: Readonly<Record<FleetName, Engine>>,
    private readonly misnamed: Engine,
  ) {}

  static async prepare(lab: Lab): Promise<Fleets> {
    await lab.bootstrap();
    await secret(lab, PASSWORDS.right, PASSWORD);
    await secret(lab, PASSWORDS.wrong, 'what-another-engine-asks-for');
    const secured = async (address: string, name: string) =>
      Engine.start(lab, { address, password: PASSWORD, pemFile: await issue(lab.loadBalancers.authority, [name]) });
    const engines = {
      calm: await secured(ENGINES.calm, `IP:${ENGINES.calm}`),
      hurt: await secured(ENGINES.hurt, `IP:${ENGINES.hurt}`),
      away: await secured(ENGINES.away, `IP:${ENGINES.away}`),
    };
    const misnamed = await secured(ENGINES.misnamed, `DNS:another-engine.${lab.zone}`);
    const directory = join(lab.folder, 'fleets');
    const context = { jar: exampleJar(lab.say), zone: lab.zone, zoneId: await zoneId(lab), authority: lab.loadBalancers.authority.caFile };
    succeeded(await lab.cdk(['synth', '--quiet'], { app: 'fleet', directory, context }), 'cdk synth of the fleets');
    const [output] = readdirSync(directory).filter((name) => name.startsWith('cdk.out'));
    return new Fleets(lab, join(directory, output), engines, misnamed);
  }

  /** `cdk deploy` of one version of some stacks. */
  deploy(stacks: readonly string[], version = ''): Promise<CdkRun> {
    const command = ['deploy', ...stacks, '--app', join(this.assembly, version), '--require-approval', 'never', '--progress', 'events'];
    return this.lab.cdk([...command, '--concurrency', '3'], { app: 'fleet', timeoutSeconds: 400 });
  }

  second(stack: string): Promise<CdkRun> {
    return this.deploy([stack], SECOND);
  }

  service(name: FleetName): Promise<Service> {
    return readService(this.lab.aws, STACKS[name], `${domainOf(STACKS[name])}.${this.lab.zone}`);
  }

  async hosts(service: Service): Promise<Instance[]> {
    return (await inService(this.lab, service)).map((id) => this.lab.machines.instance(id));
  }

  end(): void {
    [...Object.values(this.engines), this.misnamed].forEach((engine) => engine.kill());
  }
}

async function secret({ aws }: Lab, Name: string, SecretString: string): Promise<void> {
  await aws.secrets.send(new CreateSecretCommand({ Name, SecretString }));
}
