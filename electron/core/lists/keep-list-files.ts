// Keeps lists of this desk fresh as files in a folder: every so many minutes, soon after the line goes or comes back, and when a person asks for it. The worker
// makes and writes them. One round at a time: a folder that does not answer holds up no more than itself.

import { MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import { areListFilesOld } from '../../../shared/circ/model/list-files.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { LISTS, type ListName } from '../../../shared/lists/all.ts';
import type { AnyList } from '../../../shared/lists/define-list.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { isLeaseOver } from '../lease.ts';
import { revokedAt } from '../revocation.ts';
import type { ListFilesAnswer, ListFilesJob } from './list-files-job.ts';
import {
  chooseListFiles,
  listFileFacts,
  listFilesChosen,
  listFilesEnds,
  noteListFiles,
  type ListFilesChosen,
  type ListFilesEnds,
} from './list-files-setting.ts';

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
  readonly terms: () => DeskTerms['listFiles'] | null;
  /** The files of the desk. */
  readonly files: () => Pick<ListFilesJob, 'dir' | 'ledgerKey' | 'replica'>;
  readonly write: (job: ListFilesJob) => Promise<ListFilesAnswer>;
  /** Ages or troubles changed. */
  readonly changed: () => void;
  readonly onBug: (error: unknown) => void;
};

/** Begins where a folder is chosen, and goes on until it is stopped. */
export class ListFilesKeeper {
  readonly #parts: ListFilesParts;
  #cancel: (() => void) | null = null;
  #isStopped = false;
  #wasOnline: boolean;
  #wasOld = false;
  #round: Promise<void> | null = null;

  constructor(parts: ListFilesParts) {
    this.#parts = parts;
    this.#wasOnline = parts.isOnline();
    this.#wait(FIRST_AFTER_MS);
  }

  get isWriting(): boolean {
    return this.#round !== null;
  }

  /** Another folder, other minutes, or none: files that are kept no more are removed. */
  choose(chosen: ListFilesChosen | null): void {
    const { ledger, changed } = this.#parts;
    const before = listFilesChosen(ledger);
    chooseListFiles(ledger, chosen);
    if (before !== null && before.folder !== chosen?.folder) {
      // A round that hangs there holds the new folder up no longer.
      this.#round = null;
      this.#remove(before);
    }
    changed();
    this.#wait(LOOK_EVERY_MS);
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
      if (listFilesChosen(ledger) === null) return;
      this.#cancel ??= timers.after(ms, () => {
        this.#cancel = null;
        this.#safely(() => this.#look());
        this.#wait(LOOK_EVERY_MS);
      });
    });
  }

  #look(): void {
    const { ledger, now, isOnline, changed } = this.#parts;
    // With a round under way, a change of the line waits for a later look.
    const isDue = this.#isOver() || isRoundDue(ledger, now(), isOnline() !== this.#wasOnline);
    if (this.#round === null && isDue) this.#begin();
    const facts = listFileFacts(ledger);
    const isOld = facts !== null && areListFilesOld(facts, now());
    if (isOld !== this.#wasOld) changed();
    this.#wasOld = isOld;
  }

  #begin(): void {
    const { ledger, isOnline, changed } = this.#parts;
    const chosen = listFilesChosen(ledger);
    if (chosen === null || this.#round !== null) return;
    if (this.#isOver()) {
      this.choose(null);
      return;
    }
    this.#wasOnline = isOnline();
    const begun = this.#run(chosen).finally(() => {
      if (this.#round === begun) this.#round = null;
      this.#safely(changed);
    });
    this.#round = begun;
    changed();
  }

  /** Lists with patrons in them are not left behind by a desk that may have none any more. */
  #isOver(): boolean {
    const { ledger, terms } = this.#parts;
    return revokedAt(ledger) !== null || terms() === 'none';
  }

  async #run(chosen: ListFilesChosen): Promise<void> {
    const { ledger, timers, write, onBug } = this.#parts;
    const stopWaiting = timers.after(SLOW_AFTER_MS, () => this.#note({ kind: 'failed', trouble: 'slow' }));
    const answer = await write(jobOf(this.#parts, chosen)).catch((error: unknown): ListFilesAnswer => {
      onBug(error);
      return { kind: 'failed', trouble: 'failed' };
    });
    stopWaiting();
    this.#safely(() => {
      // Another folder may have been chosen meanwhile.
      if (listFilesChosen(ledger)?.folder === chosen.folder) this.#note(answer);
      else this.#remove(chosen);
    });
  }

  #note(answer: ListFilesAnswer): void {
    this.#safely(() => {
      const { ledger, now, changed } = this.#parts;
      noteListFiles(ledger, endsAfter(listFilesEnds(ledger), answer, now()));
      changed();
    });
  }

  #remove(chosen: ListFilesChosen): void {
    const { write, onBug } = this.#parts;
    const job = { ...jobOf(this.#parts, chosen), lists: [], dropped: chosen.lists, isOver: true };
    write(job).catch(onBug);
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

function jobOf(parts: ListFilesParts, { folder, lists }: ListFilesChosen): ListFilesJob {
  const { ledger, now, language, terms, files } = parts;
  const isWithoutPatrons = terms() === 'no-patrons';
  const dropped = isWithoutPatrons ? lists.filter(isOfPatrons) : [];
  return {
    ...files(),
    folder,
    lists: lists.filter((list) => !dropped.includes(list)),
    dropped,
    isOver: false,
    language: language(),
    now: now(),
    areDetailsLocked: isLeaseOver(ledger, now()),
    isWithoutPatrons,
    isKnown: listFilesEnds(ledger).lists.some(({ writtenAt }) => writtenAt !== null),
  };
}

/** A list that asks for the right to see accounts is of no use without the people in it. */
function isOfPatrons(list: ListName): boolean {
  const { right }: AnyList = LISTS[list];
  return right === 'edit-patrons';
}

/** A clock that was set back makes a round due as well. A line that comes and goes all the time does not: PDFs take their time. */
function isRoundDue(ledger: LedgerWriter, now: Instant, isLineChanged: boolean): boolean {
  const chosen = listFilesChosen(ledger);
  if (chosen === null) return false;
  const { triedAt, trouble } = listFilesEnds(ledger);
  if (triedAt === null || triedAt > now) return true;
  const isEarly = isLineChanged || trouble !== null;
  const every = chosen.everyMinutes * MINUTE_MS;
  return now - triedAt >= (isEarly ? Math.min(every, EARLY_AFTER_MS) : every);
}

function endsAfter(before: ListFilesEnds, answer: ListFilesAnswer, triedAt: Instant): ListFilesEnds {
  if (answer.kind === 'failed') return { ...before, triedAt, trouble: answer.trouble };
  const lists = answer.lists.map(({ list, at, rows, trouble }) => {
    const last = before.lists.find((one) => one.list === list);
    // A list that was not written keeps its last file.
    return at === null
      ? { list, writtenAt: last?.writtenAt ?? null, rows: last?.rows ?? 0, trouble }
      : { list, writtenAt: at, rows, trouble };
  });
  return { triedAt, trouble: lists.find((one) => one.trouble !== null)?.trouble ?? null, lists };
}
