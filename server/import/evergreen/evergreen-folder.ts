// The folder of an Evergreen export.

import { openTableFolder, type FolderForm, type TableFolder } from '../csv/table-folder.ts';
import type { Tally } from '../tally.ts';
import {
  EVERGREEN_TABLES,
  NOT_TAKEN,
  RULE_TABLES,
  type EvergreenTableName,
  type RuleTableName,
} from './evergreen-tables.ts';

/** The export, looked through and ready to be read. */
export type EvergreenFolder = TableFolder<EvergreenTableName>;
/** The tables of rules alone, of an export or of what the system shows itself. */
export type EvergreenRulesFolder = TableFolder<RuleTableName>;

const FORM: FolderForm<EvergreenTableName> = {
  tables: EVERGREEN_TABLES,
  notTaken: NOT_TAKEN,
  foreign: (file) => {
    if (/\.csv(\.gz)?$/.test(file)) return 'the file is none of an Evergreen export';
    return file.startsWith('bibs.marcxml') ? 'titles come from bibs.csv' : 'the file is no CSV';
  },
};

/** Looks a folder through. Throws HF-IMPORT-001 to -005. */
export function openEvergreenFolder(
  path: string,
  tally: Tally,
  onRows: (rows: number) => void,
): Promise<EvergreenFolder> {
  return openTableFolder(path, FORM, { tally, onRows });
}

const RULES_FORM: FolderForm<RuleTableName> = {
  tables: RULE_TABLES,
  notTaken: {},
  foreign: () => 'no rules are made of it',
};

/** Looks a folder through for rules. Throws HF-IMPORT-001 to -005. */
export function openEvergreenRulesFolder(path: string, tally: Tally): Promise<EvergreenRulesFolder> {
  return openTableFolder(path, RULES_FORM, { tally, onRows: () => undefined });
}
