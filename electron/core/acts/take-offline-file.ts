// Takes in the file of another system's offline client: its records become acts with the times that the file states.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { OFFLINE_FORMATS } from '../../../shared/formats/all.ts';
import type { LocalText, OfflineRecord } from '../../../shared/formats/offline-record.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone } from '../desk-sight.ts';
import { offlineContext } from '../../../shared/formats/offline-context.ts';
import { LINE_FAULTS } from '../facade/past-words.ts';
import { eachPast, type Past, type PastLine } from './record-past.ts';

/** `offline.check`: previews the record of each line. Throws HF-AUTH-024. */
export async function checkOfflineFile(
  desk: Desk,
  input: ParsedInput<'offline.check'>,
): Promise<MethodOutput<'offline.check'>> {
  return eachPast(desk, pastOf(desk, input), 'check');
}

/** `offline.take`: records each line that can be and is not recorded yet. Throws HF-AUTH-024. */
export async function takeOfflineFile(
  desk: Desk,
  input: ParsedInput<'offline.take'>,
): Promise<MethodOutput<'offline.take'>> {
  return eachPast(desk, pastOf(desk, input), 'record');
}

function pastOf(desk: Desk, { format, text, name, acts }: ParsedInput<'offline.check'>): Past {
  requireRight(desk, 'resolve-exceptions');
  const context = offlineContext(deskZone(desk), desk.identity.deskName);
  const { records, refused } = OFFLINE_FORMATS[format].read(text, context, name);
  const instant = (local: LocalText | null): Instant | null => (local === null ? null : context.epochOf(local));
  return {
    source: 'import',
    right: 'resolve-exceptions',
    lines: records.map(({ line, record }) => ({ ...pastLine(record, instant), line })),
    bad: refused.map(({ line, text: read, fault }) => ({ line, text: read, why: LINE_FAULTS[fault] })),
    acts: new Map(Object.entries(acts).map(([line, act]) => [Number(line), act])),
  };
}

function pastLine(record: OfflineRecord, instant: (local: LocalText | null) => Instant | null): PastLine {
  const when = {
    line: 0,
    at: instant(record.at),
    local: record.at === null ? null : record.at.slice(0, 16).replace('T', ' '),
  };
  switch (record.kind) {
    case 'out':
      return { ...when, kind: 'out', card: record.card, barcode: record.barcode, dueAt: instant(record.due) };
    case 'renew': {
      const { card, barcode } = record;
      const dueAt = instant(record.due);
      return card === null
        ? { ...when, kind: 'again', barcode, dueAt }
        : { ...when, kind: 'out', card, barcode, dueAt };
    }
    case 'in':
      return { ...when, kind: 'in', barcode: record.barcode, returnedAt: instant(record.returned) };
    case 'pay':
      return { ...when, kind: 'pay', card: record.card, amountMinor: record.amountMinor };
    case 'use':
      return { ...when, kind: 'use', barcode: record.barcode, count: record.count };
  }
}
