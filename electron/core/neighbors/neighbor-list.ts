// The other desks of the branch as the library names them, kept in the ledger for the time without a line. Nothing else makes a desk trusted.

import { isStreamOf, type StreamId } from '../../../shared/core/ids.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import { NeighborsResponseSchema, type Neighbor, type NeighborsResponse } from '../../../shared/wire/neighbors.ts';
import { readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';

const settingName = 'neighbors';

export class NeighborList {
  readonly #ledger: LedgerWriter;
  #desks: readonly Neighbor[];

  constructor(ledger: LedgerWriter) {
    this.#ledger = ledger;
    this.#desks = readSetting(ledger, settingName, NeighborsResponseSchema)?.desks ?? [];
  }

  get desks(): readonly Neighbor[] {
    return this.#desks;
  }

  /** The desk of a key; null for any other key. */
  ofKey(publicKey: string): Neighbor | null {
    return this.#desks.find((desk) => desk.publicKey === publicKey) ?? null;
  }

  /** The desk that alone writes a stream. A stream that does not name its desk is of none. */
  ofStream(stream: StreamId): Neighbor | null {
    if (!stream.includes('.')) return null;
    return this.#desks.find(({ deskId }) => isStreamOf(stream, deskId)) ?? null;
  }

  /** Takes the library's word; false where it is the same as before. */
  take({ desks }: NeighborsResponse): boolean {
    if (isSameData(desks, this.#desks)) return false;
    writeSetting(this.#ledger, settingName, { desks });
    this.#desks = desks;
    return true;
  }
}
