// The mark of a key store in a file of two slots that are written in turn, in place: it takes microseconds, needs no room on a full disk, and a slot
// that was torn or spoiled leaves the one before it, which is behind and not false. [I1] [I4] [I23]

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { sha256Hex } from '../../shared/core/digest.ts';
import { StreamIdSchema } from '../../shared/core/ids.ts';
import { errorCode } from '../open/driver.ts';
import { replaceFile } from '../open/replace-file.ts';
import { errorAt } from '../open/sqlite-error.ts';
import type { SeqMark } from './key-store.ts';

/** Slots lie in sectors of their own. */
const SLOT_BYTES = 4_096;

/** `n` counts writes: the higher is the newer. Absent = of a form that had one slot; then the check may be, too. */
const SlotSchema = z.object({
  n: z.int().min(1).optional(),
  stream: StreamIdSchema,
  seq: z.int().min(0),
  check: z.string().optional(),
});

type Slot = { readonly at: number; readonly n: number; readonly mark: SeqMark };

export class MarkFile {
  readonly #path: string;
  /** The slot that this program wrote last: reading the file again would take longer than writing it. */
  #written: Slot | null = null;
  #underWay: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** The mark; null where there is none or none that can be read. */
  load(): SeqMark | null {
    return newestOf(slotsIn(this.#read()))?.mark ?? null;
  }

  /** Writes it: the file has it when the call returns, the disk when the promise resolves. It rejects where either refuses. */
  async save(mark: SeqMark): Promise<void> {
    const before = this.#written ?? this.#whole();
    // A write that fails may leave anything.
    this.#written = null;
    const next: Slot = { at: before?.at === 0 ? SLOT_BYTES : 0, n: (before?.n ?? 0) + 1, mark };
    const follows = before !== null && before.mark.stream === mark.stream && before.mark.seq <= mark.seq;
    if (follows) this.#writeAt(next);
    // The mark in the other slot would be false, not just older, so both are replaced.
    else replaceFile(this.#path, Buffer.concat([textOf(next), textOf(next)]));
    this.#written = next;
    if (follows) await this.#force();
  }

  /** The newest slot of a file that has both; null otherwise. */
  #whole(): Slot | null {
    const bytes = this.#read();
    return bytes.length === 2 * SLOT_BYTES ? newestOf(slotsIn(bytes)) : null;
  }

  #read(): Buffer {
    try {
      return readFileSync(this.#path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
      throw errorAt(this.#path, error);
    }
  }

  #writeAt(slot: Slot): void {
    try {
      const file = openSync(this.#path, 'r+');
      try {
        const text = textOf(slot);
        writeSync(file, text, 0, text.length, slot.at);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw errorAt(this.#path, error);
    }
  }

  /** Marks that are written while one is being forced share the next turn. */
  #force(): Promise<void> {
    this.#waiting ??= this.#underWay.then(() => {
      this.#waiting = null;
      const forced = forceFile(this.#path);
      this.#underWay = forced.catch(() => undefined);
      return forced;
    });
    return this.#waiting;
  }
}

async function forceFile(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw errorAt(path, error);
  }
}

function newestOf(slots: readonly (Slot | null)[]): Slot | null {
  return slots.reduce((best, slot) => (slot !== null && slot.n > (best?.n ?? -1) ? slot : best), null);
}

function slotsIn(bytes: Buffer): readonly (Slot | null)[] {
  return [0, SLOT_BYTES].map((at) => slotIn(at, bytes.toString('utf8', at, at + SLOT_BYTES)));
}

function slotIn(at: number, text: string): Slot | null {
  try {
    const [line = ''] = text.split('\n', 1);
    const { n, check, ...mark } = SlotSchema.parse(JSON.parse(line));
    const isWhole = n === undefined && check === undefined ? true : check === checkOf(mark, n);
    // A number that the disk made larger would have acts missed that never were.
    return isWhole ? { at, n: n ?? 0, mark } : null;
  } catch {
    return null;
  }
}

/** A whole slot: one line, and spaces behind it. */
function textOf({ n, mark }: Slot): Buffer {
  const text = Buffer.alloc(SLOT_BYTES, ' ');
  text.write(`${JSON.stringify({ n, ...mark, check: checkOf(mark, n) })}\n`);
  return text;
}

function checkOf({ stream, seq }: SeqMark, n?: number): string {
  return sha256Hex(`${n === undefined ? '' : `${n} `}${stream} ${seq}`).slice(0, 16);
}
