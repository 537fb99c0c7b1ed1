// Keeps lists of this desk fresh as files in a folder: every so many minutes, soon after the line goes or comes back, and when a person asks for it. The worker
// makes and writes them. One round at a time: a folder that does not answer holds up no more than itself.

import { MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import { areListFilesOld } from '../../../shared/circ/model/list-files.ts';
import { readIdentity } from '../../../db/ledger/identity.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { isLeaseOver } from '../lease.ts';
import { revokedAt } from '../revocation.ts';
import type { ListFault, ListFilesAnswer } from './list-files-answer.ts';
import type { ListFilesJob } from './list-files-job.ts';
import {
  chooseListFiles,
  forgetLeft,
  isFolderKnown,
  leaveListFiles,
  leftListFiles,
  listFileFacts,
  listFilesChosen,
  listFilesEnds,
  noteListFiles,
  noteRemoved,
  paceListFiles,
  type LeftFiles,
  type ListFilesChosen,
  type ListFilesEnds,
  type ListFilesManner,
} from './list-files-setting.ts';
import { allowedLists, type ListFilesTerms } from './list-files-terms.ts';

/** A desk that starts has other things to do first. */
const FIRST_AFTER_MS: Millis = 5_000;
const LOOK_EVERY_MS: Millis = 10_000;
/** After trouble, and after a change of the line. */
const EARLY_AFTER_MS: Millis = MINUTE_MS;
/** A folder that takes longer does not answer. */
const SLOW_AFTER_MS: Millis = 2 * MINUTE_MS;

export type ListFilesParts = {
  readonly ledger: LedgerWriter;
  readonly now: () => Instant;
  readonly timers: Timers;
  readonly isOnline: () => boolean;
  readonly language: () => Language;
  /** The setting of the library. */
  readonly terms: () => ListFilesTerms;
  /** The files of the desk. */
  readonly files: () => Pick<ListFilesJob, 'dir' | 'ledgerKey' | 'replica'>;
  readonly write: (job: ListFilesJob) => Promise<ListFilesAnswer>;
  /** Ages or troubles changed. */
  readonly changed: () => void;
  readonly onBug: (error: unknown) => void;
  /** A list that could not be made. */
  readonly onFault: (fault: ListFault) => void;
};

/** Begins where a folder is chosen or files are to be removed, and goes on until it is stopped. */
export class ListFilesKeeper {
  readonly #parts: ListFilesParts;
  #cancel: (() => void) | null = null;
  #isStopped = false;
  #wasOnline: boolean;
  #wasOld = false;
  #round: Promise<void> | null = null;
  /** Counts folders that were chosen: a round of an earlier choice is not noted. */
  #choice = 0;
  /** Folders in which a worker writes or removes. */
  readonly #busy = new Set<string>();
  readonly #removedAt = new Map<string, Instant>();

  constructor(parts: ListFilesParts) {
    this.#parts = parts;
    this.#wasOnline = parts.isOnline();
    this.#wait(FIRST_AFTER_MS);
  }

  get isWriting(): boolean {
    return this.#round !== null;
  }

  /** Another folder, the same one anew, or none: files that are kept no more are removed. */
  choose(chosen: ListFilesChosen | null): void {
    const { ledger, changed } = this.#parts;
    const before = listFilesChosen(ledger);
    chooseListFiles(ledger, chosen);
    this.#choice += 1;
    // A round that hangs in another folder holds the new one up no longer.
    if (before?.folder !== chosen?.folder) this.#round = null;
    this.#removeLeft();
    changed();
    this.#wait(LOOK_EVERY_MS);
  }

  /** How often they are written. */
  pace(everyMinutes: number): void {
    paceListFiles(this.#parts.ledger, everyMinutes);
    this.#parts.changed();
  }

  /** Writes them now; with a round under way, waits for that one. Never rejects for the sake of the round. */
  async write(): Promise<void> {
    this.#safely(() => this.#begin());
    await this.#round;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  #wait(ms: Millis): void {
    this.#safely(() => {
      const { ledger, timers } = this.#parts;
      if (listFilesChosen(ledger) === null && leftListFiles(ledger).length === 0) return;
      this.#cancel ??= timers.after(ms, () => {
        this.#cancel = null;
        this.#safely(() => this.#look());
        this.#wait(LOOK_EVERY_MS);
      });
    });
  }

  #look(): void {
    const { ledger, now, changed } = this.#parts;
    if (this.#isOver()) this.choose(null);
    else if (this.#round === null && this.#isRoundDue()) this.#begin();
    this.#removeLeft();
    const facts = listFileFacts(ledger);
    const isOld = facts !== null && areListFilesOld(facts, now());
    if (isOld !== this.#wasOld) changed();
    this.#wasOld = isOld;
  }

  /** With a round under way, a change of the line waits for a later look. */
  #isRoundDue(): boolean {
    const { ledger, now, isOnline } = this.#parts;
    const { manner } = listFilesEnds(ledger);
    // Names that may be there no more do not stay until the next round.
    const isMannerChanged = manner !== null && !isSame(manner, mannerOf(this.#parts));
    return isRoundDue(ledger, now(), { isLineChanged: isOnline() !== this.#wasOnline, isMannerChanged });
  }

  #begin(): void {
    const { ledger, isOnline, changed } = this.#parts;
    const chosen = listFilesChosen(ledger);
    if (chosen === null || this.#round !== null || this.#busy.has(chosen.folder)) return;
    if (this.#isOver()) {
      this.choose(null);
      return;
    }
    this.#wasOnline = isOnline();
    const choice = this.#choice;
    const begun = this.#run(chosen).finally(() => {
      if (this.#round === begun) this.#round = null;
      this.#safely(() => {
        if (choice !== this.#choice) this.#goOn(chosen.folder);
        changed();
      });
    });
    this.#round = begun;
    changed();
  }

  /** Lists with patrons in them are not left behind by a desk that may have none any more. */
  #isOver(): boolean {
    const { ledger, terms } = this.#parts;
    return listFilesChosen(ledger) !== null && (revokedAt(ledger) !== null || terms() === 'none');
  }

  async #run(chosen: ListFilesChosen): Promise<void> {
    const { ledger, timers } = this.#parts;
    const job = jobOf(this.#parts, chosen);
    const choice = this.#choice;
    const stopWaiting = timers.after(SLOW_AFTER_MS, () => {
      if (choice === this.#choice) this.#note(job, { kind: 'failed', trouble: 'slow' });
    });
    const answer = await this.#ask(job);
    stopWaiting();
    this.#safely(() => {
      // Another folder may have been chosen meanwhile.
      if (choice === this.#choice) this.#note(job, answer);
      else if (answer.kind === 'written' && listFilesChosen(ledger)?.folder !== chosen.folder)
        leaveListFiles(ledger, { folder: chosen.folder, lists: chosen.lists, isKnown: true });
    });
  }

  async #ask(job: ListFilesJob): Promise<ListFilesAnswer> {
    const { write, onBug, onFault } = this.#parts;
    this.#busy.add(job.folder);
    try {
      const answer = await write(job);
      if (answer.kind !== 'removed') for (const fault of answer.faults ?? []) onFault(fault);
      return answer;
    } catch (error) {
      onBug(error);
      return { kind: 'failed', trouble: 'failed' };
    } finally {
      this.#busy.delete(job.folder);
    }
  }

  #note(job: ListFilesJob, answer: ListFilesAnswer): void {
    this.#safely(() => {
      const { ledger, now, changed } = this.#parts;
      const { isWithoutPatrons, areDetailsLocked } = job;
      const ends = endsAfter(listFilesEnds(ledger), answer, now());
      noteListFiles(ledger, { ...ends, manner: { isWithoutPatrons, areDetailsLocked } });
      if (answer.kind === 'written') {
        const gone = job.dropped.filter((list) => !answer.left.includes(list));
        forgetLeft(ledger, job.folder, gone);
      }
      changed();
    });
  }

  /** A folder is free again for what waited for it. */
  #goOn(folder: string): void {
    this.#removedAt.delete(folder);
    if (listFilesChosen(this.#parts.ledger)?.folder === folder) this.#begin();
    else this.#removeLeft();
  }

  /** Once a minute for each folder. Those in the folder of the lists go with a round. */
  #removeLeft(): void {
    const { ledger, now } = this.#parts;
    const here = listFilesChosen(ledger)?.folder;
    for (const left of leftListFiles(ledger)) {
      const { folder } = left;
      const wait = now() - (this.#removedAt.get(folder) ?? -Infinity);
      if (folder === here || this.#busy.has(folder) || (wait >= 0 && wait < EARLY_AFTER_MS)) continue;
      this.#removedAt.set(folder, now());
      void this.#remove(left);
    }
  }

  async #remove(left: LeftFiles): Promise<void> {
    const { ledger, changed } = this.#parts;
    const { folder, lists, isKnown } = left;
    const job = jobOf(this.#parts, { folder, lists: [] });
    const answer = await this.#ask({ ...job, dropped: lists, isOver: true, isKnown });
    this.#safely(() => {
      const isChosenAgain = listFilesChosen(ledger)?.folder === folder;
      if (answer.kind === 'removed' && !isChosenAgain) noteRemoved(ledger, left);
      if (answer.kind === 'removed' || isChosenAgain) this.#goOn(folder);
      changed();
    });
  }

  /** Work of a timer or of a round: its error must not end the program. */
  #safely(work: () => void): void {
    try {
      if (!this.#isStopped) work();
    } catch (error) {
      this.#parts.onBug(error);
    }
  }
}

