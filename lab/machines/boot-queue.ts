/** Lets a few boot at the same time and the others wait: a boot costs most of what an instance costs. */
export class BootQueue {
  private booting = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number) {}

  /** Runs one boot to its end when its turn comes. */
  async run(boot: () => Promise<void>): Promise<void> {
    if (this.booting >= this.atOnce) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.booting++;
    }
    try {
      await boot();
    } finally {
      // The place goes to the next, or is free.
      const next = this.waiting.shift();
      if (next) {
        next();
      } else {
        this.booting--;
      }
    }
  }
}
