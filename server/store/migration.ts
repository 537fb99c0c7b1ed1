// The type of a migration. Numbered by 10, forward only, never edited once released.

import type { RawBuilder, SchemaModule } from 'kysely';

/** Differences between the databases in creating tables. */
export type Flavour = {
  /** Type of ids and keys: text that compares by bytes. */
  readonly idType: string;
  /** Whether small tables keep their rows in the key itself. */
  readonly withoutRowId: boolean;
  /** An integer out of a JSON object that a column holds, as SQL. */
  readonly numberIn: (column: string, key: string) => string;
  /** A text, or the JSON of a list, at a path within a JSON object that a column holds, as SQL; null where there is none. */
  readonly textIn: (column: string, path: readonly string[]) => string;
  /** How triggers are written: SQLite's stand for themselves, those of PostgreSQL call functions. */
  readonly triggers: 'sqlite' | 'postgres';
};

/** The database as migrations see it: they know no tables but those they make. */
export type MigrationDb = {
  readonly schema: SchemaModule;
  readonly run: (statement: RawBuilder<unknown>) => Promise<unknown>;
};

export type Migration = {
  readonly version: number;
  readonly up: (db: MigrationDb, flavour: Flavour) => Promise<void>;
};