function jobOf(
  parts: ListFilesParts,
  { folder, lists: asked }: Pick<ListFilesChosen, 'folder' | 'lists'>,
): ListFilesJob {
  const { ledger, now, language, terms, files } = parts;
  const { lists, dropped } = allowedLists(terms(), asked);
  const left = leftListFiles(ledger).find((one) => one.folder === folder)?.lists ?? [];
  return {
    ...files(),
    desk: readIdentity(ledger)?.deskId ?? null,
    folder,
    lists,
    dropped: [...new Set([...dropped, ...left])],
    isOver: false,
    language: language(),
    now: now(),
    ...mannerOf(parts),
    isKnown: isFolderKnown(listFilesEnds(ledger)),
  };
}

function mannerOf({ ledger, now, terms }: ListFilesParts): ListFilesManner {
  return { isWithoutPatrons: terms() === 'no-patrons', areDetailsLocked: isLeaseOver(ledger, now()) };
}

function isSame(one: ListFilesManner, other: ListFilesManner): boolean {
  return one.isWithoutPatrons === other.isWithoutPatrons && one.areDetailsLocked === other.areDetailsLocked;
}

/** A clock that was set back makes a round due as well. A line that comes and goes all the time does not: PDFs take their time. */
function isRoundDue(
  ledger: LedgerWriter,
  now: Instant,
  { isLineChanged, isMannerChanged }: { readonly isLineChanged: boolean; readonly isMannerChanged: boolean },
): boolean {
  const chosen = listFilesChosen(ledger);
  if (chosen === null) return false;
  const { triedAt, trouble } = listFilesEnds(ledger);
  if (triedAt === null || triedAt > now || isMannerChanged) return true;
  const isEarly = isLineChanged || trouble !== null;
  const every = chosen.everyMinutes * MINUTE_MS;
  return now - triedAt >= (isEarly ? Math.min(every, EARLY_AFTER_MS) : every);
}

function endsAfter(before: ListFilesEnds, answer: ListFilesAnswer, triedAt: Instant): ListFilesEnds {
  if (answer.kind !== 'written')
    return { ...before, triedAt, trouble: answer.kind === 'failed' ? answer.trouble : null };
  const lists = answer.lists.map(({ list, at, rows, trouble }) => {
    const last = before.lists.find((one) => one.list === list);
    // A list that was not written keeps its last file.
    return at === null
      ? { list, writtenAt: last?.writtenAt ?? null, rows: last?.rows ?? 0, trouble }
      : { list, writtenAt: at, rows, trouble };
  });
  const trouble = lists.find((one) => one.trouble !== null)?.trouble ?? (answer.left.length === 0 ? null : 'busy');
  return { ...before, triedAt, trouble, lists };
}
