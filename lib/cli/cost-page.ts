import type { Line } from '../cost/bill';
import type { Comparison } from '../cost/comparison';
import type { Estimate } from '../cost/estimate';
import { BLANK, counted, item, paragraph, type Block } from './page';

const AMOUNT = 10;
const LABEL = AMOUNT + 18;

/** An estimate, as it is read: line by line, then beside other services, then what it leaves out. */
export function costPage(estimate: Estimate): Block[] {
  const { stack, region, lines, total, notCounted, missingPrices, pricesAsOf } = estimate;
  const sum = missingPrices.length === 0 ? 'a month' : `a month, and what ${missingPrices.join(' and ')} costs`;
  const doubtful = lines.some(({ confirmed }) => !confirmed);
  return [
    paragraph([{ text: stack, tone: 'strong' }, ` in ${region}: US dollars a month of 730 hours, at list prices known on ${pricesAsOf}`]),
    paragraph(usageOf(estimate)),
    BLANK,
    ...lines.map(row),
    item({ text: money(total), tone: 'strong' }, AMOUNT + 2, { text: sum, tone: 'strong' }),
    ...(doubtful ? [paragraph('? no stored price list, bill or page of AWS shows this price', { indent: 2 })] : []),
    ...hostsOf(estimate),
    BLANK,
    ...comparisonOf(estimate),
    BLANK,
    paragraph('not counted:'),
    ...notCounted.map((what) => item('-', 2, what, 2)),
  ];
}

function usageOf({ usage }: Estimate): string {
  const { sockets, received, sent, bytes, heartbeatSeconds, sessionMinutes } = usage;
  const beats = heartbeatSeconds === 0 ? 'no heart-beats' : `a heart-beat each way every ${heartbeatSeconds} s`;
  return (
    `${whole(sockets)} open sockets, each for ${sessionMinutes} minutes; a client gets ${received} messages of ${bytes} bytes a ` +
    `minute and sends ${sent}; ${beats}`
  );
}

function row({ component, what, dollars, confirmed }: Line): Block {
  return item(`${money(dollars)}${confirmed ? ' ' : '?'} ${component}`, LABEL + 2, what);
}

/** Whether there are hosts enough, and what as few and as many as there may be cost. */
function hostsOf({ hosts, atLeast, atMost, usage }: Estimate): Block[] {
  const { minimum, maximum, needed, socketsEach } = hosts;
  const range =
    minimum === maximum
      ? []
      : [paragraph(`with ${counted(minimum, 'host')} ${cents(atLeast)}, with ${maximum} ${cents(atMost)}`, { indent: 2 })];
  const short = `${whole(usage.sockets)} sockets need ${whole(needed)} hosts of ${whole(socketsEach)} each; there may be ${maximum}`;
  return [...range, ...(needed > maximum ? [paragraph({ text: short, tone: 'doubt' }, { indent: 2 })] : [])];
}

const COLUMN = 12;

function comparisonOf({ comparison, cheaperThanApiGatewayFrom: from, hosts }: Estimate): Block[] {
  const line = (label: string, value: (each: Comparison) => string) =>
    item(label, 30, comparison.map((each) => value(each).padStart(COLUMN)).join(''), 2);
  const price = (dollars?: number) => (dollars === undefined ? '-' : whole(dollars));
  return [
    paragraph('the same use with more sockets, and on other services:'),
    line('sockets', ({ sockets }) => whole(sockets)),
    line(`these hosts (${hosts.instanceType})`, ({ own }) => price(own)),
    line('  how many of them', (each) => whole(each.hosts)),
    line('API Gateway WebSocket', ({ apiGateway }) => price(apiGateway)),
    line('Fargate behind a balancer', ({ fargate }) => price(fargate)),
    line('Elastic Beanstalk', ({ elasticBeanstalk }) => price(elasticBeanstalk)),
    paragraph(
      from === undefined
        ? 'API Gateway is cheaper at any number of sockets up to 990,000'
        : `cheaper than API Gateway from about ${whole(from)} sockets on, without the functions and tables that answer its messages`,
      { indent: 2 },
    ),
  ];
}

function money(dollars: number): string {
  return cents(dollars).padStart(AMOUNT);
}

function cents(dollars: number): string {
  return grouped(dollars.toFixed(2));
}

function whole(number: number): string {
  return grouped(String(Math.round(number)));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}
