// A corpus of old ledgers: acts recorded by desks of one version, byte for byte, and their result. It is read and written here, and never made anew.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandsRequest } from '../../shared/wire/commands.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { RowKind } from '../../shared/wire/rows.ts';

/** A row as its table keeps it: parsed and written again it is the same text. */
export type KeptRow = { readonly kind: RowKind; readonly row: unknown };

export type KeptDesk = {
  readonly id: string;
  readonly name: string;
  readonly branch: string;
  readonly status: 'active' | 'revoked' | 'server';
  /** SPKI DER in base64. */
  readonly publicKey: string;
  /** Base64; empty for the server's own desk. */
  readonly pepper: string;
};

/** A member of staff with a role since ever, or a grant for a night. */
export type KeptPerson =
  | { readonly kind: 'staff'; readonly id: string; readonly role: string }
  | {
      readonly kind: 'nightGrant';
      readonly id: string;
      readonly role: string;
      readonly codes: readonly string[];
      readonly count: number;
      readonly limitMinor: number;
      readonly from: number;
      readonly to: number;
    };

/** An envelope as it was recorded, and its record; a text where it records nothing because it cannot be read. */
export type KeptAct = { readonly envelope: Envelope; readonly records: readonly unknown[] | string };

/** Arguments and results at the bounds of a version's schema, with the record of each. */
export type KeptShape = {
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
  readonly told: unknown;
  readonly records: KeptAct['records'];
};

/** One request to the server: acts of a stream from one seq to another, and the server's answers. */
export type Delivery = {
  readonly desk: string;
  readonly stream: string;
  /** The server's clock. */
  readonly now: number;
  readonly ledgerSeq: number;
  readonly left: number;
  readonly from: number;
  readonly to: number;
  /** Acts whose arguments the desk had no longer. */
  readonly withoutArgs: readonly number[];
  readonly policies: CommandsRequest['policies'];
  readonly receipts: readonly string[];
};

/** One desk's view of one thing, from its own acts alone over the library as it began. */
export type KeptLook = {
  readonly desk: string;
  /** `waiting`: nothing is answered. `answered`: the receipts are there, and no batch of the feed; only changed views then. */
  readonly state: 'waiting' | 'answered';
  readonly kind: string;
  readonly id: string;
  readonly look: unknown;
};

export type Corpus = {
  readonly name: string;
  /** The library as it was put in. */
  readonly library: readonly KeptRow[];
  /** The server's rows before anything was sent: the copy of its desks. */
  readonly copy: readonly KeptRow[];
  readonly desks: readonly KeptDesk[];
  readonly people: readonly KeptPerson[];
  /** Acts of each desk, in the order in which they were recorded. */
  readonly ledgers: ReadonlyMap<string, readonly KeptAct[]>;
  readonly shapes: readonly KeptShape[];
  readonly deliveries: readonly Delivery[];
  /** Position of the feed before the first delivery. */
  readonly begins: number;
  readonly rows: readonly KeptRow[];
  readonly looks: readonly KeptLook[];
};

const FOLDER = join(import.meta.dirname, 'ledgers');

/** Where the corpus of a name is. */
export function corpusFolder(name: string): string {
  return join(FOLDER, name);
}

/** Names of all that were recorded. */
export function corpusNames(): string[] {
  return readdirSync(FOLDER).toSorted();
}

export function readCorpus(name: string): Corpus {
  const from = corpusFolder(name);
  const desks = readLines<KeptDesk>(from, 'desks');
  const [beginning] = readLines<{ begins: number }>(from, 'feed');
  return {
    name,
    library: readLines(from, 'library'),
    copy: readLines(from, 'copy'),
    desks,
    people: readLines(from, 'people'),
    ledgers: new Map(desks.map(({ id }) => [id, readLines<KeptAct>(from, `ledger-${id}`)])),
    shapes: readLines(from, 'shapes'),
    deliveries: readLines(from, 'deliveries'),
    begins: beginning?.begins ?? 0,
    rows: readLines(from, 'rows'),
    looks: readLines(from, 'looks'),
  };
}

/** Writes it into a folder that is not there yet. */
export function writeCorpus(corpus: Corpus, folder: string): void {
  mkdirSync(folder);
  writeLines(folder, 'library', corpus.library);
  writeLines(folder, 'copy', corpus.copy);
  writeLines(folder, 'desks', corpus.desks);
  writeLines(folder, 'people', corpus.people);
  for (const [desk, acts] of corpus.ledgers) writeLines(folder, `ledger-${desk}`, acts);
  writeLines(folder, 'shapes', corpus.shapes);
  writeLines(folder, 'deliveries', corpus.deliveries);
  writeLines(folder, 'feed', [{ begins: corpus.begins }]);
  writeLines(folder, 'rows', corpus.rows);
  writeLines(folder, 'looks', corpus.looks);
}

function readLines<T>(folder: string, name: string): T[] {
  const text = readFileSync(join(folder, `${name}.jsonl`), 'utf8');
  const parseLine = (line: string): T => JSON.parse(line) as T;
  return text.split('\n').filter(Boolean).map(parseLine);
}

function writeLines(folder: string, name: string, lines: readonly unknown[]): void {
  writeFileSync(join(folder, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
