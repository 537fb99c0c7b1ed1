// How checks read the files that a desk has open: over the desk's own handles, since what they read then is what the desk would, but past
// whatever its connections remember. So what a desk remembers wrongly shows as any other wrong thing that it shows.

import { Connection, type FileKind, type Handle, type Reader } from '../../../../db/open/connection.ts';
import type { DriverDatabase } from '../../../../db/open/driver.ts';

/** Runs a look at a file, which sees one state of it, and gives it a reader that begins with nothing remembered. */
export type OwnReads<F extends FileKind> = <T>(handle: Handle<F>, look: (reader: Reader<F>) => T) => T;

/** Keeps a reader for each handle, with its prepared statements, as long as the handle is there. */
export function ownReads<F extends FileKind>(): OwnReads<F> {
  const readers = new WeakMap<DriverDatabase, Connection<F, 'read'>>();
  return ({ file, path, raw }, look) => {
    const reader = readers.get(raw) ?? new Connection({ file, access: 'read', path, raw });
    readers.set(raw, reader);
    reader.remember();
    reader.forget();
    reader.run('BEGIN');
    try {
      return look(reader);
    } finally {
      if (raw.inTransaction) reader.run('ROLLBACK');
    }
  };
}
