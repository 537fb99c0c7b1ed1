// `holdfast list NAME`: a list that people work down, of a desk or of the library, in the forms that reports have.

import { extname, resolve } from 'node:path';
import { z } from 'zod';
import { RightSchema } from '../../../shared/circ/rights.ts';
import { isErrorCode } from '../../../shared/core/codes/errors.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { isListName, LIST_NAMES, LISTS, type ListName } from '../../../shared/lists/all.ts';
import { ListFormatSchema, type ListFormat } from '../../../shared/views/report.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import { sayReport, type SaidReport } from '../../../shared/reports/say-report.ts';
import { libraryListDocument } from '../../../server/lists/library-lists.ts';
import { noteExport } from '../../../server/reports/report-exports.ts';
import { deskListDocument, exportOfList } from '../../core/lists/desk-lists.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { writeList } from '../../core/reports/write-report.ts';
import { withStore } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { keepLists, type KeptTerms } from './list-keep.ts';
import { languageOf, writeDocument } from './report.ts';
import { noteClosedExport } from './report-document.ts';

/** `text`: columns for people, on the standard output. */
type Form = 'text' | ListFormat;

const FORMATS = ListFormatSchema.options;
const isListFormat = (text: string): text is ListFormat => FORMATS.some((format) => format === text);

