export { sgBlock } from './tcp/sg-block';
export { tcpPartial } from './tcp/tcp-partial';
export { tcpRefused } from './tcp/tcp-refused';
