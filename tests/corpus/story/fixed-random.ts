// Bytes that are the same in every run, and of each name others.

import { createHash } from 'node:crypto';
import type { Random } from '../../../shared/core/ports.ts';

export function fixedRandom(name: string): Random {
  let count = 0;
  const block = () =>
    createHash('sha256')
      .update(`${name}/${(count += 1)}`)
      .digest();
  return {
    bytes: (wanted) => {
      const blocks: Buffer[] = [];
      for (let have = 0; have < wanted; have += 32) blocks.push(block());
      return new Uint8Array(Buffer.concat(blocks).subarray(0, wanted));
    },
    fraction: () => block().readUInt32BE(0) / 2 ** 32,
  };
}
