import { debian13Nginx } from '../../nginx/debian-13-nginx';
import { runPass } from './pass';
import { PASSES } from './passes';

describe(PASSES[2]!.title, () => runPass(PASSES[2]!, debian13Nginx()));
