// The ledger checks itself: every change is found and named.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { openLedger, openLedgerReader, type LedgerWriter } from '../../../../db/ledger/open-ledger.ts';
import { backupLedger, restoreLedger } from '../../../../db/ledger/backup-ledger.ts';
import { answeredBefore, purgeSettled } from '../../../../db/ledger/purge-settled.ts';
import { storeReceipts } from '../../../../db/ledger/receipts.ts';
import { streams } from '../../../../db/ledger/streams.ts';
import { verifyLedger } from '../../../../db/ledger/verify-ledger.ts';
import { makeSigner, newPrivateKey } from '../../../../db/keys/signing.ts';
import { needsNewStream } from '../../../../db/keys/needs-new-stream.ts';
import { checkFile } from '../../../../db/open/check-file.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { openDriver } from '../../../../db/open/driver.ts';
import { keyPragma } from '../../../../db/open/file-key.ts';
import { streamId } from '../../../../shared/core/ids.ts';
import { caught } from '../support/caught.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkinCommand, checkoutCommand, fixedRandom, receiptText, testDesk, testKey } from '../support/test-desk.ts';

const path = tempDir();

/** A ledger of two streams with answers, at `name`; returns its desk's public key. */
function filled(name: string): string {
  const desk = testDesk(path(name));
  const acts = Array.from({ length: 4 }, (_, index) =>
    desk.act(checkoutCommand(`secret-item-${index}`, 'secret-patron', desk.at)),
  );
  storeReceipts(
    desk.ledger,
    acts.map((act) => receiptText(act)),
  );
  desk.newStream('A-2');
  desk.act(checkinCommand('x'));
  desk.ledger.close();
  return desk.signer.publicKey;
}

/** Tampering with the file by a person with the key. */
function tampered(name: string, work: (db: LedgerWriter) => void): ReturnType<typeof verifyLedger> {
  const key = filled(name);
  const db = openLedger(path(name), testKey, 'existing');
  for (const { name: trigger } of db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)) {
    db.exec(`DROP TRIGGER ${trigger}`);
  }
  work(db);
  const report = verifyLedger(db, key);
  db.close();
  return report;
}

const named = (report: ReturnType<typeof verifyLedger>) =>
  report.problems.map(({ stream, seq, kind }) => `${stream}/${seq} ${kind}`);

/** Turns one bit of a page on the disk. */
function flip(name: string, page: number): void {
  const bytes = readFileSync(path(name));
  const at = (page - 1) * 4_096 + 2_000;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path(name), bytes);
}

describe('verifying a ledger', () => {
  test('an untouched one has no problems', () => {
    const key = filled('sound.db');
    const reader = openLedgerReader(path('sound.db'), testKey);
    expect(verifyLedger(reader, key)).toEqual({ envelopes: 5, purged: 0, receipts: 4, problems: [] });
    reader.close();
  });

  test('a changed byte of a body, a signature, an argument or an answer is found and named [I23]', () => {
    const body = tampered('body.db', (db) =>
      db.run(`UPDATE envelope SET body = replace(body, '"seq":2', '"seq": 2') WHERE seq = 2`),
    );
    expect(named(body)).toEqual(['A-1/2 hash', 'A-1/2 signature', 'A-1/3 chain']);
    const whole = tampered('whole.db', (db) => {
      db.run(
        `UPDATE envelope SET body = replace(body, '"channel":"desk"', '"channel":"DESK"') WHERE stream = 'A-1' AND seq = 4`,
      );
    });
    expect(named(whole)).toEqual(['A-1/4 hash', 'A-1/4 signature', 'A-2/1 stream-start']);
    const args = tampered('args.db', (db) =>
      db.run(`UPDATE envelope SET args = replace(args, 'item-1', 'item-7') WHERE seq = 2`),
    );
    expect(named(args)).toEqual(['A-1/2 args']);
    const unsalted = tampered('unsalted.db', (db) => db.run(`UPDATE envelope SET salt = NULL WHERE seq = 2`));
    expect(named(unsalted)).toEqual(['A-1/2 args']);
    const taken = tampered('taken.db', (db) => db.run(`UPDATE envelope SET args = NULL, salt = NULL`));
    expect(named(taken)).toEqual(['A-2/1 args']);
    expect(taken.purged).toBe(4);
    const answer = tampered('answer.db', (db) =>
      db.run(`UPDATE receipt SET text = replace(text, '"seq":3', '"seq":4') WHERE seq = 3`),
    );
    expect(named(answer)).toEqual(['A-1/3 receipt']);
    const place = tampered('place.db', (db) =>
      db.run(`UPDATE envelope SET id = 'other' WHERE stream = 'A-1' AND seq = 1`),
    );
    expect(named(place)).toEqual(['A-1/1 body', 'A-1/1 receipt']);
  });

  test('a missing act is found at the one that follows it, another key at the stream [I4] [I23]', () => {
    const gap = tampered('gap.db', (db) => db.run(`DELETE FROM envelope WHERE stream = 'A-1' AND seq = 2`));
    expect(named(gap)).toEqual(['A-1/3 gap']);
    filled('other.db');
    const reader = openLedgerReader(path('other.db'), testKey);
    const other = makeSigner(newPrivateKey(fixedRandom(99))).publicKey;
    expect(named(verifyLedger(reader, other))).toEqual(['A-1/0 other-key', 'A-2/0 other-key']);
    reader.close();
  });

  test('a flipped byte in a page that holds no act is found too [I23]', () => {
    const desk = testDesk(path('index.db'));
    for (let index = 0; index < 60; index += 1) desk.act(checkoutCommand(`item-${index}`, 'p', desk.at));
    const page = desk.ledger.get<{ pageno: number }>(
      `SELECT pageno FROM dbstat WHERE name = 'sqlite_autoindex_envelope_1' ORDER BY pageno DESC`,
    );
    desk.ledger.close();
    flip('index.db', page?.pageno ?? 0);
    const reader = openLedgerReader(path('index.db'), testKey);
    const report = verifyLedger(reader, desk.signer.publicKey);
    expect(named(report)).toEqual(['null/0 unreadable']);
    expect(report.envelopes).toBe(60);
    reader.close();
  });

  test('a flipped byte on the disk is named by its act, and the rest is still checked [I23]', () => {
    const desk = testDesk(path('flipped.db'));
    for (let index = 0; index < 60; index += 1) desk.act(checkoutCommand(`item-${index}`, 'p', desk.at));
    const page = desk.ledger.get<{ pageno: number }>(
      `SELECT pageno FROM dbstat WHERE name = 'envelope' AND pagetype = 'leaf' LIMIT 1 OFFSET 3`,
    );
    desk.ledger.close();
    flip('flipped.db', page?.pageno ?? 0);
    const reader = openLedgerReader(path('flipped.db'), testKey);
    const report = verifyLedger(reader, desk.signer.publicKey);
    expect(report.problems.length).toBeGreaterThan(0);
    expect(report.problems.every(({ stream, kind }) => stream === 'A-1' && kind === 'unreadable')).toBe(true);
    expect(report.envelopes + report.problems.length).toBe(60);
    expect(checkFile(reader)).not.toEqual([]);
    reader.close();
  });
});

