import type { Duration } from 'aws-cdk-lib';
import type { AppSecret } from '../spring/app-secret';

/** What a canary may be told. */
export interface CanaryOptions {
  /**
   * Where clients begin, such as `https://api.example.com`: scheme and name, without a path.
   *
   * Needed where this app does not know it: behind an HTTPS listener without a `domain`, for a name in a private zone, and for a load
   * balancer that is not on the internet itself. Also for what stands in front of the load balancer, such as CloudFront.
   *
   * @default - the service's `domain`; without one the load balancer's own name
   */
  readonly url?: string;

  /**
   * The origin of the page that connects, such as `https://app.example.com`: browsers send it as `Origin`, and Spring admits some.
   *
   * @default - that of the URL
   */
  readonly origin?: string;

  /**
   * How long it is from one round to the next: whole minutes, 60 at most. The alarm goes off after three minutes of failures, and two
   * rounds at least.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;

  /**
   * Headers of STOMP CONNECT, such as `login` and `passcode`, or `Authorization`. The function reads the values when it runs.
   *
   * Credentials of the handshake itself are the route's own: `handshake` of `Route.sockJs` and its like.
   *
   * @default - none
   */
  readonly stompHeaders?: Record<string, AppSecret>;
}
