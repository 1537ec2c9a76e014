import { refusal } from './refusal';

/**
 * Text inside systemd unit files, systemd.service(5) and systemd.syntax(7): `%` starts a specifier, `$` a
 * variable in ExecStart, a backslash an escape, and quotes keep spaces.
 */

/** `Environment=` with some variables, each assignment in quotes. */
export function environmentLine(variables: Readonly<Record<string, string>>): string {
  return `Environment=${Object.entries(variables)
    .map(([name, value]) => assignment(name, value))
    .join(' ')}`;
}

function assignment(name: string, value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw refusal(
      `environment has '${name}', which is no name of a variable: write letters, digits and _ only, not beginning with a digit`,
    );
  }
  return `"${name}=${escape(value, `environment ${name}`)}"`;
}

/** An argument of `ExecStart=`. */
export function execArgument(argument: string, prop: string): string {
  const escaped = escape(argument, prop).replace(/\$/g, '$$$$');
  return /^[A-Za-z0-9_@:,.\/=+%-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

function escape(text: string, prop: string): string {
  if (/[\0-\x1f\x7f]/.test(text)) {
    throw refusal(`${prop} is ${JSON.stringify(text)}: control characters and line breaks cannot stand in a systemd unit; leave them out`);
  }
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%');
}
