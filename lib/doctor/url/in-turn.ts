import { handshake } from '../../probes/handshake';
import { sockJsInfo } from '../../probes/sockjs-info';
import type { Asker } from '../questions/ask-all';
import { offerOf } from '../questions/asking';
import type { Asking } from '../questions/question';

/** As many servers take turns behind a load balancer as this shows. */
const TIMES = 4;

/** Asks the very same again and again, gently: what still succeeds and fails in turn meets servers that take turns. */
export async function inTurn(asking: Asking, asker: Asker): Promise<readonly number[]> {
  const { sockJs, target, path, origin } = asking;
  const ask = async () => {
    const answer = sockJs ? await sockJsInfo(target, path, origin) : await handshake(target, { path, origin, protocols: offerOf(asking) });
    return answer.status ?? 0;
  };
  const statuses = await Promise.all(Array.from({ length: TIMES }, () => asker.ask('in turn', ask)));
  return statuses.filter((status) => status !== undefined);
}
