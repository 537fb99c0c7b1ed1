// Settings and state that a desk keeps beside its acts.

import { z } from 'zod';
import { branchId, deskId, staffId } from '../../../../shared/core/ids.ts';
import type { StaffGrant } from '../../../../shared/wire/staff-grants.ts';
import {
  activeGeneration,
  lastContact,
  noteContact,
  readSetting,
  switchGeneration,
  writeSetting,
} from '../../../../db/ledger/desk-state.ts';
import { readIdentity, writeIdentity, type Identity } from '../../../../db/ledger/identity.ts';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { logSession } from '../../../../db/ledger/session-log.ts';
import {
  addSignInFailure,
  clearSignInFailures,
  lockSignIn,
  keepNewestFailures,
  signInFailures,
} from '../../../../db/ledger/sign-in-failures.ts';
import {
  allGrants,
  grantByBadge,
  grantById,
  grantByName,
  grantsState,
  replaceGrants,
} from '../../../../db/ledger/staff-grants.ts';
import { sessionEntries } from '../support/session-entries.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testKey, testLibrary } from '../support/test-desk.ts';

const path = tempDir();

function grant(staff: string, fields: Partial<StaffGrant> = {}): StaffGrant {
  return {
    staffId: staffId(`id-${staff}`),
    staff,
    role: 'desk',
    permissions: ['circulate'],
    salt: '00',
    verifier: '11',
    expires: null,
    ...fields,
  };
}

test('identity, contact, generation and settings survive a restart', () => {
  const identity: Identity = {
    deskId: deskId('d1'),
    deskName: 'Desk 1',
    branch: branchId('b1'),
    system: null,
    library: testLibrary,
    serverUrl: 'http://127.0.0.1:1',
    serverKey: 'key',
    epoch: 'e1',
    enrolledAt: 5,
  };
  const db = openLedger(path('state.db'), testKey, 'create');
  expect([readIdentity(db), lastContact(db), activeGeneration(db), grantsState(db)]).toEqual([null, null, null, null]);
  writeIdentity(db, identity);
  writeIdentity(db, { ...identity, epoch: 'e2' });
  noteContact(db, 7);
  switchGeneration(db, 3, 8);
  writeSetting(db, 'language', 'es');
  db.close();
  const again = openLedger(path('state.db'), testKey, 'existing');
  expect(readIdentity(again)).toEqual({ ...identity, epoch: 'e2' });
  expect([lastContact(again), activeGeneration(again)]).toEqual([7, 3]);
  expect(readSetting(again, 'language', z.enum(['en', 'es']))).toBe('es');
  expect(readSetting(again, 'language', z.number())).toBeNull();
  expect(readSetting(again, 'other', z.string())).toBeNull();
  again.close();
});

test('grants are replaced as a whole and found by name in any letters, badge and id', () => {
  const db = openLedger(path('grants.db'), testKey, 'create');
  replaceGrants(db, [grant('ana', { badgeDigest: 'b1' }), grant('ben')], { revision: 1, fetchedAt: 10 });
  expect(grantByBadge(db, 'b1')?.staff).toBe('ana');
  expect(grantById(db, 'id-ben')?.staff).toBe('ben');
  expect([grantByName(db, 'Ana')?.staff, grantByName(db, 'an')]).toEqual(['ana', null]);
  replaceGrants(db, [grant('cy')], { revision: 2, fetchedAt: 20 });
  expect([grantByName(db, 'ana'), grantsState(db)]).toEqual([null, { revision: 2, fetchedAt: 20 }]);
  db.close();
});

test('a grant of a newer role is of the least one, one with newer rights keeps them, one that cannot be read is none [I20]', () => {
  const db = openLedger(path('newer-grants.db'), testKey, 'create');
  const rights = ['circulate', 'conjure'];
  replaceGrants(db, [grant('ana', { permissions: rights }), grant('ben'), grant('cy')], { revision: 1, fetchedAt: 10 });
  const spoil = (staff: string, from: string, to: string) =>
    db.run('UPDATE staff_grant SET grant_json = replace(grant_json, ?, ?) WHERE staff = ?', from, to, staff);
  spoil('ana', '"desk"', '"wizard"');
  spoil('ben', '"verifier"', '"proof"');
  expect(grantByName(db, 'ana')).toMatchObject({ role: 'student', permissions: rights });
  expect(grantByName(db, 'ben')).toBeNull();
  expect(allGrants(db).map(({ staff }) => staff)).toEqual(['ana', 'cy']);
  db.close();
});

test('wrong PINs are counted over restarts, lock, and are forgotten after a sign-in', () => {
  const db = openLedger(path('failures.db'), testKey, 'create');
  expect([addSignInFailure(db, 's', 1), addSignInFailure(db, 's', 2)]).toEqual([1, 2]);
  lockSignIn(db, 's', 99);
  db.close();
  const again = openLedger(path('failures.db'), testKey, 'existing');
  expect(signInFailures(again, 's')).toEqual({ failures: 2, lastAt: 2, lockedUntil: 99 });
  clearSignInFailures(again, 's');
  expect(signInFailures(again, 's')).toBeNull();
  logSession(again, { at: 5, kind: 'sign-in', staffId: staffId('s') });
  logSession(again, { at: 6, kind: 'refused', staffId: null });
  expect(sessionEntries(again)).toEqual([
    { at: 5, kind: 'sign-in', staffId: 's' },
    { at: 6, kind: 'refused', staffId: null },
  ]);
  again.close();
});

test('of wrong PINs of names that nobody has the newest are kept, and all of the others', () => {
  const db = openLedger(path('newest-failures.db'), testKey, 'create');
  const subjects = ['unknown:a', 's', 'unknown:b', 'unknown:c', 'unknowns'];
  for (const [at, subject] of subjects.entries()) addSignInFailure(db, subject, at);
  keepNewestFailures(db, 'unknown:', 2);
  const kept = subjects.filter((subject) => signInFailures(db, subject) !== null);
  expect(kept).toEqual(['s', 'unknown:b', 'unknown:c', 'unknowns']);
  db.close();
});
