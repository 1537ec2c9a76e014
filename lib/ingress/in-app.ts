import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';

/** The resource of this app that an id or ARN refers to, in whatever stack; nothing for what was imported. */
export function resourceOf(id: string, type: string): CfnResource | undefined {
  const token = Tokenization.reverseString(id).firstToken;
  const target = token && Reference.isReference(token) ? token.target : undefined;
  return CfnResource.isCfnResource(target) && target.cfnResourceType === type ? target : undefined;
}

/** Properties of a resource as the template will have them. Aspects and overrides are in them once the app is being validated. */
export function synthesizedProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources = {} } = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    Resources?: Record<string, { Properties?: Record<string, unknown> }>;
  };
  return Object.values(Resources)[0]?.Properties ?? {};
}

/** What CDK gives before a look-up has been made: two of these, or one and the real thing, say nothing. */
const PLACEHOLDER = /^vpc-12345$|\/my-load-balancer\/50dc6c495c0c9188(\/|$)/;

/** Whether two ids or ARNs are certainly of one thing. */
export function same(one: string, other: string): boolean {
  return one === other && !PLACEHOLDER.test(one);
}

/** Whether two ids or ARNs are certainly of two things. Of tokens that are not of a resource of this app nobody knows. */
export function differ(one: string, other: string, type: string): boolean {
  if (one === other) return false;
  if (!Token.isUnresolved(one) && !Token.isUnresolved(other)) return ![one, other].some((each) => PLACEHOLDER.test(each));
  const [first, second] = [one, other].map((each) => resourceOf(each, type));
  return first !== undefined && second !== undefined && first !== second;
}

/** An id as an error message can show it: the construct's path for a resource of this app. */
export function shown(id: string, type: string): string {
  const resource = resourceOf(id, type);
  if (resource) return pathOf(resource);
  return Token.isUnresolved(id) ? 'one that only AWS knows' : id;
}

/** The path of the construct that a resource is the whole of. */
export function pathOf({ node }: CfnResource): string {
  return node.id === 'Resource' && node.scope ? node.scope.node.path : node.path;
}
