import { runServer } from './servers';

describe('Netty, Spring Boot 4.1.2', () => runServer('netty', '4.1.2'));
