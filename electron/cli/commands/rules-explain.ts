// `holdfast rules explain`: the decision with its full trace, as this desk sees it or as the library does. Records nothing.

import { resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { ruleSetVersion, type RuleSetVersion } from '../../../shared/core/ids.ts';
import { LanguageSchema, type Language } from '../../../shared/core/language.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { Trace } from '../../../shared/rules/trace.ts';
import { explainForLibrary } from '../../../server/query/explain.ts';
import { explain } from '../../core/facade/explain.ts';
import { reasonViews, traceView } from '../../core/facade/say-views.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, UsageError, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { ExplainedSchema, sayExplained, type Explained } from './say-explained.ts';
import { ruleWords, type RuleWords } from '../../../shared/rules/said/rule-words.ts';
import { readAllRows, readRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';

type Question = {
  readonly patron: string;
  readonly item: string;
  readonly at?: string;
  readonly language: Language;
};

/** Explains what the command line asks for. */
export async function explainRules(run: Run): Promise<number> {
  const question = questionOf(run);
  const inLibrary = textOf(run.values, 'database') !== null;
  const answer = inLibrary ? await explainInLibrary(run, question) : await explainAtDesk(run, question);
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(answer));
  else for (const line of sayExplained(question.language, answer)) run.io.out(line);
  return 0;
}

function questionOf({ values }: Run): Question {
  const at = textOf(values, 'at');
  if (at !== null) requiredInstant(at);
  const language = LanguageSchema.safeParse(textOf(values, 'language') ?? 'en');
  if (!language.success) throw new UsageError(`--language takes ${LanguageSchema.options.join(' or ')}`);
  return {
    patron: requiredText(values, 'patron'),
    item: requiredText(values, 'item'),
    ...(at === null ? {} : { at }),
    language: language.data,
  };
}

async function explainAtDesk(run: Run, question: Question): Promise<Explained> {
  const dir = resolve(requiredText(run.values, 'data'));
  const answer = await askCore(dir, 'rules.explain', question);
  if (answer?.ok === true) return ExplainedSchema.parse(answer.value);
  const desk = await openDeskQuietly(dir, clockOf(run), systemRandom);
  try {
    const sight = desk.sight();
    if (sight === null) throw new HoldfastError('HF-CIRC-001');
    return await explain(sight, question);
  } finally {
    desk.close();
  }
}

async function explainInLibrary(run: Run, { patron, item, at, language }: Question): Promise<Explained> {
  return withStore(run, async ({ store, clock }) => {
    const now = clock.now();
    const question = { card: patron, barcode: item, desk: textOf(run.values, 'desk') };
    const { asks, decision } = await explainForLibrary(store, question, at === undefined ? now : requiredInstant(at));
    const saying = { language, now };
    const { outcome, terms, trace } = decision;
    const words = await wordsOfRules(store, rulesVersionOf(trace), question.desk);
    return {
      asks,
      decision: outcome,
      ...(terms === null ? {} : { dueAt: formatInstant(terms.dueAt), dueText: sayDue(language, terms, now) }),
      reasons: reasonViews(saying, decision.reasons, []),
      trace: traceView(saying, trace, { words, mostLost: Infinity }),
    };
  });
}

/** The version of the rules that a trace names; a refused set has one too. */
function rulesVersionOf({ data }: Trace): RuleSetVersion | null {
  const version = data.find(({ code }) => code === 'DATA_RULES')?.params['version'];
  return typeof version === 'string' ? ruleSetVersion(version) : null;
}

function requiredInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new UsageError(`--at takes an instant such as 2026-06-27T14:00:00Z, not "${text}"`);
  return at;
}

/** Words for a version of the rules; of null, the names of branches and locations alone. Dates are in the zone of the given branch. */
function wordsOfRules(store: Store, version: RuleSetVersion | null, branch: string | null): Promise<RuleWords> {
  return store.read(async (tx) => {
    const rules = version === null ? undefined : (await readRows(tx, 'ruleSet', [version])).get(version);
    const branches = await readAllRows(tx, 'branch');
    const names = new Map(branches.map(({ id, name }) => [String(id), name]));
    const locations = new Map((await readAllRows(tx, 'location')).map(({ id, name }) => [String(id), name]));
    const zone = branches.find(({ id }) => id === branch)?.zone ?? branches[0]?.zone ?? 'UTC';
    return ruleWords(rules ?? null, { branch: (id) => names.get(id), location: (id) => locations.get(id) }, zone);
  });
}
