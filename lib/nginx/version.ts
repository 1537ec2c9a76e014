/** An nginx's version, by its three numbers. */
export type NginxVersion = readonly [major: number, minor: number, patch: number];

/** From "1.29" or "1.29.7"; undefined for anything else. */
export function readVersion(text: string): NginxVersion | undefined {
  const [, major, minor, patch] = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}

/** From what `nginx -v`, `-V` or `-VT` says about itself, if it is in the text. OpenResty counts as the nginx that it is made of. */
export function versionIn(text: string): NginxVersion | undefined {
  const [, version] = /^nginx version: [a-z]+\/(\d+\.\d+\.\d+)/m.exec(text) ?? [];
  return version === undefined ? undefined : readVersion(version);
}

/** Whether a version is at least the other one. */
export function isAtLeast(version: NginxVersion, other: NginxVersion): boolean {
  const differs = version.findIndex((number, index) => number !== other[index]);
  return differs < 0 || version[differs]! > other[differs]!;
}

/** From 1.29.7 on nginx speaks HTTP/1.1 to an upstream and keeps its connections, unless it is told otherwise. */
export const SPEAKS_HTTP11: NginxVersion = [1, 29, 7];

/** As people write it. */
export function versionText(version: NginxVersion): string {
  return version.join('.');
}
