// One open database file with its prepared statements. A connection knows which file it is and whether it may write,
// so that a writer passed where a reader is due, or a ledger where a replica is due, does not compile.

import { valueOfText } from '../../shared/core/values-of-texts.ts';
import type { DriverDatabase, DriverStatement } from './driver.ts';
import { errorAt } from './sqlite-error.ts';

/** The files that programs of the project keep. */
export type FileKind = 'ledger' | 'replica' | 'central';

export type Access = 'read' | 'write';

/** A value that can be bound. Flags are 0 and 1. */
export type Bound = string | number | bigint | Uint8Array | null;

/** Answer of a statement that writes. */
export type Ran = { readonly changes: number; readonly lastInsertRowid: number | bigint };

/** Answers that are remembered at most, by each connection. */
const keptAnswers = 5_000;

/** Holds one connection. Statements are prepared once and kept; failures are HoldfastErrors that name the file. */
export class Connection<F extends FileKind, A extends Access> {
  readonly file: F;
  readonly access: A;
  readonly path: string;
  /** The driver's own handle, for query builders and for pragmas. */
  readonly raw: DriverDatabase;
  readonly #statements = new Map<string, DriverStatement>();
  /** Remembered answers; null while remembering is off. */
  #answers: Answers | null = null;
  #answered = 0;
  /** The state that the last `afresh` look read from the file. */
  #readAfresh: { readonly written: string; readonly answers: Answers | null; readonly answered: number } | null = null;
  readonly #free = new Map<string, DriverStatement[]>();
  #onWritten: (() => void) | null = null;

  constructor(opened: { readonly file: F; readonly access: A; readonly path: string; readonly raw: DriverDatabase }) {
    this.file = opened.file;
    this.access = opened.access;
    this.path = opened.path;
    this.raw = opened.raw;
  }

  /** The first row, or undefined. The caller vouches for the row's type: the columns that its SQL selects from strict tables. */
  get<R>(sql: string, ...bound: readonly Bound[]): R | undefined {
    return this.#guard(() => parseRow<R>(this.#prepared(sql).get(...bound)));
  }

  /** All rows. */
  all<R>(sql: string, ...bound: readonly Bound[]): R[] {
    return this.#guard(() => parseRows<R>(this.#prepared(sql).all(...bound)));
  }

  /**
   * From now on `known` and `allKnown` remember their answers until this connection writes. Only where no other connection writes the file, or
   * where `forget` is called after each of its commits.
   */
  remember(): void {
    this.#answers ??= noAnswers();
  }

