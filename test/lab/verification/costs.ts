/** The prices below were known then, from pages of others that quote AWS's. */
const KNOWN = 'November 2026';

const HOURS = 0.5;
const HOURS_OF_A_MONTH = 730;

/** List prices of us-east-1 in US dollars, for half an hour of everything that is deployed. */
const ITEMS = [
  { what: 'load balancer, a started hour, with at most one LCU', dollars: 0.0225 + 0.008, page: 'elasticloadbalancing/pricing' },
  { what: 'one t3.small', dollars: 0.0208 * HOURS, page: 'ec2/pricing/on-demand' },
  { what: 'its CPU credits while it starts, at most 12 minutes of a vCPU', dollars: 0.05 * 0.2, page: 'ec2/pricing/on-demand' },
  { what: 'three public IPv4 addresses', dollars: 3 * 0.005 * HOURS, page: 'vpc/pricing' },
  { what: '16 GiB of gp3', dollars: (16 * 0.08 * HOURS) / HOURS_OF_A_MONTH, page: 'ebs/pricing' },
  { what: 'logs, queries of Route 53 and requests to S3, at most', dollars: 0.001, page: 'cloudwatch/pricing' },
];

/** What a run costs in US dollars. */
export function total(): number {
  return ITEMS.reduce((sum, { dollars }) => sum + dollars, 0);
}

/** What a run costs, item by item. */
export function costs(): string[] {
  return [
    `It costs about ${cents(total())} US cents for the half hour that it may take, at list prices of us-east-1 as known in ${KNOWN} (other regions differ, AWS's pages have the last word):`,
    ...ITEMS.map(({ what, dollars, page }) => `  ${cents(dollars).padStart(5)}  ${what.padEnd(63)} https://aws.amazon.com/${page}/`),
  ];
}

function cents(dollars: number): string {
  return (dollars * 100).toFixed(1);
}
