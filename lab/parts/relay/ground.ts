import { join } from 'node:path';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { exampleJar } from '../../../lib/app/example';
import { issue } from '../../../lib/rehearsal/certificate';
import type { Lab } from '../../lab';
import { Server } from '../../machines/server';
import { Synthesized } from '../synthesized';
import { zoneId } from '../zone-id';
import { activeMq, type BrokerOptions, occupy } from './brokers';
import { BROKERS, type BrokerName, PASSWORD, PASSWORDS, SUCCESSOR } from './stacks';

/** The synthesized stacks, and the brokers that they relay to. */
export interface Ground {
  readonly stacks: Synthesized;
  /** The first serves; the other serves while it does not. */
  readonly pair: readonly [Server, Server];
  /** One that can take the first one's place, with its certificate, at an address of its own. */
  successor(password: string): Promise<BrokerOptions>;
  /** Gives the first one's name to another address. */
  move(address: string): Promise<void>;
  /** Something happens while the names of both are not found. */
  nameless(happen: () => Promise<unknown>): Promise<void>;
  end(): Promise<void>;
}

export async function prepare(lab: Lab): Promise<Ground> {
  await lab.bootstrap();
  await secret(lab, PASSWORDS.right, PASSWORD);
  await secret(lab, PASSWORDS.wrong, 'what-another-broker-asks-for');
  await name(lab, 'UPSERT', BROKERS);
  const options = async (broker: BrokerName, more: Partial<BrokerOptions> = {}): Promise<BrokerOptions> => ({
    address: BROKERS[broker],
    password: PASSWORD,
    pemFile: await issue(lab.loadBalancers.authority, [`DNS:${broker}.${lab.zone}`]),
    ...more,
  });
  const lock = join(lab.folder, 'brokers.lock');
  const full = await options('full-broker', { maximumConnections: 1 });
  const misnamed = { ...(await options('broker-1')), address: BROKERS['misnamed-broker'] };
  const pair = [
    await Server.place(lab, activeMq(await options('broker-1', { lock }))),
    await Server.place(lab, activeMq(await options('broker-2', { lock }))),
  ] as const;
  const others = await Promise.all([full, misnamed].map((each) => Server.run(lab, activeMq(each))));
  await pair[0].run();
  const { ca, caFile } = lab.loadBalancers.authority;
  const client = await occupy(full, ca);
  const stacks = await Synthesized.make(lab, 'relay', { jar: exampleJar(lab.say), authority: caFile });
  let successors = 0;
  let names: Names = BROKERS;
  return {
    stacks,
    pair,
    successor: (password) => options('broker-1', { password, address: `10.77.3.${SUCCESSOR + successors++}` }),
    move(address) {
      names = { ...names, 'broker-1': address };
      return name(lab, 'UPSERT', names);
    },
    async nameless(happen) {
      const { 'broker-1': one, 'broker-2': two } = BROKERS;
      const both = { 'broker-1': one, 'broker-2': two };
      await name(lab, 'DELETE', both);
      await happen();
      await name(lab, 'UPSERT', both);
    },
    async end() {
      client.destroy();
      await Promise.all([...pair, ...others].map((server) => server.kill()));
      await name(lab, 'DELETE', names);
    },
  };
}

async function secret({ aws }: Lab, Name: string, SecretString: string): Promise<void> {
  await aws.secrets.send(new CreateSecretCommand({ Name, SecretString }));
}

type Names = Readonly<Record<BrokerName, string>>;

/** The brokers' names in the account's zone. */
async function name(lab: Lab, Action: 'UPSERT' | 'DELETE', names: Partial<Names>): Promise<void> {
  const Changes = Object.entries(names).map(([broker, Value]) => ({
    Action,
    ResourceRecordSet: { Name: `${broker}.${lab.zone}`, Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value }] },
  }));
  await lab.aws.route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: await zoneId(lab), ChangeBatch: { Changes } }));
}
