import { nginxBinary } from '../../nginx/real-nginx';
import { runPass } from './pass';
import { PASSES } from './passes';

describe(PASSES[0]!.title, () => runPass(PASSES[0]!, nginxBinary));
