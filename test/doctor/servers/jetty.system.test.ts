import { runServer } from './servers';

describe('Jetty, Spring Boot 4.1.2', () => runServer('jetty', '4.1.2'));
