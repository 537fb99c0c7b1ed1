// How programs other than desks write to the library: import, demo, administration. Works while `serve` runs on the same database or not:
// every chunk is one short transaction (about 30 ms) with one feed position. Loans, holds, statuses, fees, credits and exceptions are never
// written as rows: give opening acts to `putActs`, after the rows and policies that they name, and the folds make them.
// Open a store with `openStore` of store/open-store.ts; read with store/read-rows.ts; import-memory.ts keeps imported rows.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { Branch } from '../../shared/circ/model/branch.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { LibrarySchema, type Library, type Row } from '../../shared/wire/rows.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { createReferences } from '../timeline/references.ts';
import { activateRules } from './activate-rules.ts';
import { closeBranch, type BranchClosing, type ClosingCount } from './close-branch.ts';
import { dropRowChunk, type Dropped } from './drop-rows.ts';
import { editRules, type EditAsked, type Edited } from './edit-rules.ts';
import { foldSomeUnderRules, hasRulesToFoldUnder } from './fold-under-rules.ts';
import { inChunks } from './in-chunks.ts';
import { dropActChunk, putActChunk } from './put-acts.ts';
import {
  putBranchChunk,
  putItemChunk,
  putLocationChunk,
  putPatronChunk,
  putRowChunk,
  putTitleChunk,
  type CatalogueKind,
  type PutContext,
} from './put-rows.ts';

/** The result of a write: rows that were new or different, and rows that were there already byte for byte. */
export type PutCount = { readonly written: number; readonly unchanged: number };

export type LibraryWriter = {
  /** Makes the library, or changes its name, zone or currency. */
  readonly createLibrary: (library: Library) => Promise<void>;
  /** Changes the settings of the library, from their state at that moment. Returns the new state. Throws HF-SERVER-006 without one. */
  readonly changeLibrary: (change: (library: Library, branches: readonly Branch[]) => Library) => Promise<Library>;
  /**
   * Upserts catalogue rows under their key. An item that has acts keeps its folded `base` and `state`; those of the row
   * are ignored. A patron's card or an item's barcode that a desk minted a provisional row for joins the two. `seen`:
   * the patrons that the rows were made of, by key; later writes stay.
   */
  readonly putRows: <K extends CatalogueKind>(
    kind: K,
    rows: Iterable<Row<K>>,
    seen?: ReadonlyMap<string, Row<K>>,
  ) => Promise<PutCount>;
  /** Takes rows away that nothing depends on; those with acts, loans, holds or money are kept and named. */
  readonly dropRows: (kind: 'title' | 'item' | 'patron' | 'location', keys: Iterable<string>) => Promise<Dropped>;
  /** Puts opening acts (`openLoan`, `openHold`; empty desk and stream) on their timelines and folds. An act of a known id replaces it. */
  readonly putActs: (acts: Iterable<Act>) => Promise<PutCount>;
  /** Takes opening acts off their timelines again. */
  readonly dropActs: (ids: Iterable<string>) => Promise<number>;
  /**
   * Stores a rule set and puts it in force from `at`, unless the set that was put in force last is this one. Loans under rules that were not there
   * are folded again; work left over when the program dies is done by the next call or any server of the library.
   */
  readonly activateRuleSet: (ruleSet: RuleSet, at: Instant) => Promise<void>;
  /** Checks an edit of the rules in force and puts it in force, or takes the last change back. Throws the errors of `editRules` of edit-rules.ts. */
  readonly editRules: (edit: EditAsked) => Promise<Edited>;
  /** Closes a branch for a window: dates and waits in it move, fines stop. Throws the errors of `closeBranch` of close-branch.ts. */
  readonly closeBranch: (closing: BranchClosing) => Promise<ClosingCount>;
};

/** Opens a writer on a store. It holds nothing, so it needs no closing. */
export function openLibraryWriter(store: Store, clock: Clock): LibraryWriter {
  const references = createReferences();
  const chunk = <T>(work: (context: PutContext) => Promise<T>): Promise<T> =>
    writeAndPublish(store, (publishing) => work({ ...publishing, references, now: clock.now() }));
  const mono = () => clock.mono();
  const count = async <T>(
    items: Iterable<T>,
    work: (chunk: readonly T[], context: PutContext) => Promise<number>,
  ): Promise<PutCount> => {
    let all = 0;
    let written = 0;
    await inChunks(items, mono, async (some) => {
      all += some.length;
      written += await chunk((context) => work(some, context));
    });
    return { written, unchanged: all - written };
  };
  const foldUnderRules = async () => {
    let isMore = await store.read(hasRulesToFoldUnder);
    while (isMore) {
      isMore = await chunk(({ tx, now, changes }) => foldSomeUnderRules(tx, { references, now }, changes));
      // Others get their turn between two transactions.
      await new Promise(setImmediate);
    }
  };
  return {
    createLibrary: async (library) => {
      await chunk((context) => putRowChunk('library', [library], context));
    },
    changeLibrary: (change) => chunk((context) => changeLibrary(change, context)),
    putRows: (kind, rows, seen) => {
      const put = putterOf(kind);
      return count(rows, (some, context) => put(some, { ...context, seen }));
    },
    dropRows: async (kind, keys) => {
      const dropped: string[] = [];
      const kept: string[] = [];
      await inChunks(keys, mono, async (some) => {
        const done = await chunk((context) => dropRowChunk(kind, some, context));
        dropped.push(...done.dropped);
        kept.push(...done.kept);
      });
      return { dropped, kept };
    },
    putActs: (acts) => count(acts, putActChunk),
    dropActs: async (ids) => (await count(ids, dropActChunk)).written,
    activateRuleSet: async (ruleSet, at) => {
      await chunk((context) => activateRules(ruleSet, { at }, context));
      await foldUnderRules();
    },
    editRules: async (edit) => {
      const edited = await chunk((context) => editRules(edit, context));
      await foldUnderRules();
      return edited;
    },
    closeBranch: async (closing) => {
      const count = await chunk((context) => closeBranch(closing, context));
      await foldUnderRules();
      return count;
    },
  };
}

async function changeLibrary(
  change: (library: Library, branches: readonly Branch[]) => Library,
  context: PutContext,
): Promise<Library> {
  const { tx } = context;
  await tx.lock(['library']);
  const [library] = await readAllRows(tx, 'library');
  if (library === undefined) throw new HoldfastError('HF-SERVER-006');
  const changed = LibrarySchema.parse(change(library, await readAllRows(tx, 'branch')));
  await putRowChunk('library', [changed], context);
  return changed;
}

/** Titles, items, patrons, branches and locations have more to be minded than that their rows are written. */
function putterOf<K extends CatalogueKind>(kind: K): (rows: readonly Row<K>[], context: PutContext) => Promise<number> {
  const special: { readonly [S in CatalogueKind]?: (rows: readonly Row<S>[], context: PutContext) => Promise<number> } =
    {
      title: putTitleChunk,
      item: putItemChunk,
      patron: putPatronChunk,
      branch: putBranchChunk,
      location: putLocationChunk,
    };
  return special[kind] ?? ((rows, context) => putRowChunk(kind, rows, context));
}
