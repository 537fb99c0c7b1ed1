// The mark in its two slots: a byte that a disk spoils leaves it, or the one before, and never one that is beyond. [I4] [I23]

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { MarkFile } from '../../../../db/keys/mark-file.ts';
import { sha256Hex } from '../../../../shared/core/digest.ts';
import { streamId } from '../../../../shared/core/ids.ts';
import { tempDir } from '../support/temp-dir.ts';

const path = tempDir();
const mark = (seq: number, stream = 'a') => ({ stream: streamId(stream), seq });

test('the newest mark stands, for another program too, and in a file that does not grow', async () => {
  const file = path('newest.json');
  const marks = new MarkFile(file);
  expect(marks.load()).toBeNull();
  for (let seq = 1; seq <= 5; seq += 1) {
    const saving = marks.save(mark(seq));
    // Before the disk has it: a crash of the program leaves it.
    expect(new MarkFile(file).load()).toEqual(mark(seq));
    await saving;
  }
  expect([statSync(file).size, statSync(file).mode & 0o777]).toEqual([8_192, 0o600]);
  await Promise.all([6, 7, 8, 9].map((seq) => marks.save(mark(seq))));
  expect(new MarkFile(file).load()).toEqual(mark(9));
  await new MarkFile(file).save(mark(10));
  expect(marks.load()).toEqual(mark(10));
});

test('a byte spoiled anywhere leaves the mark or the one before it, and the next one is kept', async () => {
  const file = path('spoiled.json');
  const marks = new MarkFile(file);
  for (const seq of [1, 2, 3]) await marks.save(mark(seq));
  const whole = readFileSync(file);
  const found = new Set<number | undefined>();
  for (const slot of [0, 4_096])
    for (let at = slot; at < slot + 160; at += 1)
      for (const bit of [0x01, 0x40]) {
        const spoiled = Buffer.from(whole);
        spoiled[at] = (spoiled[at] ?? 0) ^ bit;
        writeFileSync(file, spoiled);
        found.add(marks.load()?.seq);
      }
  expect(found).toEqual(new Set([2, 3]));
  await marks.save(mark(4));
  expect(marks.load()).toEqual(mark(4));
});

test('a mark of another stream, or one that goes back, leaves nothing of the one before', async () => {
  const file = path('back.json');
  const marks = new MarkFile(file);
  for (const [before, after] of [
    [mark(7), mark(0, 'b')],
    [mark(40, 'b'), mark(1, 'b')],
  ] as const) {
    await marks.save(before);
    await marks.save(after);
    for (const at of [10, 4_106]) {
      const whole = readFileSync(file);
      const spoiled = Buffer.from(whole);
      spoiled[at] = 0;
      writeFileSync(file, spoiled);
      expect(marks.load()).toEqual(after);
      writeFileSync(file, whole);
    }
  }
});

test('a mark of the form before is read, and followed by one in the new form', async () => {
  const file = path('old.json');
  const old = mark(12);
  const texts = [{ ...old, check: sha256Hex(`${old.stream} ${old.seq}`).slice(0, 16) }, old];
  for (const text of texts) {
    writeFileSync(file, JSON.stringify(text));
    expect(new MarkFile(file).load()).toEqual(old);
    await new MarkFile(file).save(mark(13));
    expect(new MarkFile(file).load()).toEqual(mark(13));
  }
  for (const none of ['', '{"stream":"a"', JSON.stringify({ ...old, check: '0' })]) {
    writeFileSync(file, none);
    expect(new MarkFile(file).load()).toBeNull();
  }
});

test('a file that cannot be read or written rejects instead of throwing', async () => {
  const dir = path('folder.json');
  mkdirSync(dir);
  const saving = new MarkFile(dir).save(mark(1));
  await expect(saving).rejects.toThrow('EISDIR');
});
