import { GATEWAYS } from './gateways';
import { runProxies } from './pass';

runProxies(GATEWAYS);
