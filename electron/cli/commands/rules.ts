// `holdfast rules`: `explain` tells a decision with its full trace (rules-explain.ts), `import` reads another system's rules (rules-import.ts), `activate` puts a file of rules in force (rules-activate.ts), `compare` says what that would change (rules-compare.ts),
// `export` writes those in force to a file (rules-export.ts).

import { refuseWords, UsageError, hasFlag, textOf, type Command, type Run } from '../command.ts';
import { activateRules } from './rules-activate.ts';
import { compareRulesFile } from './rules-compare.ts';
import { explainRules } from './rules-explain.ts';
import { importRules } from './rules-import.ts';
import { resolve } from 'node:path';
import { rulesInForce } from '../../../server/query/rules-in-force.ts';
import { withStore } from '../admin/with-store.ts';
import { rulesText, writeRules } from './write-rules.ts';

/** Writes them to `--out`, or prints them. Throws HF-CIRC-001 when no rules are in force. */
async function exportRules(run: Run): Promise<number> {
  const rules = await withStore(run, ({ store, clock }) => store.read((tx) => rulesInForce(tx, clock.now())));
  const out = textOf(run.values, 'out');
  if (out === null) {
    run.io.out(rulesText(rules).trimEnd());
    return 0;
  }
  const path = resolve(out);
  writeRules(rules, path);
  const { version, profile } = rules;
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ exported: version, profile, file: path }));
  else run.io.out(`rules ${version} (${profile}) are written to ${path}`);
  return 0;
}

export const rulesCommand: Command = {
  usage: `explain (--data DIR | --database URL|embedded [--data DIR] [--desk BRANCH]) --patron CARD --item BARCODE
        [--at INSTANT] [--language en|es] [--json]

What would this patron get for this item at that moment, and why: every reason, the rule that decided and those that lost and on
what, each step of the due date, each limit with its count, how old the data was. Nothing is recorded.
--data alone is this desk's view; with --database it is the library's, at the branch that --desk names (else where the item is shelved).

import --from evergreen|folio|koha PATH [--zone IANA] [--settings FILE] [--currency XXX] [--out FILE] [--rules FILE] [--json]

Reads the rules of an export: counts per kind, every row that was not taken with its file, line and reason, and what to know of
those that were. --out writes the rules as JSON; --rules says which where the export has several. Exit code 1 when none was taken.
For Koha, --settings names a file of JSON with the site settings, for example { "circControl": "PickupLibrary", "daysMode": "Datedue" };
those that it leaves out are as Koha comes with them (docs/import.md lists them all). A fault in it ends the import with exit code 1.
--currency says in what money the amounts are; without it they are in USD.
--zone says in which zone the library's dates and times are; without it they are read as UTC, which a note says.

compare FILE (--database URL | --data DIR) [--json]

Says what activate would change: how many rows of each part of the rules in force are missing from the file, how many it adds, and how
many say something else there. Nothing is changed. Exit code 1 when the file has a fault.

activate FILE (--database URL | --data DIR) [--change-profile] [--json]

Puts the rules of a file in force in the library. A file with a fault is refused, with line, column and what was expected of each,
and the rules in force stay in force. So is one of another system than the rules in force (holdfast, evergreen, koha, folio), which
decides otherwise in many ways; --change-profile says that this is meant. Exit code 1 when it is refused.

export (--database URL | --data DIR) [--out FILE] [--json]

Writes the rules in force as JSON, in the form that activate takes, to --out or to the screen.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    desk: { type: 'string' },
    patron: { type: 'string' },
    item: { type: 'string' },
    at: { type: 'string' },
    language: { type: 'string' },
    from: { type: 'string' },
    zone: { type: 'string' },
    settings: { type: 'string' },
    currency: { type: 'string' },
    out: { type: 'string' },
    rules: { type: 'string' },
    'change-profile': { type: 'boolean' },
  },
  mostWords: Infinity,
  run: async (run) => {
    if (run.positionals[0] === 'import') {
      refuseWords(run.positionals, 2);
      return importRules(run);
    }
    if (run.positionals[0] === 'compare') {
      refuseWords(run.positionals, 2);
      return compareRulesFile(run);
    }
    if (run.positionals[0] === 'activate') {
      refuseWords(run.positionals, 2);
      return activateRules(run);
    }
    if (run.positionals[0] === 'export') {
      refuseWords(run.positionals, 1);
      return exportRules(run);
    }
    if (run.positionals[0] !== 'explain')
      throw new UsageError(
        'write: holdfast rules explain --patron CARD --item BARCODE, rules import PATH, rules compare FILE, rules activate FILE, or rules export',
      );
    refuseWords(run.positionals, 1);
    return explainRules(run);
  },
};
