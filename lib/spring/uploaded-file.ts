import { createHash } from 'crypto';
import { writeFileSync } from 'fs';
import { join, relative } from 'path';
import { AssetStaging, FileAssetPackaging, type FileAssetSource, Stack, Stage } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** An object in the bootstrap bucket. */
export interface UploadedFile {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Uploads a file, or a folder as a zip archive, with the deployment, and lets one role read this one object.
 *
 * The core of `aws-s3-assets.Asset`, without the buckets and keys that it loads: a tenth of a small app's synthesis.
 */
export function uploadedFile(scope: Construct, id: string, path: string, reader: IGrantable): UploadedFile {
  const staging = new AssetStaging(scope, id, { sourcePath: path, exclude: ['__pycache__', '**/__pycache__'] });
  const source = { packaging: staging.packaging, sourceHash: staging.assetHash, fileName: staging.relativeStagedPath(Stack.of(scope)) };
  return uploaded(scope, id, source, reader);
}

/** Uploads a text with the deployment, and lets one role read it. */
export function uploadedText(scope: Construct, id: string, text: string, reader: IGrantable, extension = 'json'): UploadedFile {
  const sourceHash = createHash('sha256').update(text).digest('hex');
  const stage = Stage.of(scope)!;
  const file = join(stage.assetOutdir, `asset.${sourceHash}.${extension}`);
  writeFileSync(file, text);
  return uploaded(scope, id, { packaging: FileAssetPackaging.FILE, sourceHash, fileName: relative(stage.outdir, file) }, reader);
}

function uploaded(scope: Construct, id: string, source: FileAssetSource, reader: IGrantable): UploadedFile {
  const stack = Stack.of(scope);
  const { bucketName, objectKey } = stack.synthesizer.addFileAsset({ ...source, displayName: `${scope.node.path}/${id}` });
  const resources = [`arn:${stack.partition}:s3:::${bucketName}/${objectKey}`];
  reader.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources }));
  return { bucket: bucketName, key: objectKey };
}