export const listCommand: Command = {
  usage: `[NAME (--data DIR | --database URL|embedded [--data DIR]) [--of CARD|BRANCH | --branch CODE]
        [--format text|${FORMATS.join('|')}] [--out FILE] [--json] [--language en|es]]
  keep --data DIR --folder DIR [--lists LIST] [--every MINUTES] [--language en|es]

Without a name: the lists of this version. --data alone is the desk of a folder, with what it did since its copy; with
--database it is the whole library. --of: the card of a patron, for patron-…; or a branch other than the desk's.
  NAME: ${LIST_NAMES.join(', ')}
Without --format: that of the name of FILE, else text. mrc: MARC records, of ${LIST_NAMES.filter((name) => LISTS[name].isOrdered).join(', ')} alone. With --json each row as an object, a line each: texts as people read them, by the keys of the
columns; without a name the lists with their columns. That a list was taken out is noted for the audit.
keep: writes lists of a desk into a folder as PDF and CSV, with lists.csv, which says how old each is, and a downtime sheet to write on by hand;
once, or every so many minutes until it is ended. --lists names others than the usual, with commas between.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    of: { type: 'string' },
    branch: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    language: { type: 'string' },
    folder: { type: 'string' },
    lists: { type: 'string' },
    every: { type: 'string' },
  },
  mostWords: 1,
  run: async (run) => {
    const { positionals, io } = run;
    const [list] = positionals;
    if (list === undefined) {
      if (hasFlag(run.values, 'json')) io.out(JSON.stringify(LIST_NAMES.map(describeList)));
      else for (const name of LIST_NAMES) io.out(`${name.padEnd(20)} ${LISTS[name].words.en}`);
      return 0;
    }
    if (list === 'keep')
      return keepLists(run, {
        terms: () => keptTerms(run),
        make: (name, isNoted) => ofDesk(run, { list: name, of: null }, isNoted ? 'pdf' : null),
      });
    if (!isListName(list)) throw new UsageError(`write: holdfast list ${LIST_NAMES.join('|')}`);
    const form = formOf(run, list);
    const said = sayReport(await documentOf(run, list, form), languageOf(run));
    if (hasFlag(run.values, 'json')) for (const row of objectsOf(said)) io.out(JSON.stringify(row));
    else if (form === 'text') for (const line of textOfList(said)) io.out(line);
    else writeDocument(run, await writeList(said, form));
    return 0;
  },
};

function formOf({ values }: Run, list: ListName): Form {
  const out = textOf(values, 'out');
  const named = out === null ? '' : extname(out).slice(1);
  const form = textOf(values, 'format') ?? (isListFormat(named) ? named : 'text');
  if (form !== 'text' && !isListFormat(form))
    throw new UsageError(`--format takes text, ${FORMATS.join(', ')}, not "${form}"`);
  if (form === 'mrc' && !LISTS[list].isOrdered) throw new HoldfastError('HF-CIRC-340');
  if (out === null && (form === 'pdf' || form === 'xlsx' || form === 'mrc'))
    throw new UsageError(`--format ${form} needs --out`);
  if (out !== null && form === 'text') throw new UsageError(`--out needs --format ${FORMATS.join(', ')}`);
  return form;
}

function documentOf(run: Run, list: ListName, form: Form): Promise<ReportDocument> {
  const of = textOf(run.values, 'of') ?? textOf(run.values, 'branch');
  if (textOf(run.values, 'database') === null) return ofDesk(run, { list, of }, form);
  return withStore(run, async ({ store, clock }) => {
    const now = clock.now();
    const document = await libraryListDocument(store, { list, of, now, madeBy: 'command-line' });
    const exported = { kind: list, period: document.period, form, audience: 'internal' } as const;
    await noteExport({ store, clock, random: systemRandom }, exported, {
      way: 'command-line',
      desk: null,
      staff: null,
    });
    return document;
  });
}

const KeptTermsSchema = z.object({ desk: z.string(), listFiles: z.enum(['none', 'no-patrons']).nullable() });

type Asked = { readonly list: ListName; readonly of: string | null };

/** `form`: null where the audit has noted it already. */
async function ofDesk(run: Run, { list, of }: Asked, form: Form | null): Promise<ReportDocument> {
  const dir = resolve(requiredText(run.values, 'data'));
  const question = { list, ...(of === null ? {} : { of }) };
  const answer = await askCore(dir, 'list.make', { ...question, format: form });
  if (answer === null) return ofClosedDesk(run, dir, question, form);
  if (!answer.ok) throw new HoldfastError(isErrorCode(answer.error.code) ? answer.error.code : 'HF-UI-001');
  // The core is of this program: its answer has this shape.
  const parseDocument = (value: unknown) => value as ReportDocument;
  return parseDocument(answer.value);
}

/** The id of the desk, and what its library allows in folders. */
async function keptTerms(run: Run): Promise<KeptTerms> {
  const dir = resolve(requiredText(run.values, 'data'));
  const answer = await askCore(dir, 'list.terms', {});
  if (answer?.ok === true) return KeptTermsSchema.parse(answer.value);
  if (answer !== null) throw new HoldfastError('HF-CIRC-001');
  const clock = clockOf(run);
  const desk = await openDeskQuietly(dir, { now: () => clock.now(), mono: () => 0 }, systemRandom);
  try {
    const copy = desk.sight()?.copy() ?? null;
    if (desk.identity === null || copy === null) throw new HoldfastError('HF-CIRC-001');
    return { desk: desk.identity.deskId, listFiles: copy.library.deskTerms().listFiles ?? null };
  } finally {
    desk.close();
  }
}

async function ofClosedDesk(
  run: Run,
  dir: string,
  question: Parameters<typeof deskListDocument>[1],
  form: Form | null,
): Promise<ReportDocument> {
  const clock = clockOf(run);
  const desk = await openDeskQuietly(dir, { now: () => clock.now(), mono: () => 0 }, systemRandom);
  try {
    const sight = desk.sight();
    if (sight === null) throw new HoldfastError('HF-CIRC-001');
    const everything = {
      ...sight,
      ledger: desk.ledger,
      session: { current: () => null },
      rights: () => RightSchema.options,
      turn: () => Promise.resolve(),
    };
    const document = await deskListDocument(everything, question, 'command-line');
    if (form !== null)
      await noteClosedExport(dir, exportOfList(question.list, { at: clock.now(), staffId: null, format: form }));
    return document;
  } finally {
    desk.close();
  }
}

/** A list as programs read of it: its name, its words, its subject, its place of work and its columns. */
function describeList(name: ListName) {
  const { words, of, right, work } = LISTS[name];
  const columns = LISTS[name].columns.map(({ key, label, kind }) => ({ key, label, kind }));
  return { name, words, of, right, section: work?.section ?? null, columns };
}

/** The rows by the keys of their columns. */
function objectsOf({ sections }: SaidReport): Record<string, string>[] {
  return sections.flatMap(({ columns, texts }) =>
    texts.map((row) => Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? '']))),
  );
}

/** The rows in columns, each as wide as its widest text; how many there are at the end. */
function textOfList({ sections, title, coverage }: SaidReport): string[] {
  return sections.flatMap(({ columns, texts, notes }) => {
    const lines = [columns.map(({ label }) => label), ...texts];
    const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
    const table = lines.map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    return [title, ...coverage, '', ...(texts.length === 0 ? notes : table), '', `${texts.length} rows`];
  });
}
