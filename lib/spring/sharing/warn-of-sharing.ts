import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { inspect } from './inspect';
import { notRead, type Sentence, sentences, type SharingAnswers } from './sentences';

/** Says what an application does that is another thing on several hosts than on one. */
export function warnOfSharing(scope: Construct, jar: string, answers: SharingAnswers): void {
  for (const { id, text, isInfo } of found(jar, answers)) {
    const annotations = Annotations.of(scope);
    if (isInfo) annotations.addInfoV2(`cdk-spring-websocket:${id}`, text);
    else annotations.addWarningV2(`cdk-spring-websocket:${id}`, text);
  }
}

/** For a jar that is not on this machine. */
export function warnOfUnread(scope: Construct, why: string): void {
  Annotations.of(scope).addWarningV2('cdk-spring-websocket:sharedUnread', notRead(why));
}

/** Code that no compiler wrote may be more than a look into it is prepared for; that fails no synthesis. */
function found(jar: string, answers: SharingAnswers): Sentence[] {
  try {
    return sentences(inspect(jar), answers);
  } catch (error) {
    return [{ id: 'sharedUnread', text: notRead(`the classes of the jar cannot be read (${String(error)})`) }];
  }
}
