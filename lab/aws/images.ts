/** The images (AMIs) of the lab, by the public parameter that lib/host/host-image.ts reads: the ids tell the machines what to boot. */
export const IMAGES: Record<string, string> = {
  '/aws/service/debian/release/13/latest/amd64': 'ami-0deb1a13000000064',
  '/aws/service/debian/release/13/latest/arm64': 'ami-0deb1a13000000a64',
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64': 'ami-0a120230000000064',
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64': 'ami-0a120230000000a64',
};
