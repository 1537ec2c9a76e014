import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** How long before their end credentials are renewed; EC2 does so five minutes before at the latest. */
const MARGIN_MS = 10 * 60_000;

/**
 * The credentials of an instance's role as the metadata service gives them out, got by sts:AssumeRole like EC2 does
 * ("IAM roles for Amazon EC2": the session is named after the instance).
 */
export class RoleCredentials {
  private kept?: { readonly text: string; readonly until: number };

  constructor(
    private readonly sts: STSClient,
    private readonly roleArn: string,
    private readonly session: string,
  ) {}

  async text(): Promise<string> {
    if (!this.kept || this.kept.until < Date.now()) {
      this.kept = await this.assume();
    }
    return this.kept.text;
  }

  private async assume(): Promise<{ text: string; until: number }> {
    const now = new Date().toISOString().replace(/\.\d+/, '');
    try {
      const { Credentials } = await this.sts.send(new AssumeRoleCommand({ RoleArn: this.roleArn, RoleSessionName: this.session }));
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials!;
      const until = Expiration ?? new Date(Date.now() + 3_600_000);
      const document = {
        Code: 'Success',
        LastUpdated: now,
        Type: 'AWS-HMAC',
        AccessKeyId,
        SecretAccessKey,
        Token: SessionToken,
        Expiration: until.toISOString().replace(/\.\d+/, ''),
      };
      return { text: JSON.stringify(document, null, 2), until: until.getTime() - MARGIN_MS };
    } catch (error) {
      const document = {
        Code: 'AssumeRoleUnauthorizedAccess',
        Message: `EC2 cannot assume the role ${this.roleArn}: ${(error as Error).message}`,
        LastUpdated: now,
      };
      return { text: JSON.stringify(document, null, 2), until: 0 };
    }
  }
}
