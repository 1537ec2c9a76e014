import { mainlineNginx } from '../../goldens/nginx-verdict';
import { runPass } from './pass';
import { PASSES } from './passes';

describe(PASSES[1]!.title, () => runPass(PASSES[1]!, mainlineNginx));
