import { NODE } from './node';
import { runProxies } from './pass';

runProxies(NODE);
