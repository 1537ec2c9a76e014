import { Tally, type Clue, type Spot } from './clue';
import type { LogLine } from './log-line';

const REFUSED =
  /^connect\(\) failed \(111: Connection refused\) while connecting to upstream\b.*\bupstream: "https?:\/\/[^"/]*:(\d{1,5})[/"]/;
/** Tomcat, Jetty, Undertow and Netty, as Spring Boot prints them; before 3.2 "port(s): 8080". */
const LISTENS = /^(?:Tomcat|Jetty|Undertow|Netty) started on ports?(?:\(s\):)? (\d{1,5} \(.*|\d{1,5}\b)/;

/** Compares the port that nginx asks in vain with the one on which the application listens: two files that explain each other. */
export class Ports {
  private readonly refused = new Map<number, Tally>();
  private readonly listens = new Set<number>();

  add({ kind, message }: LogLine, spot: Spot): void {
    const [, asked] = (kind === 'nginx error log' && REFUSED.exec(message)) || [];
    const [, ports = ''] = (kind === 'Spring log' && LISTENS.exec(message)) || [];
    if (asked !== undefined) {
      const tally = this.refused.get(Number(asked)) ?? new Tally();
      tally.add(spot);
      this.refused.set(Number(asked), tally);
    }
    for (const [port] of ports.matchAll(/\b\d{1,5}(?= \(|$)/g)) {
      this.listens.add(Number(port));
    }
  }

  /** Where none of the ports that nginx asks is one on which the application listens. */
  clues(): Clue[] {
    const [asked, ...others] = this.refused;
    const [port] = this.listens;
    if (asked === undefined || port === undefined || [asked, ...others].some(([each]) => this.listens.has(each))) {
      return [];
    }
    return [
      {
        ...asked[1].clue(
          ['APP-502'],
          `nginx asks port ${asked[0]}, and the application listens on ${[...this.listens].join(', ')}: ` +
            `start it with SERVER_PORT=${asked[0]}, or use port ${port} in proxy_pass (on Elastic Beanstalk PORT=${port})`,
        ),
        count: 0,
      },
    ];
  }
}
