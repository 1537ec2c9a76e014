import { type IResolveContext, Lazy, Token } from 'aws-cdk-lib';
import { MultipartUserData } from 'aws-cdk-lib/aws-ec2';
import { linesOf } from './joined';

/**
 * User data whose lines are elements of one `Fn::Join`: `cdk diff` and snapshots compare lists element by element, so they show the
 * lines that differ instead of the whole text.
 */
export class UserDataLines extends MultipartUserData {
  public render(): string {
    const text = super.render();
    const produce = (context: IResolveContext): unknown => ({ 'Fn::Join': ['', linesOf(context.resolve(text))] });
    return Token.asString(Lazy.uncachedAny({ produce }));
  }
}
