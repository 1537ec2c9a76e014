/** The cookies that one client keeps, as a browser does. */
export class Cookies {
  private readonly kept = new Map<string, string>();

  take(lines: readonly string[] = []): void {
    for (const [, name, value] of lines.flatMap((line) => [/^([^=;]+)=([^;]*)/.exec(line)].filter((found) => found !== null))) {
      this.kept.set(name, value);
    }
  }

  get headers(): Record<string, string> {
    return this.kept.size === 0 ? {} : { Cookie: [...this.kept].map((pair) => pair.join('=')).join('; ') };
  }
}
