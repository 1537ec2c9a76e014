import { runServer } from './servers';

describe('Jetty, Spring Boot 3.5.16', () => runServer('jetty', '3.5.16', { briefly: true }));
