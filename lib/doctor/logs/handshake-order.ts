/** Which handshakes of a route failed before the first that was answered with 101: the order of lines in a file is that of time. */
export class HandshakeOrder {
  private readonly openedIn = new Set<string>();
  private readonly failures = new Map<string, { readonly files: Set<string>; late: number }>();

  /** A handshake was answered. */
  opened(file: string): void {
    this.openedIn.add(file);
  }

  /** A handshake failed in this way. */
  failed(how: string, file: string): void {
    const known = this.failures.get(how) ?? { files: new Set(), late: 0 };
    known.files.add(file);
    known.late += Number(this.openedIn.has(file));
    this.failures.set(how, known);
  }

  /** Whether none failed in this way after one was answered; of files that only fail, or only open, that cannot be told. */
  isOver(how: string): boolean {
    const { files, late } = this.failures.get(how) ?? { files: new Set(), late: 1 };
    return this.openedIn.size > 0 && late === 0 && [...this.openedIn].every((file) => files.has(file));
  }
}
