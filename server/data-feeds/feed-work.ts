// A feed's file while it is taken in: the request, and the shared parts of the work.

import type { Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { FeedLayout } from '../../shared/formats/feed-layout.ts';
import {
  EVERGREEN,
  evergreenItem,
  evergreenLocation,
  evergreenPatron,
  evergreenTitle,
} from '../import/evergreen/source-ids.ts';
import { recordIds, type RecordIds } from '../import/records/record-ids.ts';
import type { ImportSink } from '../import/write/import-sink.ts';
import type { Store } from '../store/store.ts';
import type { Accounts } from './feed-accounts.ts';
import type { Members } from './feed-members.ts';
import type { Notes } from './feed-report.ts';
import type { FeedReading } from './read-feed-file.ts';

export type FeedParts = { readonly store: Store; readonly clock: Clock };

export type Taking = {
  /** The system that its rows come from. */
  readonly system: string;
  readonly layout: FeedLayout;
  readonly file: { readonly name: string; readonly bytes: Buffer };
  /** When the file was taken: accounts of those who left end by the day of it. */
  readonly takenAt: Instant;
  readonly isDryRun: boolean;
  /** Systems of earlier imports whose ids are those of the file. */
  readonly sameIds: readonly string[];
  /** The kind of system whose locations the file names by their ids there; null = by their ids or names here. */
  readonly locationsOf: string | null;
  /** A file without rows is no fault: nothing of use changed. */
  readonly mayBeEmpty: boolean;
  /** Called as it goes on. */
  readonly onRows?: () => void;
};

/** The keys that a feed makes. A location is that of an import of such a system. */
export function ownKeys({ system, locationsOf }: Pick<Taking, 'system' | 'locationsOf'>): RecordIds {
  return recordIds(system, locationsOf === EVERGREEN ? evergreenLocation : undefined);
}

type Keys = Pick<RecordIds, 'patron' | 'item' | 'title'>;

/** The keys that a feed makes, and those that others made of the same ids. */
export function keysOf({ system, sameIds }: Pick<Taking, 'system' | 'sameIds'>): readonly [Keys, ...(readonly Keys[])] {
  return [recordIds(system), ...sameIds.map(importedKeys)];
}

/** Of Evergreen, all keys are hashed. */
function importedKeys(system: string): Keys {
  return system === EVERGREEN
    ? { patron: evergreenPatron, item: evergreenItem, title: evergreenTitle }
    : recordIds(system);
}

/** The shared parts of the work. */
export type Work = Taking & {
  readonly store: Store;
  readonly sink: ImportSink;
  readonly members: Members;
  readonly reading: FeedReading;
  readonly noting: Notes;
  /** The owners of accounts. */
  readonly accounts: Accounts;
  /** How many the feed had before. */
  readonly known: number;
};
