/**
 * Text inside systemd unit files, systemd.service(5) and systemd.syntax(7): `%` starts a specifier, `$` a
 * variable in ExecStart, a backslash an escape, and quotes keep spaces.
 */

/** A value of `Environment=`: the whole assignment in quotes. */
export function environmentLine(name: string, value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`environment has '${name}', which is no name of a variable: write letters, digits and _ only, not beginning with a digit`);
  }
  return `Environment="${name}=${escape(value, `environment ${name}`)}"`;
}

/** An argument of `ExecStart=`. */
export function execArgument(argument: string, prop: string): string {
  const escaped = escape(argument, prop).replace(/\$/g, '$$$$');
  return /^[A-Za-z0-9_@:,.\/=+%-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

function escape(text: string, prop: string): string {
  if (/[\0-\x1f\x7f]/.test(text)) {
    throw new Error(`${prop} is ${JSON.stringify(text)}: control characters and line breaks cannot stand in a systemd unit; leave them out`);
  }
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%');
}

/**
 * systemd.exec(5): what no part of the host needs. DynamicUser brings NoNewPrivileges, ProtectSystem=strict, PrivateTmp and more
 * by itself; the system call filter leaves out clock, modules, mounts, reboot and raw devices, and answers them with an
 * error instead of ending a JVM that only probes for something. Netlink is how libraries list network interfaces.
 */
export const HARDENING = `CapabilityBoundingSet=
LockPersonality=yes
PrivateDevices=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX
RestrictNamespaces=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
UMask=0077`;
