import { runServer } from './servers';

describe('Undertow, Spring Boot 3.5.16', () => runServer('undertow', '3.5.16'));
