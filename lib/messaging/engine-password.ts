import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { exceptRules, inBothPacks } from '../spring/rule-exception';

/** The password of an engine's only user: long, and of characters that every engine takes. */
export function enginePassword(engine: Construct): Secret {
  const secret = new Secret(engine, 'Password', {
    description: `Password of ${engine.node.path}`,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
  exceptRules(
    secret,
    ['AwsSolutions-SMG4', ...inBothPacks('SecretsManagerRotationEnabled')],
    'Engine and hosts would have to get another password at the same time; the network admits the hosts alone.',
  );
  return secret;
}
