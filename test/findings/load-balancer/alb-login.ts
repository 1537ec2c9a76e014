import type { FindingCases } from '../finding-cases';
import { noInfo, refusedWith } from '../evidence';

const answers = (status: number, more: object = {}) => ({ ...noInfo(status, '', more), ...refusedWith(status, '', more) });

/** Where an Application Load Balancer sends whoever has no session: the identity provider leads back to a path of the load balancer's. */
const AUTHORIZE =
  'https://id.example.com/authorize?client_id=chat&redirect_uri=https%3A%2F%2Fapi.example.com%2Foauth2%2Fidpresponse' +
  '&response_type=code&scope=openid&state=x';
const redirected = answers(302, { server: 'awselb/2.0', via: 'cookie: AWSALBAuthNonce', location: AUTHORIZE });

export const CASES: FindingCases = {
  evidence: redirected,
  refuted: [
    { ...redirected, login: true },
    // Spring Security's own login with the same provider leads back to a path of Spring's.
    answers(302, { location: AUTHORIZE.replace('oauth2%2Fidpresponse', 'login%2Foauth2%2Fcode%2Fid') }),
    answers(401),
  ],
};
