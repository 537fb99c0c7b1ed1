// `holdfast rules explain`: the decision with its full trace, as this desk sees it or as the library does. Records nothing.
// `holdfast rules check` puts worked cases to the engine (rules-check.ts), `rules import` reads another system's (rules-import.ts),
// `rules activate` puts a file of rules in force (rules-activate.ts).

import { resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import type { CirculationAnswer } from '../../../shared/bridge/views/circulation.ts';
import { explainForLibrary } from '../../../server/query/explain.ts';
import { explainCheckout } from '../../core/facade/checkout.ts';
import { reasonViews, traceView } from '../../core/facade/say-views.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, refuseWords, requiredText, textOf, UsageError, type Command, type Io, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { withStore } from '../admin/with-store.ts';
import { checkRules } from './rules-check.ts';
import { activateRules } from './rules-activate.ts';
import { importRules } from './rules-import.ts';

export const rulesCommand: Command = {
  usage: `explain (--data DIR | --database URL|embedded [--data DIR] [--desk BRANCH]) --patron CARD --item BARCODE [--at INSTANT] [--json]

What would this patron get for this item at that moment, and why: every reason, the rules that were tried, each step of the due date.
--data alone is this desk's view; with --database it is the library's, at the branch that --desk names (else where the item is shelved).

check FILE… [--operation NAME] [--failed] [--json]

Puts worked cases of the rules to the engine and compares its answers: counts per file, and each case that failed with what
was expected and what came. --operation runs the cases of one operation; --failed shows nothing else than what failed.
Exit code 1 when a case failed.

import --from folio|koha PATH [--zone IANA] [--out FILE] [--rules FILE] [--json]

Reads the rules of an export: counts per kind, every row that was not taken with its file, line and reason, and what to know of
those that were. --out writes the rules as JSON; --rules says which where the export has several. Exit code 1 when none was taken.

activate FILE (--database URL | --data DIR) [--json]

Puts the rules of a file in force in the library. A file with a fault is refused, with line, column and what was expected of each,
and the rules in force stay in force. Exit code 1 when it is refused.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    desk: { type: 'string' },
    patron: { type: 'string' },
    item: { type: 'string' },
    at: { type: 'string' },
    operation: { type: 'string' },
    failed: { type: 'boolean' },
    from: { type: 'string' },
    zone: { type: 'string' },
    out: { type: 'string' },
    rules: { type: 'string' },
  },
  mostWords: Infinity,
  run: async (run) => {
    if (run.positionals[0] === 'check') return checkRules(run);
    if (run.positionals[0] === 'import') {
      refuseWords(run.positionals, 2);
      return importRules(run);
    }
    if (run.positionals[0] === 'activate') {
      refuseWords(run.positionals, 2);
      return activateRules(run);
    }
    if (run.positionals[0] !== 'explain')
      throw new UsageError(
        'write: holdfast rules explain --patron CARD --item BARCODE, rules check FILE…, rules import PATH, or rules activate FILE',
      );
    refuseWords(run.positionals, 1);
    const answer = textOf(run.values, 'database') === null ? await explainAtDesk(run) : await explainInLibrary(run);
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(answer));
    else print(run.io, answer);
    return 0;
  },
};

type Explained = Pick<CirculationAnswer, 'decision' | 'dueAt' | 'dueText' | 'reasons' | 'trace'>;

function question({ values }: Run): { patron: string; item: string; at?: string } {
  const at = textOf(values, 'at');
  if (at !== null) requiredInstant(at);
  return {
    patron: requiredText(values, 'patron'),
    item: requiredText(values, 'item'),
    ...(at === null ? {} : { at }),
  };
}

async function explainAtDesk(run: Run): Promise<Explained> {
  const dir = resolve(requiredText(run.values, 'data'));
  const asked = question(run);
  const answer = await askCore(dir, 'rules.explain', asked);
  if (answer?.ok === true) return parseExplained(answer.value);
  const desk = await openDeskQuietly(dir, clockOf(run), systemRandom);
  try {
    const sight = desk.sight();
    if (sight === null) throw new HoldfastError('HF-CIRC-001');
    return await explainCheckout(sight, asked);
  } finally {
    desk.close();
  }
}

function parseExplained(value: unknown): Explained {
  return value as Explained;
}

async function explainInLibrary(run: Run): Promise<Explained> {
  const { patron, item, at } = question(run);
  return withStore(run, async ({ store, clock }) => {
    const moment = at === undefined ? clock.now() : requiredInstant(at);
    const decision = await explainForLibrary(
      store,
      { card: patron, barcode: item, desk: textOf(run.values, 'desk') },
      moment,
    );
    const saying = { language: 'en' as const, now: moment };
    return {
      decision: decision.outcome,
      ...(decision.terms === null ? {} : { dueAt: formatInstant(decision.terms.dueAt) }),
      reasons: reasonViews(saying, decision.reasons, []),
      trace: traceView(saying, decision.trace),
    };
  });
}

function requiredInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new UsageError(`--at takes an instant such as 2026-06-27T14:00:00Z, not "${text}"`);
  return at;
}

function print(io: Io, answer: Explained): void {
  io.out(`${answer.decision}${answer.dueAt === undefined ? '' : `, due ${answer.dueText ?? answer.dueAt}`}`);
  for (const { code, effect, text } of answer.reasons) io.out(`  ${effect} ${code}: ${text}`);
  io.out('Rules');
  for (const { matched, name, text, score } of answer.trace.candidates) {
    io.out(`  ${matched ? '✔' : '–'} ${name}${matched ? ` (score ${score})` : ''}: ${text}`);
  }
  io.out('Due date');
  for (const { text } of answer.trace.due) io.out(`  ${text}`);
  io.out('Limits');
  for (const { text } of answer.trace.limits) io.out(`  ${text}`);
  io.out('Data');
  for (const { text } of answer.trace.data) io.out(`  ${text}`);
}
