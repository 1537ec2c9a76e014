import { Reference, SecretValue, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refusal } from './refusal';
import type { SpringAppOptions } from './spring-app-options';

/** What CloudFormation replaces with a value out of Secrets Manager or of a SecureString. */
const REFERENCE = /\{\{resolve:(?:secretsmanager|ssm-secure):/;
const WHY = 'which everybody could read who may read the template or the metadata of the host';

/** A text that a prop of the application holds, and what to write if it is a secret. */
interface Place {
  readonly name: string;
  readonly text: string;
  readonly instead: string;
}

/** Everything that goes into the template or into user data as it is. */
function placesOf({ environment = {}, properties = {}, jvmOptions = [] }: SpringAppOptions): Place[] {
  const named = (prop: string, values: Record<string, string>) =>
    Object.entries(values).map(([name, text]) => ({ name: `${prop} ${name}`, text, instead: secretsLine(name) }));
  const systemProperties = jvmOptions.map((text) => {
    const name = /^-D([^=]+)=/.exec(text)?.[1];
    return { name: name === undefined ? 'jvmOptions' : `jvmOptions -D${name}`, text, instead: secretsLine(name ?? 'NAME') };
  });
  return [...named('environment', environment), ...named('properties', properties), ...systemProperties];
}

/** Refuses secrets that can be seen before synthesis. */
export function refuseSecrets(options: SpringAppOptions): void {
  const place = placesOf(options).find(({ text }) => holdsSecret(text));
  if (place) {
    throw refusal(problem(place));
  }
}

/** Problems with secrets that only show when everything is known. */
export function secretsWithin(scope: Construct, options: SpringAppOptions): string[] {
  return placesOf(options)
    .filter(({ text }) => resolvesToSecret(scope, text))
    .map(problem);
}

function problem({ name, instead }: Place): string {
  return `${name} holds a secret, ${WHY}: write ${instead} instead`;
}

/** The same of nginx's text, which has no way to fetch one. */
export function nginxProblem(prop: string): string {
  return `nginx.${prop} holds a secret, ${WHY}: let the application check it, which gets it with ${secretsLine('NAME')}`;
}

/** The same of a command of user data. */
export function commandProblem(commands: readonly string[], holds: (text: string) => boolean): string | undefined {
  if (!commands.some(holds)) return undefined;
  return (
    `addUserData holds a secret, ${WHY}: ` +
    'let the command fetch it (aws secretsmanager get-secret-value), which secret.grantRead(host) allows'
  );
}

/** Whether a text holds a secret, as far as that can be told without resolving it. */
export function holdsSecret(text: string): boolean {
  return (
    REFERENCE.test(text) || Tokenization.reverseString(text).tokens.some((token) => SecretValue.isSecretValue(token) || isNoEcho(token))
  );
}

/** Whether a text holds a secret in the end. */
export function resolvesToSecret(scope: Construct, text: string): boolean {
  return REFERENCE.test(JSON.stringify(Stack.of(scope).resolve(text)));
}

/** A parameter of the template whose value CloudFormation does not show. */
function isNoEcho(token: unknown): boolean {
  return Reference.isReference(token) && (token.target as { readonly noEcho?: boolean }).noEcho === true;
}

/** Names whose last word says that their value is a secret. A key is one only together with certain words: most are not. */
const SECRET_NAME =
  /(?:password|passwd|passphrase|secret|token|credentials?|(?:api|secret|private|access|signing|encryption|master|auth|jwt)[._-]?key)$/i;
/** Values that say where a secret is, or that are none. */
const NO_SECRET = /^(?:true|false|\$\{.*\}|\{cipher\}.*|ENC\(.*\)|(?:arn|classpath|file|https?|vault|optional):.*)?$/s;

/** Names whose literal values look like secrets, each with what to write instead. */
export function literalSecrets(options: SpringAppOptions): string[] {
  return placesOf(options)
    .filter(({ name, text }) => SECRET_NAME.test(name) && !Token.isUnresolved(text))
    .filter(({ name, text }) => !NO_SECRET.test(name.startsWith('jvmOptions') ? text.slice(text.indexOf('=') + 1) : text))
    .map(({ name, instead }) => `${name} (${instead})`);
}

/** As Spring reads it: an environment variable is the property in upper case, with _ for dots and without dashes. */
function secretsLine(name: string): string {
  const variable = name
    .replace(/-/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/_$/, '')
    .toUpperCase();
  return `secrets: { ${variable}: AppSecret.fromSecretsManager(secret, 'key') }`;
}
