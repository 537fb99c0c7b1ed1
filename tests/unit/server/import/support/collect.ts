// Reads the small export into memory: the output of an import, without a library.

import { rmSync } from 'node:fs';
import { openEvergreenFolder } from '../../../../../server/import/evergreen/evergreen-folder.ts';
import { readLibrary } from '../../../../../server/import/evergreen/read-library.ts';
import { startTally, type TallyResult } from '../../../../../server/import/tally.ts';
import type { ImportSink } from '../../../../../server/import/write/import-sink.ts';
import { startReport } from '../../../../../server/import/write/import-report.ts';
import type { MasterKind, OpeningKind, SourcedAct, SourcedRow } from '../../../../../server/import/write/sourced.ts';
import type { WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import type { Library, Row } from '../../../../../shared/wire/rows.ts';
import { writeExport, type Changes } from './small-export.ts';

/** Everything that was handed over. */
export type Collected = TallyResult & {
  readonly zone: string;
  readonly library: Library | null;
  readonly rules: WeightedRuleSet;
  readonly of: <K extends MasterKind>(kind: K) => Row<K>[];
  readonly acts: (kind: OpeningKind) => SourcedAct[];
  /** Notes as text, with their file and line. */
  readonly said: readonly string[];
  readonly reasons: readonly string[];
};

/** Imports the export with changes and keeps the output. `zone` null lets it be found. */
export async function collect(changes: Changes = {}, zone: string | null = 'America/Los_Angeles'): Promise<Collected> {
  const path = writeExport(changes);
  const kept: { library: Library | null; rules: WeightedRuleSet | null } = { library: null, rules: null };
  const rows: { [K in MasterKind]: SourcedRow<K>[] } = { branch: [], location: [], title: [], patron: [], item: [] };
  const acts: Record<OpeningKind, SourcedAct[]> = { loan: [], hold: [], fee: [] };
  const sink: ImportSink = {
    library: async (library) => void (kept.library = library),
    rows: async (kind, some) => void rows[kind].push(...some),
    ruleSet: async (rules) => {
      if (rules.profile === 'evergreen') kept.rules = rules;
    },
    openings: async (kind, some) => void acts[kind].push(...some),
    retire: () => Promise.resolve(),
    present: () => Promise.resolve(new Set()),
    report: startReport,
  };
  const tally = startTally();
  try {
    const folder = await openEvergreenFolder(path, tally, () => undefined);
    const read = await readLibrary({ folder, sink, zone });
    if (kept.rules === null) throw new Error('no rules came');
    const result = tally.result();
    return {
      ...result,
      zone: read.zone,
      library: kept.library,
      rules: kept.rules,
      of: (kind) => rows[kind].map(({ row }) => row),
      acts: (kind) => acts[kind],
      said: result.notes.map(({ file, line, text }) => `${file}${line === null ? '' : `:${line}`} ${text}`),
      reasons: result.rejected.map(({ file, line, reason }) => `${file}:${line} ${reason}`),
    };
  } finally {
    rmSync(path, { recursive: true });
  }
}
