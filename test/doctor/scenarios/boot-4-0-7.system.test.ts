import { nginxBinary } from '../../nginx/real-nginx';
import { runPass } from './pass';
import { PASSES } from './passes';

describe(PASSES[3]!.title, () => runPass(PASSES[3]!, nginxBinary));
