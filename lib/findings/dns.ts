export { dnsAaaaBroken } from './dns/dns-aaaa-broken';
export { dnsWrongTarget } from './dns/dns-wrong-target';
