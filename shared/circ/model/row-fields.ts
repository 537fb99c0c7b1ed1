// Fields of a catalog row that staff may write, one at a time: of two edits of one field the later by effective time stands, in any order of arrival.

/** One field with its value. */
export type FieldValue<F extends string> = { readonly field: F; readonly value: unknown };

/** The fields of one kind of row. `R`: the row, `P`: some of its fields; absent = left as they are. */
export type RowFields<R, F extends string, P> = {
  /** Every field, in the order of the form. */
  readonly names: readonly F[];
  /** Whether a text names a field. */
  readonly isField: (text: string) => text is F;
  /** The value of a field; null = nothing. */
  readonly valueOf: (row: R, field: F) => unknown;
  /** The fields that are written, each with its value. */
  readonly written: (fields: P) => readonly FieldValue<F>[];
  /** Those of the fields that would change the row. */
  readonly changed: (row: R, fields: P) => P;
  /** Fields of their values. */
  readonly of: (values: readonly FieldValue<F>[]) => P;
};

type Some<F extends string> = Partial<Readonly<Record<F, unknown>>>;

/** The fields of a schema's shape; `parse` is that of the schema in which each may be absent. */
export function rowFields<R extends Some<F>, F extends string, P extends Some<F>>(
  shape: Readonly<Record<F, unknown>>,
  parse: (fields: unknown) => P,
): RowFields<R, F, P> {
  const isField = (text: string): text is F => Object.hasOwn(shape, text);
  const names = Object.keys(shape).filter(isField);
  const valueOf = (row: R, field: F): unknown => row[field] ?? null;
  const of = (values: readonly FieldValue<F>[]): P =>
    parse(Object.fromEntries(values.map(({ field, value }) => [field, value])));
  const written = (fields: P): FieldValue<F>[] =>
    names.flatMap((field) => (fields[field] === undefined ? [] : [{ field, value: fields[field] }]));
  return {
    names,
    isField,
    valueOf,
    written,
    of,
    changed: (row, fields) =>
      of(written(fields).filter(({ field, value }) => JSON.stringify(value) !== JSON.stringify(valueOf(row, field)))),
  };
}
