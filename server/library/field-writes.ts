// Writes of the fields of catalog rows, each kept with its value and its time: by acts of staff, and by the library system's first value and each
// later change of it. Of all writes of a field the latest stands. [I24]

import type { FieldValue, RowFields } from '../../shared/circ/model/row-fields.ts';
import { compareWrites, type WritePlace } from '../patrons/field-write.ts';

/** One write of a field; `value` is JSON. An import has no desk. */
export type FieldWrite = WritePlace & { readonly field: string; readonly value: string };

/** Fields of a kind of row, without the way that they are written. */
type FieldsOf<R, F extends string> = Pick<RowFields<R, F, never>, 'names' | 'isField' | 'valueOf'>;

/** A row, and the writes of its fields that are known. */
export type WrittenRow<R> = { readonly row: R; readonly known: readonly FieldWrite[] };

/** Before every act: the value of the library system when a person first wrote. */
const SINCE_EVER: WritePlace = { at: 0, desk_id: '', stream: '', seq: 0 };

/** The writes of a row with one more of some fields. The value before the first write of a field is kept with it. */
export function withWrites<R, F extends string>(
  fields: FieldsOf<R, F>,
  { row, known }: WrittenRow<R | null>,
  { values, place }: { readonly values: readonly FieldValue<string>[]; readonly place: WritePlace },
): FieldWrite[] {
  const writes = [...known];
  for (const { field, value } of values) {
    if (row !== null && fields.isField(field) && !writes.some((one) => one.field === field))
      writes.push(writeOf(field, fields.valueOf(row, field), SINCE_EVER));
    writes.push(writeOf(field, value, place));
  }
  return writes.toSorted(compareWrites);
}

/** The writes of a row with the edits of one that turned out to be it. */
export function withEdits<R, F extends string>(
  fields: FieldsOf<R, F>,
  { row, known }: WrittenRow<R | null>,
  moved: readonly FieldWrite[],
): readonly FieldWrite[] {
  const edits = moved.filter((write) => write.desk_id !== '');
  return edits.reduce<readonly FieldWrite[]>(
    (writes, { field, value, at, desk_id, stream, seq }) =>
      withWrites(
        fields,
        { row, known: writes },
        { values: [{ field, value: JSON.parse(value) }], place: { at, desk_id, stream, seq } },
      ),
    known,
  );
}

/** The value that stands of each field that was ever written. */
export function standing<R, F extends string>(
  { names }: FieldsOf<R, F>,
  writes: readonly FieldWrite[],
): FieldValue<F>[] {
  return names.flatMap((field) => {
    const write = writes.findLast((one) => one.field === field);
    return write === undefined ? [] : [{ field, value: JSON.parse(write.value) as unknown }];
  });
}

/**
 * Writes that an imported row adds to those of its fields: a new value of the library system is a write at this moment, a repeated one is none, so
 * that the edit of a person stands until the library system has another value.
 */
export function saidAnew<R, F extends string>(
  fields: FieldsOf<R, F>,
  { row, known }: WrittenRow<R>,
  now: number,
): FieldWrite[] {
  return fields.names.flatMap((field) => {
    const said = known.findLast((one) => one.field === field && one.desk_id === '');
    // Written before the library system had the row.
    if (said === undefined && known.some((one) => one.field === field))
      return [writeOf(field, fields.valueOf(row, field), SINCE_EVER)];
    if (said === undefined) return [];
    const write = writeOf(field, fields.valueOf(row, field), { ...SINCE_EVER, at: now });
    return write.value === said.value ? [] : [write];
  });
}

function writeOf(field: string, value: unknown, place: WritePlace): FieldWrite {
  return { field, ...place, value: JSON.stringify(value) };
}
