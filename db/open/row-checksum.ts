// A checksum of a set of rows that does not depend on their order, so that it can be kept while rows come and go: the hashes of the rows'
// lines, laid over each other bit by bit. Keys are distinct, so that no two lines are alike. [I9]

import { hash } from 'node:crypto';

const WORDS = 8;

/** Holds the checksum of the rows that were added. */
export class RowChecksum {
  readonly #words = new Uint32Array(WORDS);

  /** Adds the line of a row (`chunkLine`). */
  add(line: string): void {
    const bytes = hash('sha256', line, 'buffer');
    for (let word = 0; word < WORDS; word += 1) this.#lay(word, bytes.readUInt32BE(word * 4));
  }

  /** Adds the rows of another. */
  addAll(other: RowChecksum): void {
    for (let word = 0; word < WORDS; word += 1) this.#lay(word, other.#words[word] ?? 0);
  }

  /** 64 hex digits; zeros for no rows. */
  get hex(): string {
    return Array.from(this.#words, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  #lay(word: number, bits: number): void {
    this.#words[word] = (this.#words[word] ?? 0) ^ bits;
  }
}
