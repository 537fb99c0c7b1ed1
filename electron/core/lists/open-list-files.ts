// The lists that a running desk keeps as files, tied to its files, its line and its worker.

import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Clock, Timers } from '../../../shared/core/ports.ts';
import { areListFilesOld } from '../../../shared/circ/model/list-files.ts';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import { LanguageSchema } from '../../../shared/core/language.ts';
import { readSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import type { CoreConfig } from '../messages.ts';
import type { DeskFiles } from '../open-desk-files.ts';
import type { Background } from '../worker-background.ts';
import type { DeskListFiles } from './desk-list-files.ts';
import { ListFilesKeeper } from './keep-list-files.ts';
import { listFileFacts } from './list-files-setting.ts';
import { listFolders } from './list-folders.ts';

type Options = {
  readonly config: Pick<CoreConfig, 'dataDir' | 'listPlaces'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly background: Pick<Background, 'writeLists'>;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

type Parts = {
  readonly keeper: Pick<CopyKeeper, 'read' | 'place'>;
  readonly engine: { readonly isOnline: () => boolean };
  readonly changes: { readonly statusChanged: () => void };
  readonly onBug: (name: string, error: unknown) => void;
};

/** Of a desk with these files. */
export function openListFiles(
  { config: { dataDir: dir, listPlaces }, clock, timers, background, log }: Options,
  { ledger, secrets: { ledgerKey } }: Pick<DeskFiles, 'ledger' | 'secrets'>,
  { keeper, engine, changes, onBug }: Parts,
): DeskListFiles {
  const kept = new ListFilesKeeper({
    ledger,
    now: () => clock.now(),
    timers,
    isOnline: () => engine.isOnline(),
    language: () => readSetting(ledger, 'language', LanguageSchema) ?? 'en',
    terms: () => keeper.read(({ library }) => library.deskTerms().listFiles ?? null, null),
    files: () => ({ dir, ledgerKey, replica: keeper.place }),
    write: background.writeLists,
    changed: () => changes.statusChanged(),
    onBug: (error) => onBug('listFiles', error),
    onFault: ({ kind, place }) => log('core.bug', { name: 'listFiles', error: kind, stack: place }),
  });
  const places = listPlaces === undefined ? undefined : () => Promise.resolve(listPlaces);
  return { keeper: kept, stop: () => kept.stop(), folders: listFolders(dir, places) };
}

/** List-file part of the sync status. */
export function listFilesStatus(ledger: Ledger, now: Instant): Pick<SyncStatus, 'listFiles'> {
  const facts = listFileFacts(ledger);
  if (facts === null) return {};
  const { writtenAt, trouble } = facts;
  const at = writtenAt === null ? null : formatInstant(writtenAt);
  return { listFiles: { writtenAt: at, isOld: areListFilesOld(facts, now), trouble } };
}
