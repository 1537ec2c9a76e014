import { nginxBinary } from '../../nginx/real-nginx';
import { runPass } from './pass';
import { PASSES } from './passes';

describe(PASSES[2]!.title, () => runPass(PASSES[2]!, nginxBinary));
