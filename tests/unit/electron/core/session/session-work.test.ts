// The time of a refusal does not reveal which names exist: every try does the same work.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskSession } from '../../../../../electron/core/session/session.ts';
import { replaceGrants } from '../../../../../db/ledger/staff-grants.ts';
import { staffId } from '../../../../../shared/core/ids.ts';
import { testDesk } from '../../../db/support/test-desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-session-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a wrong PIN of a name that is known, unknown or over is hashed once, and asks the server once', async () => {
  const { ledger } = testDesk(join(folder, 'work.db'));
  const grant = { role: 'desk', permissions: [], salt: '00'.repeat(16), verifier: '11'.repeat(32) } as const;
  const grants = [
    { ...grant, permissions: [], staffId: staffId('s1'), staff: 'known', expires: null },
    { ...grant, permissions: [], staffId: staffId('s2'), staff: 'over', expires: 1 },
  ];
  replaceGrants(ledger, grants, { revision: 1, fetchedAt: 1 }, []);
  const work: string[] = [];
  const session = new DeskSession({
    ledger,
    pepper: new Uint8Array(32),
    library: 'a library',
    clock: { now: () => 1_000, mono: () => 0 },
    hashPin: (_pin, salt) => {
      work.push(`hash of ${salt.length}`);
      return Promise.resolve(new Uint8Array(32));
    },
    fetchGrants: () => {
      work.push('asked');
      return Promise.resolve(false);
    },
  });
  for (const staff of ['known', 'nobody', 'over']) {
    work.length = 0;
    await expect(session.verify(staff, '0000')).rejects.toMatchObject({ code: 'HF-AUTH-022' });
    expect(work.toSorted()).toEqual(['asked', 'hash of 16']);
  }
  ledger.close();
});
