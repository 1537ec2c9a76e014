import { BLOCKS, PageModules } from '../../pages';
import { cloudFrontStandIn, type DistributionTemplate, ERROR_PAGE } from './cloudfront-stand-in';
import type { Scenario } from './run';

const [BLOCK] = BLOCKS.filter(({ title, code }) => title.startsWith('docs/edge.md') && code.includes('new Distribution'));

/** What docs/edge.md puts behind CloudFront, without the line that matches. */
function synthesized(without?: RegExp): DistributionTemplate {
  const lines = BLOCK!.code.split('\n');
  const left = lines.filter((line) => !without?.test(line));
  if (without && left.length !== lines.length - 1) throw new Error(`${without} takes ${lines.length - left.length} lines away`);
  const { Template } = jest.requireActual<typeof import('aws-cdk-lib/assertions')>('aws-cdk-lib/assertions');
  const modules = new PageModules(`behind-cloudfront-${without?.source.replace(/\W/g, '') ?? 'whole'}`, [
    { ...BLOCK!, code: left.join('\n') },
  ]);
  try {
    return Template.fromStack(modules.stack(0)).toJSON() as DistributionTemplate;
  } finally {
    modules.remove();
  }
}

/** The chain behind a stand-in for CloudFront that the page's distribution configures. */
export function behindCloudFront(without?: RegExp): Pick<Scenario, 'edit' | 'editWith' | 'once' | 'prepare'> {
  let template: DistributionTemplate;
  return {
    edit: {},
    prepare: () => {
      template = synthesized(without);
    },
    editWith: ({ pem, root }) => ({
      front: (listen, balancer) => ({
        'nginx.conf': cloudFrontStandIn(template, { listen, balancer, ca: root }),
        'viewer.pem': pem('api.example.com'),
        'error.html': ERROR_PAGE,
      }),
    }),
    once: true,
  };
}
