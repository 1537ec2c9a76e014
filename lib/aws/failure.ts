import type { Action } from './reads';

/** What could not be read, and why: it leaves one hop untold. */
export interface Unread {
  readonly action: Action;
  readonly because: 'denied' | 'throttled' | 'unreachable' | 'not-found' | 'refused';
  /** AWS's own word, shortened. */
  readonly said: string;
}

/** Nothing at all can be asked: no credentials, no region, no such region. The message says what to do. */
export class NoAccess extends Error {}

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError)$/;
const BAD_CREDENTIALS =
  /^(InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSignatureException|OptInRequired)$/;
const OLD_CREDENTIALS = /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/;
const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|UnauthorizedException)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|RequestLimitExceeded|TooManyRequestsException|RequestThrottled|RequestThrottledException|PriorRequestNotComplete|BandwidthLimitExceeded)$/;
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|TimeoutError|CERT_|DEPTH_|SELF_SIGNED|UNABLE_)/;
const NOT_FOUND = /NotFound|DoesNotExist|NoSuch/i;

/** What an error of the SDK means: the whole examination cannot go on, which is thrown, or one thing stays untold. */
export function unread(action: Action, error: unknown, region: string): Unread {
  const { name, message, code } = error as SdkError;
  if (NO_CREDENTIALS.test(name)) {
    throw new NoAccess(
      `no AWS credentials were found (${short(message)}): set AWS_PROFILE or --profile, ` +
        "run 'aws sso login', or export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    );
  }
  if (OLD_CREDENTIALS.test(name)) {
    throw new NoAccess(
      `the AWS credentials have expired, or this machine's clock is wrong (${name}): sign in anew, such as with 'aws sso login'`,
    );
  }
  if (BAD_CREDENTIALS.test(name)) {
    throw new NoAccess(
      `AWS does not accept these credentials (${name}: ${short(message)}): ` +
        `check AWS_PROFILE or --profile, and that the account may use ${region}`,
    );
  }
  if (/region is missing/i.test(message)) {
    throw new NoAccess('no AWS region is set: give --region, such as --region eu-central-1, or set AWS_REGION');
  }
  if (code === 'ENOTFOUND') {
    throw new NoAccess(`AWS cannot be reached in ${region} (${short(message)}): check the spelling of --region, and the network`);
  }
  return { action, because: reason(name, code ?? ''), said: short(message) };
}

function reason(name: string, code: string): Unread['because'] {
  if (DENIED.test(name)) return 'denied';
  if (THROTTLED.test(name)) return 'throttled';
  if (UNREACHABLE.test(code) || UNREACHABLE.test(name)) return 'unreachable';
  return NOT_FOUND.test(name) ? 'not-found' : 'refused';
}

/** One line; encoded authorization messages are long and say nothing to a person. */
function short(message: string): string {
  const line = message
    .replace(/Encoded authorization failure message: \S+/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > 220 ? `${line.slice(0, 219)}…` : line;
}

/** What was not told, as a person reads it. */
export function unreadLine({ action, because, said }: Unread): string {
  switch (because) {
    case 'denied':
      return `not allowed: ${action}`;
    case 'throttled':
      return `AWS answers too slowly for ${action} (throttled): try again in a minute`;
    case 'unreachable':
      return `no answer to ${action}: ${said}`;
    default:
      return `${action}: ${said}`;
  }
}
