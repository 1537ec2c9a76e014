import { Bucket } from 'aws-cdk-lib/aws-s3';
import { SpringApp, type SpringAppOptions, SpringWebSocketService } from '../../lib';
import { routes, synthesized } from './synthesized';
import { userData } from './user-data';

function nginxOf(options: SpringAppOptions): string | undefined {
  const { template } = synthesized((stack) => {
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'releases');
    new SpringWebSocketService(stack, 'Chat', { app: SpringApp.fromBucket(bucket, 'chat.jar', options), routes });
  });
  return userData(template).files['/etc/websocket-host/nginx.conf'];
}

test('on what a jar from a bucket will listen the host finds out', () => {
  expect(nginxOf({})).toContain('include spring-boot-address.conf;');
});

test('without the companion it is the port', () => {
  expect(nginxOf({ companion: false })).toContain('server 127.0.0.1:8080 max_fails=0;');
});
