// Reads the rules of a FOLIO export: the rules of each file that holds some, with the policies, places and calendars that they name.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { canonicalJson } from '../../../shared/core/canonical-json.ts';
import { sha256Hex } from '../../../shared/core/digest.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import { zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import { idleRules } from '../../../shared/rules/idle-rules.ts';
import type { OrderedRules } from '../../../shared/rules/ordered-rules.ts';
import { startTally, type TallyResult } from '../tally.ts';
import { fileOf, findRuleTexts, noteOtherFiles, openFolioFolder, type FolioFolder } from './folio-files.ts';
import { readBlockLimits } from './read-block-limits.ts';
import { readDesks } from './read-desks.ts';
import { readLostPolicies, readOverduePolicies } from './read-fee-policies.ts';
import { readFolioCalendars } from './read-folio-calendars.ts';
import { readLoanPolicies } from './read-loan-policies.ts';
import { readNoticePolicies, readReferences, readRequestPolicies } from './read-references.ts';
import { readRuleTable, type ReadRules } from './read-rule-table.ts';
import { readRulesFile } from './read-rules-file.ts';
import { ruleNames, type Policies, type RuleNames } from './rule-names.ts';

/** The rules of one file. */
export type ImportedRules = { readonly file: string; readonly rules: PolicyRuleSet };

export type FolioRulesResult = TallyResult & {
  /** One set for each file with rules that was taken whole; an export may hold rules of several years. */
  readonly sets: readonly ImportedRules[];
};

/** Reads a folder. Throws HF-IMPORT-001 to -005 and -007. */
export async function importFolioRules(path: string, zone: string): Promise<FolioRulesResult> {
  if (zoneClock(zone) === null) throw new HoldfastError('HF-IMPORT-007', { zone });
  const tally = startTally();
  const folder = await openFolioFolder(path, tally);
  const { files, all } = await ruleFiles(folder);
  if (files.length === 0)
    throw new HoldfastError('HF-IMPORT-002', { path, files: 'circulation_rules.csv, circulation-rules.txt' });
  await noteOtherFiles(folder, new Set(all));
  const references = await readReferences(folder);
  const policies: Policies = {
    loanPolicies: await readLoanPolicies(folder),
    requestPolicies: await readRequestPolicies(folder),
    noticePolicies: await readNoticePolicies(folder),
    overduePolicies: await readOverduePolicies(folder),
    lostPolicies: await readLostPolicies(folder),
  };
  const desks = await readDesks(folder);
  const calendars = await readFolioCalendars(folder, zone);
  const limits = await readBlockLimits(folder, new Set(references.groups.map(({ id }) => id)));
  const names = ruleNames(references, policies);
  const sets: ImportedRules[] = [];
  for (const file of files) {
    const ordered = await readRules(folder, file, names);
    if (ordered === null) continue;
    const rules = toSet(ordered, { ...references, ...policies, desks, calendars, limits, zone });
    noteIdleRules(tally, { file, rules, lineOf: ordered.lineOf });
    sets.push({ file, rules });
  }
  return { sets, ...tally.result() };
}

/** Files with rules: the table, and each text. The same text in JSON is not read a second time. */
async function ruleFiles(folder: FolioFolder): Promise<{ readonly files: string[]; readonly all: string[] }> {
  const table = tableOf(folder);
  const { texts, json } = await findRuleTexts(folder);
  const alone = json.filter((name) => !texts.includes(name.replace(/json$/, 'txt')));
  return { files: [...(table === null ? [] : [table]), ...texts, ...alone], all: [...texts, ...json] };
}

function tableOf(folder: FolioFolder): string | null {
  return fileOf(folder, 'rule table', ['csv']);
}

async function readRules(folder: FolioFolder, file: string, names: RuleNames): Promise<ReadRules | null> {
  if (file === tableOf(folder)) return readRuleTable(folder, file, names);
  const rules = await readRulesFile(folder, file, names);
  // The place of a rule of a text is its line.
  return rules === null ? null : { ...rules, lineOf: (position) => position };
}

/** Taken as they are, since the system that they come from keeps them too, and reported. */
function noteIdleRules(
  tally: ReturnType<typeof startTally>,
  { file, rules, lineOf }: ImportedRules & Pick<ReadRules, 'lineOf'>,
): void {
  for (const { rule, behind } of idleRules(rules)) {
    const text = `line ${lineOf(behind.position)} takes everything that it asks for: the rule decides nothing`;
    tally.note({ file, line: lineOf(rule.position), text });
  }
}

type Rest = Omit<PolicyRuleSet, 'version' | 'profile' | 'currency' | 'line' | 'rules'>;

/** The version is a hash of the rules' contents, so that the same files give the same version. */
function toSet({ line, rows }: OrderedRules, rest: Rest): PolicyRuleSet {
  const rules = rows.map(({ rank, ...row }) => ({ ...row, ...(rank === undefined ? {} : { rank: [...rank] }) }));
  const body = { profile: 'folio' as const, currency: 'USD', line, rules, ...rest };
  return { version: ruleSetVersion(`folio-${sha256Hex(canonicalJson(body)).slice(0, 16)}`), ...body };
}
