// Offline formats of other systems: a written file reads back as it was, except for declared losses; and no text at all makes a reader throw.

import fc from 'fast-check';
import { OFFLINE_FORMATS, type OfflineFormatName } from '../../../shared/formats/all.ts';
import type { FormatContext, Loss, OfflineRecord } from '../../../shared/formats/offline-record.ts';

const context: FormatContext = {
  localOf: (at) => new Date(at).toISOString().slice(0, 23),
  epochOf: (local) => Date.parse(`${local}Z`),
  desk: 'main-1',
  program: { name: 'Holdfast', version: '0.1.0' },
};
const NAMES = [
  'koc',
  'evergreen',
  'alma',
  'sierra',
  'polaris',
  'destiny',
] as const satisfies readonly OfflineFormatName[];

const local = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
  .map((at) => new Date(at).toISOString().slice(0, 23));
const code = fc.oneof(fc.stringMatching(/^[A-Z0-9]{1,20}$/), fc.string({ minLength: 1, maxLength: 90 }));
const due = fc.option(local);
const record: fc.Arbitrary<OfflineRecord> = fc.oneof(
  fc.record({ kind: fc.constant('out' as const), at: local, card: code, barcode: code, due }),
  fc.record({ kind: fc.constant('in' as const), at: local, barcode: code, returned: fc.constant(null) }),
  fc.record({ kind: fc.constant('renew' as const), at: local, card: fc.option(code), barcode: code, due }),
  fc.record({
    kind: fc.constant('pay' as const),
    at: local,
    card: code,
    amountMinor: fc.integer({ min: 1, max: 1e8 }),
  }),
  fc.record({ kind: fc.constant('use' as const), at: local, barcode: code, count: fc.integer({ min: 1, max: 99 }) }),
);

const GONE: ReadonlySet<Loss['loss']> = new Set(['all', 'number', 'card']);

/** A record as it can come back: without its declared losses. */
function keptOf(one: OfflineRecord, losses: ReadonlySet<Loss['loss']>, name: OfflineFormatName) {
  const at = one.at ?? '';
  const kept = losses.has('time') ? at.slice(0, 10) : losses.has('seconds') ? at.slice(0, 16) : at.slice(0, 19);
  const isLent = one.kind === 'out' || (one.kind === 'renew' && name !== 'evergreen');
  return {
    kind: isLent ? 'out' : one.kind,
    at: kept,
    card: 'card' in one ? one.card : null,
    barcode: 'barcode' in one ? one.barcode : null,
    minor: one.kind === 'pay' ? one.amountMinor : null,
    count: one.kind === 'use' ? one.count : null,
  };
}

test.each(NAMES)('%s: what is written is read again but for what was said to be lost', (name) => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const { files, losses } = OFFLINE_FORMATS[name].write(records, context);
      const lost = (index: number) => new Set(losses.filter((one) => one.record === index).map(({ loss }) => loss));
      const said = records
        .map((one, index) => ({ one, index, of: lost(index) }))
        .filter(({ of }) => !of.isSupersetOf(GONE) && ![...of].some((loss) => GONE.has(loss)));
      const read = files.flatMap((file) => {
        const { records: found, refused } = OFFLINE_FORMATS[name].read(file.text, context, file.name);
        expect(refused).toEqual([]);
        const numbers = file.lines.filter((line) => line !== null);
        expect(found).toHaveLength(numbers.length);
        return found.map(({ record: back }, at) => ({ back, index: numbers[at] ?? -1 }));
      });
      expect(new Set(read.map(({ index }) => index))).toEqual(new Set(said.map(({ index }) => index)));
      for (const { back, index } of read) {
        const one = records[index];
        if (one === undefined) throw new Error('a line of no record');
        const of = lost(index);
        expect(keptOf(back, of, 'evergreen')).toEqual(keptOf(one, of, name));
        if ('due' in one && 'due' in back && one.due !== null && !of.has('due'))
          expect(back.due?.slice(0, 16)).toBe(one.due.slice(0, 16));
      }
    }),
  );
});

test.each(NAMES)('%s: no text makes its reader throw, and each line is told of once at most', (name) => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('%C123H', '1|09:05:00|March 4 2026|3|4|5|0.1', '{}', '[1', 'o:1:b', 'Version=1.0'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const { records, refused } = OFFLINE_FORMATS[name].read(
        lines.join(end),
        context,
        'LibraryCirculation2026-03-04.txt',
      );
      const numbers = [...records, ...refused].map((one) => one.line);
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
  );
});
