// A replica in a folder of its own, loaded from rows.

import { mkdirSync } from 'node:fs';
import {
  openReplica,
  openReplicaReader,
  type ReplicaPlace,
  type ReplicaReader,
  type ReplicaWriter,
} from '../../../../db/replica/open-replica.ts';
import { testKey } from './test-desk.ts';
import type { TestRow } from './test-rows.ts';
import { loadRows } from './test-snapshot.ts';

export type TestReplica = {
  readonly place: ReplicaPlace;
  readonly writer: ReplicaWriter;
  readonly reader: ReplicaReader;
  readonly close: () => void;
};

/** Loads the rows as generation 1 of `dir` and opens both connections. */
export function testReplica(dir: string, rows: readonly TestRow[], lastSeq: Record<string, number> = {}): TestReplica {
  mkdirSync(dir, { recursive: true });
  const place = { dir, generation: 1, key: testKey };
  loadRows(place, rows, { lastSeq });
  const opened = openReplica(place);
  if (opened.kind === 'rebuild') throw new Error(opened.reason);
  const reader = openReplicaReader(place);
  return {
    place,
    writer: opened.writer,
    reader,
    close: () => {
      reader.close();
      opened.writer.close();
    },
  };
}
