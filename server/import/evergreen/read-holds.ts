// holds.csv: holds that wait or stand on a shelf. One for a title waits for any copy, one for a copy for that copy, one for a metarecord is
// taken as a hold for the title that it came from. Ended holds (cancelled, fulfilled) are not taken.

import type { Instant } from '../../../shared/core/instant.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, readAll, rejectRow, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';

/** A hold as its row has it, before patron, title and item are known. */
export type HoldRow = {
  readonly id: string;
  readonly patron: string;
  readonly title: string;
  /** The copy that it is for, alone. */
  readonly item: string | null;
  readonly unit: string;
  readonly placedAt: Instant;
  readonly suspended: boolean;
  /** The copy that was captured for it, and whether that stands on the shelf already. */
  readonly captured: { readonly item: string; readonly onShelf: boolean } | null;
  /** It is no live hold any more: why. */
  readonly over: string | null;
  readonly notes: readonly string[];
};

/** Holds for a copy (C, and the forced and recalling forms of it). */
const copyHolds = ['C', 'F', 'R'];
/** Holds that are taken as holds for the title. */
const titleHolds = ['T', 'M', 'V', 'P', 'I'];

/** Live holds. Of several with one captured copy the first keeps it. */
export async function readHolds(folder: EvergreenFolder): Promise<Parsed<HoldRow>[]> {
  const rows = distinctById(folder, 'holds', await readAll(folder, 'holds', parseHold));
  const captured = new Map<string, number>();
  return [...rows.values()].filter(({ line, value }) => {
    const copy = value.captured?.item ?? null;
    const first = copy === null ? undefined : captured.get(copy);
    const reason = value.over ?? (first === undefined ? null : `the item ${copy} stands for the hold of line ${first}`);
    if (reason !== null) rejectRow(folder, 'holds', line, reason);
    else if (copy !== null) captured.set(copy, line);
    return reason === null;
  });
}

function parseHold(read: RowReader): HoldRow {
  const type = read.required('hold_type');
  if (![...copyHolds, ...titleHolds].includes(type)) read.problem(`hold_type ${type} is not known`);
  read.required('request_time');
  const isCopyHold = copyHolds.includes(type);
  const target = read.id('target_id');
  const current = read.optionalId('current_copy_id');
  const isCaptured = read.instant('capture_time') !== null;
  const onShelf = isCaptured && read.instant('shelf_time') !== null;
  if (isCaptured && current === null) read.problem('capture_time is set, but no copy is named');
  return {
    id: read.id('hold_id'),
    patron: read.id('patron_id'),
    title: type === 'T' ? target : read.id('bib_id'),
    item: isCopyHold ? target : null,
    unit: read.id('pickup_lib'),
    placedAt: read.instant('request_time') ?? 0,
    suspended: read.flag('frozen') ?? false,
    captured: isCaptured && current !== null ? { item: current, onShelf } : null,
    over: readEnd(read),
    notes: readNotes(read, type),
  };
}

function readEnd(read: RowReader): string | null {
  if (read.instant('cancel_time') !== null) return 'the hold was cancelled';
  return read.instant('fulfillment_time') === null ? null : 'the hold was filled';
}

/** Notes about fields that are taken differently, or not at all. */
function readNotes(read: RowReader, type: string): string[] {
  const notes: string[] = [];
  if (type === 'M') notes.push('a hold for any edition is taken as a hold for the title it names');
  if (['V', 'P', 'I'].includes(type)) notes.push('a hold for a volume, part or issue is taken as a hold for its title');
  if (type === 'F' || type === 'R') notes.push('a forced or recalling hold is taken as a hold for its copy');
  if (read.flag('cut_in_line') === true)
    notes.push('its place ahead of the line is not taken; holds stand in the order of their times');
  if (read.flag('frozen') === true && read.text('thaw_date') !== null)
    notes.push('the date on which it ends its suspension is not taken yet');
  if (read.text('expire_time') !== null || read.text('shelf_expire_time') !== null)
    notes.push('its expiration is not taken yet');
  return notes;
}
