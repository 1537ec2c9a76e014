import { parseArgs } from 'node:util';

/** What the command line of `npm run verify-on-aws` asks for. */
export interface VerificationOptions {
  readonly help: boolean;
  readonly domain: string;
  readonly zone: string;
  readonly zoneId?: string;
  /** As bin/app.ts calls it. */
  readonly image: 'al2023' | 'debian13';
  /** Two share messages over an engine, which is made for them. */
  readonly hosts: 1 | 2;
  readonly region?: string;
  readonly profile?: string;
  readonly yes: boolean;
  readonly keep: boolean;
  readonly bootstrap: boolean;
  /** The Markdown file; the JSON is beside it. */
  readonly output: string;
}

export const VERIFICATION_HELP = `npm run verify-on-aws -- --domain trial.example.com --zone example.com [options]

Deploys the example into a real AWS account, shows there what the lab shows on an emulator, and destroys everything again.

  --domain NAME    a name that nothing uses yet, below the zone
  --zone NAME      its public hosted zone in Route 53
  --zone-id ID     which one, where the account has several of that name
  --image IMAGE    amazon-linux (Amazon Linux 2023) or debian (Debian 13); amazon-linux when left out
  --hosts 2        two hosts that share messages over ElastiCache for Valkey; one when left out
  --region NAME    else AWS_REGION or the profile's own
  --profile NAME   else AWS_PROFILE, or whatever credentials AWS programs find
  --bootstrap      run cdk bootstrap where the account is not bootstrapped (without it you are asked)
  --yes            do not ask
  --keep           leave the deployment running; it costs until you remove it
  --output FILE    the table, verification.md when left out; the same as JSON beside it
`;

const IMAGES = { 'amazon-linux': 'al2023', debian: 'debian13' } as const;
const NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** Reads the command line; throws one sentence for what cannot be meant. */
export function parseVerification(args: readonly string[]): VerificationOptions {
  const {
    help = false,
    yes = false,
    keep = false,
    bootstrap = false,
    output = 'verification.md',
    image = 'amazon-linux',
    hosts = '1',
    ...given
  } = words(args);
  const options = { help, yes, keep, bootstrap, output, zoneId: given['zone-id'], region: given.region, profile: given.profile };
  if (help) {
    return { ...options, domain: '', zone: '', image: 'al2023', hosts: 1 };
  }
  const zone = hostName('--zone', given.zone, 'example.com');
  const domain = hostName('--domain', given.domain, `trial.${zone}`);
  if (!domain.endsWith(`.${zone}`)) {
    throw new Error(`--domain is '${domain}', which is not below the zone ${zone}: give a name such as trial.${zone}`);
  }
  if (!Object.hasOwn(IMAGES, image)) {
    throw new Error(`--image is '${image}': give ${Object.keys(IMAGES).join(' or ')}`);
  }
  if (hosts !== '1' && hosts !== '2') {
    throw new Error(`--hosts is '${hosts}': give 1 or 2`);
  }
  if (!output.endsWith('.md')) {
    throw new Error(`--output is '${output}': give a name that ends with .md`);
  }
  return { ...options, domain, zone, image: IMAGES[image as keyof typeof IMAGES], hosts: hosts === '2' ? 2 : 1 };
}

function words(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: flag,
        domain: text,
        zone: text,
        'zone-id': text,
        image: text,
        hosts: text,
        region: text,
        profile: text,
        bootstrap: flag,
        yes: flag,
        keep: flag,
        output: text,
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message.split('. ')[0]}: npm run verify-on-aws -- --help shows what there is`);
  }
}

function hostName(option: string, value: string | undefined, example: string): string {
  if (value === undefined) {
    throw new Error(`${option} is missing: give it as in ${option} ${example}`);
  }
  const name = value.toLowerCase().replace(/\.$/, '');
  if (!NAME.test(name)) {
    throw new Error(`${option} is '${value}', which is no domain name: give one such as ${example}`);
  }
  return name;
}
