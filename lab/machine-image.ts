import { IMAGES } from './aws/images';
import type { ImageName } from './machines/image';

/** The image that an AMI of the emulator's stands for. */
export function imageOf(imageId: string): ImageName {
  const [parameter] = Object.entries(IMAGES).find(([, id]) => id === imageId) ?? [];
  if (parameter === undefined) {
    throw new Error(`imageId is ${imageId}, which is no image of the lab's: take one of ${Object.values(IMAGES).join(', ')}`);
  }
  return parameter.includes('al2023') ? 'amazon-linux-2023-stand-in' : 'debian-13-with-packages';
}