describe('purging', () => {
  test('takes the arguments of settled acts from every page, and the chain stays [I19] [I23]', () => {
    const key = filled('purged.db');
    const db = openLedger(path('purged.db'), testKey, 'existing');
    const settled = answeredBefore(db, Number.MAX_SAFE_INTEGER, 100).filter(({ isHeld }) => !isHeld);
    expect(settled.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(() => purgeSettled(db, [{ stream: streamId('A-2'), seq: 1 }])).toThrow('not settled');
    purgeSettled(db, settled);
    expect(verifyLedger(db, key)).toEqual({ envelopes: 5, purged: 4, receipts: 4, problems: [] });
    db.close();
    expect(plainBytes('purged.db').includes('secret-patron')).toBe(false);
    expect(plainBytes('sound.db').includes('secret-patron')).toBe(true);
  });
});

/** The file without its encryption, page for page, free ones too. */
function plainBytes(name: string): Buffer {
  copyFileSync(path(name), path(`${name}.plain`));
  const db = openDriver(path(`${name}.plain`), {});
  db.pragma("cipher = 'chacha20'");
  db.pragma(keyPragma(testKey));
  db.pragma('journal_mode = DELETE');
  db.pragma("rekey = ''");
  db.close();
  const bytes = readFileSync(path(`${name}.plain`));
  expect(bytes.includes('SQLite format 3')).toBe(true);
  return bytes;
}

describe('backup and restore', () => {
  test('a backup is encrypted, and a ledger restored from it must start a new stream [I2] [I17]', () => {
    const desk = testDesk(path('live.db'));
    desk.act(checkoutCommand('secret-item', 'p', desk.at));
    backupLedger(desk.ledger, path('copy.db'));
    expect(
      isError(
        caught(() => backupLedger(desk.ledger, path('copy.db'))),
        'HF-DB-004',
      ),
    ).toBe(true);
    desk.act(checkinCommand('secret-item'));
    desk.ledger.close();
    expect(readFileSync(path('copy.db')).includes('secret-item')).toBe(false);

    expect(restoreLedger(path('copy.db'), path('live.db'), testKey, path('kept.db'))).toBe(path('kept.db'));
    const restored = openLedger(path('live.db'), testKey, 'existing');
    expect(streams(restored)).toMatchObject([{ lastSeq: 1 }]);
    expect(needsNewStream({ stream: streamId('A-1'), seq: 2 }, streams(restored))).toBe(true);
    restored.close();
    const kept = openLedger(path('kept.db'), testKey, 'existing');
    expect(streams(kept)).toMatchObject([{ lastSeq: 2 }]);
    kept.close();
  });

  test('a backup that is damaged, of another desk or missing leaves the ledger alone', () => {
    filled('good.db');
    const before = readFileSync(path('good.db'));
    writeFileSync(path('bad.db'), 'no ledger');
    for (const bad of ['bad.db', 'nothing.db']) {
      const error = caught(() => restoreLedger(path(bad), path('good.db'), testKey, path('aside.db')));
      expect(isError(error, 'HF-DB-014')).toBe(true);
    }
    const otherKey = new Uint8Array(32).fill(9);
    expect(
      isError(
        caught(() => restoreLedger(path('copy.db'), path('good.db'), otherKey, path('aside.db'))),
        'HF-DB-014',
      ),
    ).toBe(true);
    expect(readFileSync(path('good.db')).equals(before)).toBe(true);
  });
});
