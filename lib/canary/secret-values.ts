import type { SecretPlace } from '../chain/canary';

/** The clients that Lambda's Node.js has already, each loaded when there is a secret to read. */
const SDK = {
  secretsManager: () => require('@aws-sdk/client-secrets-manager') as typeof import('@aws-sdk/client-secrets-manager'),
  ssm: () => require('@aws-sdk/client-ssm') as typeof import('@aws-sdk/client-ssm'),
};

/** Values of secrets, each read once until they are forgotten. */
export class SecretValues {
  private texts = new Map<string, Promise<string>>();

  /** All that was read, so that nothing of it is shown. */
  public readonly known = new Set<string>();

  /** The value that a reference points to. */
  public async read({ service, id, jsonKey }: SecretPlace): Promise<string> {
    const text = this.texts.get(id) ?? fetchText(service, id);
    this.texts.set(id, text);
    const value = jsonKey === undefined ? await text : keyOf(await text, id, jsonKey);
    this.known.add(value);
    return value;
  }

  /** Reads everything anew: after a failure, because a secret may have another value by now. */
  public forget(): void {
    this.texts.clear();
  }
}

async function fetchText(service: SecretPlace['service'], id: string): Promise<string> {
  if (service === 'ssm') {
    const { SSMClient, GetParameterCommand } = SDK.ssm();
    const { Parameter } = await new SSMClient().send(new GetParameterCommand({ Name: id, WithDecryption: true }));
    return Parameter?.Value ?? '';
  }
  const { SecretsManagerClient, GetSecretValueCommand } = SDK.secretsManager();
  const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: id }));
  return SecretString ?? '';
}

/** A parse error would show the value, so it is not passed on. */
function keyOf(text: string, id: string, jsonKey: string): string {
  let value: unknown;
  try {
    value = (JSON.parse(text) as Record<string, unknown>)[jsonKey];
  } catch {
    value = undefined;
  }
  if (value === undefined) throw new Error(`${id} is no JSON object with the key ${jsonKey}`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
