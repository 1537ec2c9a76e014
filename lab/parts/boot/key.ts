import type { Credentials } from '../../aws/clients';
import type { Instance } from '../../machines/instance';
import { holds } from '../claims';

/** A call to KMS, which the agent makes none of, signed by its own functions. */
const PROGRAM = `
import json, sys
sys.path.insert(0, "/usr/local/lib/websocket-host/agent.pyz")
import aws, exchange
exchange.PATIENCE = 0
try:
    print(json.dumps({"answer": aws.ask("kms", "TrentService." + sys.argv[1], **json.loads(sys.argv[2]))}))
except exchange.AwsError as error:
    print(json.dumps({"error": error.seen}))
`;

/** Calls to KMS from a host, with somebody's credentials; they throw what AWS says. */
export class Kms {
  constructor(
    private readonly instance: Instance,
    private readonly endpoint: string,
    private readonly credentials: Credentials,
  ) {}

  /** A key of its own. */
  async createKey(): Promise<string> {
    const { KeyMetadata } = (await this.ask('CreateKey', {})) as { KeyMetadata: { Arn: string } };
    return KeyMetadata.Arn;
  }

  /** A word that a key has encrypted, in base64. */
  async encrypt(KeyId: string): Promise<string> {
    const { CiphertextBlob } = (await this.ask('Encrypt', { KeyId, Plaintext: Buffer.from('not yours').toString('base64') })) as {
      CiphertextBlob: string;
    };
    return CiphertextBlob;
  }

  decrypt(KeyId: string, CiphertextBlob: string): Promise<unknown> {
    return this.ask('Decrypt', { KeyId, CiphertextBlob });
  }

  private async ask(action: string, parameters: object): Promise<unknown> {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = this.credentials;
    const environment = [
      `AWS_ENDPOINT_URL=${this.endpoint}`,
      `AWS_ACCESS_KEY_ID=${accessKeyId}`,
      `AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
      `AWS_SESSION_TOKEN=${sessionToken}`,
    ];
    const { status, stdout, stderr } = await this.instance.run(
      ['env', ...environment, 'python3', '-c', PROGRAM, action, JSON.stringify(parameters)],
      { seconds: 60 },
    );
    holds(status === 0, `${action} ends with ${status} on ${this.instance.id}: ${stderr.trim().split('\n').pop()}`);
    const { answer, error } = JSON.parse(stdout) as { answer?: unknown; error?: string };
    holds(error === undefined, `${error}`);
    return answer;
  }
}
