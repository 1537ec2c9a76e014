import { mainlineNginx } from '../../goldens/nginx-verdict';
import { runPass } from './pass';
import { PASSES } from './passes';

const nginx = mainlineNginx();

describe(PASSES[1]!.title, () => runPass(PASSES[1]!, nginx === undefined ? undefined : () => nginx));
