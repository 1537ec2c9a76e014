import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { SPRING_BOOT_PORT } from '../chain/conventions';
import { checkAddress, checkPort } from './checks';
import { refusal } from './refusal';
import type { SpringApp } from './spring-app';
import type { SpringAppConfig } from './spring-app-options';

/** What the host is told about the application. */
export interface BoundApp {
  readonly address: string;
  readonly port: number;
  readonly remote: boolean;
  readonly jar?: { readonly bucket: string; readonly key: string };
}

/** Asks the application where it is. A class of the user's own may have said anything. */
export function bindApp(
  app: SpringApp,
  scope: Construct,
  grantee: IGrantable,
): { readonly app: BoundApp; readonly classesJavaVersion?: number; readonly unixSocket: boolean | 'unknown' } {
  const { jar, address, port, classesJavaVersion, unixSocket }: SpringAppConfig = app.bind(scope, grantee);
  if ((jar === undefined) === (address === undefined)) {
    throw refusal(`bind of the app returned ${jar ? 'both jar and address' : 'neither jar nor address'}: return one of them`, scope);
  }
  if (address === undefined) {
    const here = { address: '127.0.0.1', port: SPRING_BOOT_PORT, remote: false, jar };
    return { app: here, classesJavaVersion, unixSocket: unixSocket ?? 'unknown' };
  }
  checkAddress(address);
  checkPort('port', port ?? SPRING_BOOT_PORT);
  return { app: { address, port: port ?? SPRING_BOOT_PORT, remote: true }, unixSocket: false };
}
