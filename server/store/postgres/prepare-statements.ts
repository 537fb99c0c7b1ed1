// Statements that are sent again and again are read and planned by PostgreSQL once on each connection, and not each time: a fifth of its work under
// many desks. A statement that takes all columns there are stays as it is: its plan would break when a newer server adds one beside this one.

import type pg from 'pg';

/** Texts that are counted at most; further ones are sent as they are. Long lists of values make new texts without end. */
const MOST_TEXTS = 1_000;
/** A statement gets its name when it comes this often. */
const OFTEN = 3;

const takesAllColumns = /(select|returning) \*|\.\*/;

/** The name of a statement that is worth one; null for any other. */
export function createStatementNames(): (text: string) => string | null {
  const seen = new Map<string, { times: number; readonly name: string }>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) {
      known.times += 1;
      return known.times >= OFTEN ? known.name : null;
    }
    if (seen.size < MOST_TEXTS && !takesAllColumns.test(text))
      seen.set(text, { times: 1, name: `holdfast_${seen.size}` });
    return null;
  };
}

/** Makes every connection of a pool send named statements by name. */
export function prepareStatements(pool: pg.Pool): void {
  const nameOf = createStatementNames();
  pool.on('connect', (client) => {
    const query: unknown = Reflect.get(client, 'query');
    if (typeof query !== 'function') return;
    const send = (...args: readonly unknown[]): unknown => Reflect.apply(query, client, args);
    Object.assign(client, {
      query: (...args: readonly unknown[]): unknown => {
        const [text, values] = args;
        if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return send(...args);
        const name = nameOf(text);
        return name === null ? send(...args) : send({ name, text, values });
      },
    });
  });
}
