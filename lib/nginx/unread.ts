import type { Placed } from './directives';
import type { Unread } from './includes';
import { named } from './servers';

const OF_BEANSTALK = /(^|\/)elasticbeanstalk\/healthd\.conf$/;
const OF_NGINX = /^(mime\.types|(fastcgi|uwsgi|scgi)(_params|\.conf)|koi-\w+|win-utf)$/;
const OF_TLS = /^(options-ssl-nginx\.conf|ssl-dhparams\.pem|ssl[\w-]*\.conf|self-signed\.conf)$/;
const OF_MODULES = /(^|\/)modules(-enabled|-available)?\/[^/]*\.conf$/;

/** Files of packages that have nothing to say about proxying. */
export function isHarmless({ args }: Placed): boolean {
  const path = args[0] ?? '';
  const name = path.split('/').at(-1)!;
  return OF_NGINX.test(name) || OF_TLS.test(name) || OF_MODULES.test(path) || OF_BEANSTALK.test(path);
}

/** The first include in these blocks whose lines are not there to read, and could say something about a route. */
export function unreadIn(blocks: readonly Placed[], unread: readonly Unread[]): Unread | undefined {
  if (unread.length === 0) return undefined;
  const includes = blocks.flatMap(({ block }) => named(block ?? [], 'include'));
  return unread.find(
    ({ directive }) => !isHarmless(directive) && includes.some(({ file, start }) => file === directive.file && start === directive.start),
  );
}

/** Why nothing of it was read. */
export function whyUnread({ isPattern }: Unread): string {
  return isPattern ? 'matches no file here' : 'is not there to read';
}
