/**
 * CloudFormation's functions as text that a person can read: what only AWS knows becomes `<Ref Db>` or
 * `<Db.Endpoint.Address>`. Neither quotes nor backslashes come in, so JSON around it stays JSON.
 */

/** Matches what `asText` writes for a value that only AWS knows. */
const PLACEHOLDER = /<(?:Ref|Fn|Import) [^<>"\\]+>|<[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+>|<AWS::[A-Za-z]+>/;

/** Whether a text holds something that only AWS knows. */
export function isKnownOnlyOnAws(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** The logical id of a resource that a text refers to, when it is nothing but that. */
export function referredResource(text: string): string | undefined {
  return /^<Ref ([A-Za-z0-9]+)>$/.exec(text)?.[1];
}

/** A template's value as text. */
export function asText(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return value === undefined || value === null ? '' : String(value);
  }
  const [name, argument] = Object.entries(value)[0] ?? ['', undefined];
  switch (name) {
    case 'Ref':
      return reference(String(argument));
    case 'Fn::GetAtt':
      return `<${(Array.isArray(argument) ? argument.map(asText) : [String(argument)]).join('.')}>`;
    case 'Fn::Join':
      return join(argument);
    case 'Fn::Sub':
      return substitute(argument);
    case 'Fn::Base64':
      return asText(argument);
    case 'Fn::ImportValue':
      return `<Import ${plain(asText(argument))}>`;
    default:
      return `<Fn ${plain(name.replace('Fn::', ''))} ${plain(JSON.stringify(argument) ?? '')}>`;
  }
}

function reference(name: string): string {
  return name.startsWith('AWS::') ? `<${name}>` : `<Ref ${name}>`;
}

function join(argument: unknown): string {
  const [separator, parts] = Array.isArray(argument) ? (argument as unknown[]) : ['', []];
  return Array.isArray(parts) ? parts.map(asText).join(String(separator)) : `<Fn Join ${plain(JSON.stringify(parts) ?? '')}>`;
}

function substitute(argument: unknown): string {
  const [text, values] = (Array.isArray(argument) ? argument : [argument, {}]) as [unknown, Record<string, unknown>];
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) {
      return `\${${name}}`;
    }
    if (name in values) {
      return asText(values[name]);
    }
    return name.includes('.') ? `<${name}>` : reference(name);
  });
}

/** Without what would break JSON or the placeholder itself. */
function plain(text: string): string {
  return text.replace(/["\\<>\n]/g, '');
}
