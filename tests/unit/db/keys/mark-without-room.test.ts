// The mark of a ledger or a library that cannot be written: a caller that waits for it gets the error, and a program
// that does not wait goes on. [I30]

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedKeyStore } from '../../../../db/keys/sealed-key-store.ts';
import { unsealed } from '../../../../db/keys/unsealed.ts';
import { streamId } from '../../../../shared/core/ids.ts';

test('a mark that finds no room rejects instead of throwing, so that its writer can take the next one [I30]', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-mark-'));
  try {
    const store = sealedKeyStore(join(dir, 'gone', 'keys.json'), unsealed);
    // A file stands where the folder of the keys has to be.
    writeFileSync(join(dir, 'gone'), '');
    const saving = store.saveMark({ stream: streamId('a'), seq: 1 });
    await expect(saving).rejects.toThrow('gone');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
