// The sink where importers put their rows. Rows are upserted by (source system, source id): a row that is the same as in the last import changes
// nothing, a field that was edited here stays, and state with acts of Holdfast's own is left to them.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { isPlain } from '../../../shared/core/plain-text.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import type { Library } from '../../../shared/wire/rows.ts';
import { openLibraryWriter } from '../../library/library-writer.ts';
import { readAllRows, readBodies } from '../../store/read-rows.ts';
import type { Store } from '../../store/store.ts';
import { openBaselines } from './baselines.ts';
import { noteChanges, startReport, type ImportReport } from './import-report.ts';
import type { ImportTarget, RowChange } from './import-target.ts';
import { isSame, mergeRow, type JsonRow } from '../../library/merge-row.ts';
import { openOwnActs } from './own-acts.ts';
import { putMasterRows } from './put-master-rows.ts';
import { putOpenings } from './put-openings.ts';
import { retireRows, type Presence } from './retire-rows.ts';
import type { MasterKind, OpeningKind, SourcedAct, SourcedRow } from './sourced.ts';

export type ImportSink = {
  /** First of all: the library itself. Throws HF-IMPORT-008 when another one is there. */
  readonly library: (library: Library) => Promise<void>;
  readonly rows: <K extends MasterKind>(kind: K, rows: readonly SourcedRow<K>[]) => Promise<void>;
  /** Rules of the source; they come into force unless the rules were changed here since the last import. */
  readonly ruleSet: (ruleSet: RuleSet) => Promise<void>;
  readonly openings: (kind: OpeningKind, acts: readonly SourcedAct[]) => Promise<void>;
  /** Reports the rows of a kind that the export has. Openings before items, so that a copy that came back is where its row has it. */
  readonly retire: (kind: MasterKind | OpeningKind, presence: Presence) => Promise<void>;
  /** Keys of rows of a kind that the library has. */
  readonly present: (kind: MasterKind, keys: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly report: () => ImportReport;
};

/** How an import writes. */
export type SinkOptions = {
  readonly system: string;
  readonly clock: Clock;
  readonly isDryRun: boolean;
  readonly prune: boolean;
  /** See `ImportTarget`; absent = false. */
  readonly joins?: boolean;
  /** Called for each row of master data that changes, or would. */
  readonly onChange?: (change: RowChange) => void;
};

/** Opens a sink on a store. */
export function openImportSink(store: Store, options: SinkOptions): ImportSink {
  const { system, clock, isDryRun, prune, joins = false, onChange = () => undefined } = options;
  const target: ImportTarget = {
    store,
    writer: openLibraryWriter(store, clock),
    baselines: openBaselines(store, system),
    ownActs: openOwnActs(store),
    report: startReport(),
    isDryRun,
    joins,
    onChange,
  };
  return {
    library: (library) => putLibrary(target, library),
    rows: (kind, rows) => putMasterRows(target, kind, rows),
    ruleSet: (ruleSet) => putRuleSet(target, ruleSet, clock),
    openings: (kind, acts) => putOpenings(target, kind, acts),
    retire: (kind, presence) => retireRows(target, kind, { presence, prune }),
    present: async (kind, keys) => new Set((await store.read((tx) => readBodies(tx, kind, keys))).keys()),
    report: () => target.report,
  };
}

/** A sink that keeps nothing, for looking at files without a database: all that they have is new. */
export function discardingSink(): ImportSink {
  const report = startReport();
  const nothing = () => Promise.resolve();
  const count = (kind: MasterKind | OpeningKind, rows: readonly { readonly sourceId: string }[]) => {
    noteChanges(
      report,
      kind,
      rows.map(({ sourceId }) => ({ sourceId, fields: null })),
    );
    return Promise.resolve();
  };
  return {
    library: nothing,
    rows: count,
    ruleSet: (ruleSet) => {
      noteChanges(report, 'ruleSet', [{ sourceId: ruleSet.version, fields: null }]);
      return Promise.resolve();
    },
    openings: count,
    retire: nothing,
    present: () => Promise.resolve(new Set()),
    report: () => report,
  };
}

async function putLibrary(target: ImportTarget, library: Library): Promise<void> {
  const { baselines, report, writer } = target;
  const [present] = await target.store.read((tx) => readAllRows(tx, 'library'));
  if (present !== undefined && present.id !== library.id) {
    throw new HoldfastError('HF-IMPORT-008', { present: present.name, other: library.name });
  }
  const body = JSON.stringify(library);
  const baseline = (await baselines.read('library', [library.id])).get(library.id);
  if (baseline?.body === body) return;
  const incoming = parseJson(body);
  const current = present === undefined ? incoming : parseJson(JSON.stringify(present));
  const merged = mergeRow({
    baseline: baseline === undefined ? current : parseJson(baseline.body),
    current,
    incoming,
    foreign: [],
  });
  if (merged.editedHere.length > 0) {
    report.editedHere.push({ kind: 'library', sourceId: library.id, key: library.id, fields: merged.editedHere });
  }
  if (target.isDryRun) return;
  const isDifferent = present === undefined || !isSame(merged.row, current);
  if (isDifferent) await writer.createLibrary(parseLibrary({ ...library, ...merged.row }));
  await baselines.keep('library', [{ sourceId: library.id, key: library.id, body }]);
}

async function putRuleSet(target: ImportTarget, ruleSet: RuleSet, clock: Clock): Promise<void> {
  const { baselines, report, writer } = target;
  if (!isPlain(ruleSet)) throw new HoldfastError('HF-IMPORT-050');
  const baseline = (await baselines.read('ruleSet', ['rules'])).get('rules');
  if (baseline?.key === ruleSet.version) return;
  const active = await target.store.read(({ db }) =>
    db
      .selectFrom('rule_activation')
      .select('rules_version')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  // The rules of this import may be in force already: the program died before it kept that it had put them there.
  const isOurs = active?.rules_version === ruleSet.version || active?.rules_version === baseline?.key;
  if (baseline !== undefined && active !== undefined && !isOurs) {
    report.editedHere.push({ kind: 'ruleSet', sourceId: 'rules', key: active.rules_version, fields: ['rules'] });
    return;
  }
  report.written += 1;
  noteChanges(report, 'ruleSet', [{ sourceId: ruleSet.version, fields: active === undefined ? null : ['rules'] }]);
  if (target.isDryRun) return;
  // The first rules of a library are in force since ever, so that a decision about any moment finds some.
  await writer.activateRuleSet(ruleSet, active === undefined ? 0 : clock.now());
  await baselines.keep('ruleSet', [{ sourceId: 'rules', key: ruleSet.version, body: '{}' }]);
}

function parseJson(body: string): JsonRow {
  return JSON.parse(body) as JsonRow;
}

function parseLibrary(row: object): Library {
  return row as Library;
}