  /** Something was written: remembered answers may be out of date. */
  forget(): void {
    this.#letGo();
    if (this.#answered === 0) return;
    this.#answers = this.#answers === null ? null : noAnswers();
    this.#answered = 0;
  }

  /**
   * Runs a look that reads one state of the file, never older answers. Answers of an earlier look are kept unless
   * SQLite's own counters show that the file was written since, by any connection.
   */
  afresh<T>(look: () => T): T {
    this.#letGo();
    const before = { answers: this.#answers, answered: this.#answered };
    this.#guard(() => this.#prepared('BEGIN').run());
    try {
      const written = this.#writtenUpTo();
      const known = this.#readAfresh?.written === written ? this.#readAfresh : { answers: noAnswers(), answered: 0 };
      this.#answers = known.answers;
      this.#answered = known.answered;
      const seen = look();
      this.#readAfresh = { written, answers: this.#answers, answered: this.#answered };
      return seen;
    } finally {
      this.#answers = before.answers;
      this.#answered = before.answered;
      if (this.raw.inTransaction) this.#prepared('ROLLBACK').run();
    }
  }

  /** A name for the state of the file: commits of other connections, and the number of rows that this one has written. */
  #writtenUpTo(): string {
    const others = this.get<{ readonly data_version: number }>('PRAGMA data_version');
    const own = this.get<{ readonly n: number }>('SELECT total_changes() AS n');
    return `${others?.data_version} ${own?.n}`;
  }

  /** Calls back after each write that other connections can see. */
  tellWritten(tell: () => void): void {
    this.#onWritten = tell;
  }

  /** The same as `get`, for queries repeated between two writes. The row is shared: do not change it. */
  known<R>(sql: string, ...bound: readonly Bound[]): R | undefined {
    return parseRow<R>(this.#remembered(sql, bound, 'get'));
  }

  /** The same as `all`. The rows are shared: do not change them. */
  allKnown<R>(sql: string, ...bound: readonly Bound[]): readonly R[] {
    return parseRow<readonly R[]>(this.#remembered(sql, bound, 'all'));
  }

  /** The value of a stored text of some kind, made by `parse` the first time. The value is shared: do not change it. */
  valueOf<T>(kind: string, text: string, parse: (text: string) => T): T {
    return valueOfText(`${this.file} ${kind}`, text, parse);
  }

  /** Rows one at a time. The connection can do nothing else until the iteration ends. */
  *each<R>(sql: string, ...bound: readonly Bound[]): Generator<R> {
    // One that is under way cannot begin again.
    const free = this.#free.get(sql) ?? [];
    this.#free.set(sql, free);
    const statement = free.pop() ?? this.#guard(() => this.raw.prepare(sql));
    try {
      for (const row of statement.iterate(...bound)) yield parseRow<R>(row);
    } catch (error) {
      throw errorAt(this.path, error);
    } finally {
      free.push(statement);
    }
  }

  /** Runs a statement that writes. */
  run(sql: string, ...bound: readonly Bound[]): Ran {
    const ran = this.#guard(() => this.#prepared(sql).run(...bound));
    this.#written();
    return ran;
  }

  /** Runs several statements without parameters. */
  exec(sql: string): void {
    this.#guard(() => this.raw.exec(sql));
    this.#written();
  }

  /**
   * Runs `work` in one SQL transaction that holds the write lock from its start. An error, or a commit that fails,
   * rolls everything back. An asynchronous function does not compile: another turn would join the transaction.
   */
  transaction<T>(work: () => T extends Promise<unknown> ? never : T): T {
    return this.#guard(() => {
      this.#prepared('BEGIN IMMEDIATE').run();
      try {
        const result = work();
        this.#prepared('COMMIT').run();
        this.#written();
        return result;
      } catch (error) {
        this.forget();
        if (this.raw.inTransaction) this.#prepared('ROLLBACK').run();
        throw error;
      }
    });
  }

  /** Closes the file; the last connection of a file writes its WAL back. */
  close(): void {
    this.forget();
    this.#readAfresh = null;
    this.#statements.clear();
    this.#free.clear();
    this.raw.close();
  }

  #written(): void {
    this.forget();
    if (this.#onWritten !== null && !this.raw.inTransaction) this.#onWritten();
  }

  #remembered(sql: string, bound: readonly Bound[], how: 'get' | 'all'): unknown {
    if (this.#answers === null) return this[how](sql, ...bound);
    const key = bound.length === 1 && typeof bound[0] === 'string' ? bound[0] : keyOf(bound);
    const known = this.#answers[how].get(sql);
    if (known?.has(key) === true) return known.get(key);
    if (this.access === 'read') this.#hold();
    const answer: unknown = this[how](sql, ...bound);
    if (this.#answered >= keptAnswers) this.forget();
    const answers = this.#answers[how];
    answers.set(sql, (answers.get(sql) ?? new Map<string, unknown>()).set(key, answer));
    this.#answered += 1;
    return answer;
  }

  /**
   * One state of the file is read from until this turn is over or something is written: taking the lock of a file for each row takes longer
   * than reading it does.
   */
  #hold(): void {
    if (this.raw.inTransaction) return;
    this.#guard(() => this.#prepared('BEGIN').run());
    queueMicrotask(() => this.#letGo());
  }

  #letGo(): void {
    if (this.access !== 'read' || !this.raw.inTransaction) return;
    try {
      this.#prepared('ROLLBACK').run();
    } catch {
      // The next read reports a file that cannot be read.
    }
  }

  #prepared(sql: string): DriverStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.raw.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw errorAt(this.path, error);
    }
  }
}

/** Answers by statement and values, one row and all rows each for themselves. */
type Answers = Readonly<Record<'get' | 'all', Map<string, Map<string, unknown>>>>;

const noAnswers = (): Answers => ({ get: new Map(), all: new Map() });

/** Values as a name; a number is another one than its digits, and none is the name of one text alone. */
function keyOf(bound: readonly Bound[]): string {
  return `\0${bound.map((value) => `${typeof value === 'string' ? value.length : typeof value}:${String(value)}`).join(' ')}`;
}

/** A connection that only reads. */
export type Reader<F extends FileKind> = Omit<Connection<F, 'read'>, 'run' | 'exec' | 'transaction' | 'tellWritten'>;

/** The one connection of a process that writes a file. */
export type Writer<F extends FileKind> = Connection<F, 'write'>;

/** Either: for queries in the middle of writing, too. */
export type Handle<F extends FileKind> = Reader<F> | Writer<F>;

const parseRow = <R>(row: unknown): R => row as R;
const parseRows = <R>(rows: readonly unknown[]): R[] => rows as R[];
