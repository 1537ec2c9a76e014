import { writeFileSync } from 'node:fs';
import { type Preface, proofDocument } from '../proof/document';
import type { Record } from '../proof/claim';
import type { Plan } from './plan';

/** The lab's own table; written beside each other as Markdown and as JSON. */
export function writeVerification(record: Record, plan: Plan): string {
  const document = proofDocument(record, preface(plan));
  writeFileSync(plan.output, document);
  writeFileSync(jsonBeside(plan.output), `${JSON.stringify(record, null, 2)}\n`);
  return document;
}

function preface({ account, region, image, output }: Plan): Preface {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  const place = `${region}${endpoint ? ` of what answers at ${endpoint}, which is not AWS` : ''}`;
  return {
    command: 'npm run verify-on-aws',
    introduction: [
      `Account ${account} in ${place}, on ${image === 'al2023' ? 'Amazon Linux 2023' : 'Debian 13'}. ` +
        'Each line below is a claim that the library makes, how it was shown, and what was',
      `seen; the code that asks is the lab's own. What was deployed is destroyed again. The same in JSON: ${jsonBeside(output)}.`,
    ],
  };
}

function jsonBeside(output: string): string {
  return output.replace(/\.md$/, '.json');
}
