// The ledger cannot be loaded anew: a desk with a damaged ledger names the fault, and changes nothing.

import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { ledgerPath, openLedger, openLedgerReader } from '../../../../db/ledger/open-ledger.ts';
import { sayProblem, verifyLedger, type LedgerReport } from '../../../../db/ledger/verify-ledger.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { deskPlace, removePlace, type DeskPlace } from './support/running-desk.ts';
import { overwrite, SPOILERS } from './support/spoil.ts';

const world = sharedWorld({ items: 40, patrons: 5 });
const desk = sharedDesk(world);
const pages = new Map<string, number>();

/** One desk works a while: three acts that are settled, and one that waits. Each test spoils a copy of its folders. */
beforeAll(async () => {
  for (const item of ['X0', 'X1', 'X2']) await desk.now.ask('circ.checkin', { item: `barcode-${item}` });
  await desk.now.settled();
  world().line.cut();
  await desk.now.ask('circ.checkin', { item: 'barcode-X3' });
  const { ledger } = desk.now.core.files;
  const found = ledger.all<{ name: string; page: number }>('SELECT name, rootpage AS page FROM sqlite_schema');
  for (const { name, page } of found) pages.set(name, page);
  await desk.now.stop();
});

const places: DeskPlace[] = [];
afterAll(() => places.forEach(removePlace));

/** A copy of the folders of the desk that worked. */
function copyOfDesk(): DeskPlace {
  const place = deskPlace();
  places.push(place);
  cpSync(desk.now.place.data, place.data, { recursive: true });
  cpSync(desk.now.place.keys, place.keys, { recursive: true });
  return place;
}

/** Spoils the first page of a table. */
const spoilTable = (path: string, table: string) => overwrite(path, ((pages.get(table) ?? 0) - 1) * 4_096, 4_096);

/** Every file of the folder with its bytes, but for the lock, which is no data. */
function bytesOf({ data }: DeskPlace): Record<string, string> {
  const names = readdirSync(data).filter((name) => !name.startsWith('owner.lock'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(data, name)).toString('base64')]));
}

/** The error that a start ends with. */
async function failure(place: DeskPlace, code: string | null = null): Promise<HoldfastError> {
  try {
    await world().desk({ place, code });
  } catch (error) {
    if (error instanceof HoldfastError) return error;
    throw error;
  }
  throw new Error('the desk started');
}

describe('a ledger that cannot be read', () => {
  test.each(SPOILERS)('%s: the desk does not start, says what to do, and changes no byte', async (_how, spoil) => {
    const place = copyOfDesk();
    spoil(ledgerPath(place.data));
    const before = bytesOf(place);
    const refused = await failure(place);
    expect(['HF-DB-001', 'HF-DB-002']).toContain(refused.code);
    expect(refused.message).toContain(ledgerPath(place.data));
    expect(refused.message).toMatch(/^[^\n;]+; [^\n]+$/);
    expect(bytesOf(place)).toEqual(before);
    // A second try finds the folder free, and the same.
    expect((await failure(place)).code).toBe(refused.code);
    expect(bytesOf(place)).toEqual(before);
  });

  test.each(['identity', 'envelope', 'receipt', 'staff_grant', 'sign_in_failure'])(
    'one page of it is spoiled, that of %s: the same',
    async (table) => {
      const place = copyOfDesk();
      spoilTable(ledgerPath(place.data), table);
      const before = bytesOf(place);
      const refused = await failure(place);
      expect(refused.code).toBe('HF-DB-002');
      expect(bytesOf(place)).toEqual(before);
    },
  );

  test('a ledger that is gone is said, with a code for joining anew and without, and is not made anew', async () => {
    const place = copyOfDesk();
    rmSync(ledgerPath(place.data));
    const before = bytesOf(place);
    world().line.mend();
    expect((await failure(place)).code).toBe('HF-DB-016');
    expect((await failure(place, await world().code())).code).toBe('HF-DB-016');
    expect(bytesOf(place)).toEqual(before);
  });

  test('one of a desk that has recorded nothing and has no copy yet is missed as well [I23]', async () => {
    const place = deskPlace();
    places.push(place);
    const fresh = await world().desk({ place, code: await world().code() });
    await fresh.stop();
    for (const name of readdirSync(place.data)) rmSync(join(place.data, name), { recursive: true });
    expect((await failure(place)).code).toBe('HF-DB-016');
    expect((await failure(place, await world().code())).code).toBe('HF-DB-016');
  });

  test('keys that are gone are said, and no new ones are made', async () => {
    const place = copyOfDesk();
    rmSync(join(place.keys, 'keys.json'));
    const before = bytesOf(place);
    expect((await failure(place)).code).toBe('HF-DB-010');
    expect(bytesOf(place)).toEqual(before);
    expect(readdirSync(place.keys)).toEqual(['mark.json']);
  });
});

describe('checking a ledger', () => {
  /** Does something to a copy of the ledger with its own key, and checks it. */
  function checkAfter(spoil: (path: string, key: Uint8Array) => void): LedgerReport {
    const place = copyOfDesk();
    const { secrets, signer } = desk.now.core.files;
    const path = ledgerPath(place.data);
    spoil(path, secrets.ledgerKey);
    const reader = openLedgerReader(path, secrets.ledgerKey);
    const report = verifyLedger(reader, signer.publicKey);
    reader.close();
    return report;
  }

  /** As a person with the key could do it, after removing the guards of the tables. */
  const change = (sql: string) => (path: string, key: Uint8Array) => {
    const ledger = openLedger(path, key, 'existing');
    const guards = ledger.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
    for (const { name } of guards) ledger.exec(`DROP TRIGGER "${name}"`);
    ledger.exec(sql);
    ledger.close();
  };

  test('a sound one has no problem, waiting acts included', () => {
    expect(checkAfter(() => undefined)).toEqual({ envelopes: 4, purged: 0, receipts: 3, problems: [] });
  });

  test.each([
    ['arguments', "UPDATE envelope SET args = replace(args, 'X1', 'X9') WHERE seq = 2", [[2, 'args']]],
    [
      'a body',
      "UPDATE envelope SET body = replace(body, 'reshelve', 'transit0') WHERE seq = 2",
      [
        [2, 'hash'],
        [2, 'signature'],
        [3, 'chain'],
      ],
    ],
    [
      'a receipt',
      'UPDATE receipt SET text = replace(text, \'"hash":"\', \'"hash":"0\') WHERE seq = 3',
      [[3, 'receipt']],
    ],
    ['the row of an act', 'DELETE FROM envelope WHERE seq = 2', [[3, 'gap']]],
  ] as const)('%s changed by somebody who has the key: the acts are named [I23]', async (_what, sql, problems) => {
    const report = checkAfter(change(sql));
    expect(report.problems.map(({ seq, kind }) => [seq, kind])).toEqual(problems);
    for (const { kind } of report.problems) expect(sayProblem(kind)).not.toBe('');
  });

  test('a desk that runs answers the same check', async () => {
    const running = await world().desk({ place: copyOfDesk() });
    const { ledger, signer } = running.core.files;
    expect(verifyLedger(ledger, signer.publicKey)).toMatchObject({ envelopes: 4, problems: [] });
    await running.stop();
  });

  test('a page that the disk spoiled is found, and the acts on other pages are still checked [I23]', () => {
    const report = checkAfter((path) => spoilTable(path, 'session_entry'));
    expect(report).toMatchObject({ envelopes: 4, problems: [{ stream: null, kind: 'unreadable' }] });
  });
});
