// `holdfast ledger verify|list|export|import`: checks the acts of a desk, lists them, and carries the unsent ones.

import { resolve } from 'node:path';
import { formatInstant } from '../../../shared/core/instant.ts';
import { recentActs, type RecentAct } from '../../../db/ledger/recent-acts.ts';
import { sayProblem, verifyLedger, type LedgerReport } from '../../../db/ledger/verify-ledger.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, UsageError, type Command, type Io, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { exportPending, importCarried } from './ledger-carry.ts';
import { exportOffline, importOffline, offlineFormatOf } from './ledger-offline.ts';

const page = 10_000;

export const ledgerCommand: Command = {
  usage: `verify|list --data DIR [--json]
  ledger export --data DIR --out FILE [--format FORMAT] [--json]
  ledger import FILE --data DIR [--database embedded|URL] [--format FORMAT] [--dry-run] [--json]

verify checks hashes, chain, signatures, gaps and arguments of everything this desk recorded; exit code 1 when something differs.
list prints the newest ${page} acts, oldest first. Asks the running desk; with none running it opens the files itself.
export writes every act that the server has not answered to a file, signed as it is and sealed: the server alone can read it.
import hands such a file in over the line of the desk in DIR, or with --database straight into the library. Again is harmless.
FORMAT: holdfast, the default, or the offline file of another system: koc, evergreen, alma, sierra, polaris, destiny. Then export writes what that
format can say of the acts that wait, says what is lost, and lays FILE.manifest.json beside it; formats with a file a day take a folder as --out.
import takes such a file in at the desk that runs in DIR, as the person signed in there: each line as an act with the time that it states, whatever
the rules say. A line that cannot be read or recorded is named; one that is recorded already is not recorded again. --dry-run records nothing.`,
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  mostWords: 2,
  run: async (run) => {
    const [action, second] = run.positionals;
    if (second !== undefined && action !== 'import') throw new UsageError(`"${second}" is one word too many`);
    if (action === 'verify') return verify(run);
    if (action === 'list') return list(run);
    const format = offlineFormatOf(run);
    if (action === 'export') return format === null ? exportPending(run) : exportOffline(run, format);
    if (action === 'import') return format === null ? importCarried(run) : importOffline(run, format);
    throw new UsageError('write: holdfast ledger verify|list|export --data DIR, or ledger import FILE --data DIR');
  },
};

async function verify(run: Run): Promise<number> {
  const parseReport = (value: unknown) => value as LedgerReport;
  const answer = await askCore(dataDir(run), 'ledger.verify', {});
  const report =
    answer?.ok === true
      ? parseReport(answer.value)
      : await quietly(run, ({ ledger, signer, loss }) => verifyLedger(ledger, signer.publicKey, loss));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ ok: report.problems.length === 0, ...report }));
  else printReport(run.io, report);
  return report.problems.length === 0 ? 0 : 1;
}

function printReport(io: Io, report: LedgerReport): void {
  for (const { stream, seq, kind } of report.problems) io.out(`${stream ?? 'ledger'}/${seq}: ${sayProblem(kind)}`);
  const purged = report.purged === 0 ? '' : `, ${report.purged} purged, chain intact`;
  io.out(
    `${report.envelopes} acts, ${report.receipts} receipts${purged}: ${report.problems.length === 0 ? 'as they were written' : `${report.problems.length} problems`}`,
  );
}

async function list(run: Run): Promise<number> {
  const parseActs = (value: unknown) => value as RecentAct[];
  const answer = await askCore(dataDir(run), 'ledger.list', {});
  const acts =
    answer?.ok === true
      ? parseActs(answer.value)
      : await quietly(run, ({ ledger }) => recentActs(ledger, null, page).toReversed());
  for (const act of acts) printAct(run, act);
  return 0;
}

function printAct({ io, values }: Run, { body, receipt, recordedAt }: RecentAct): void {
  const row = {
    deskId: body.deskId,
    stream: body.stream,
    seq: body.seq,
    id: body.id,
    name: body.name,
    recordedAt: formatInstant(recordedAt),
    outcome: receipt?.outcome ?? null,
    codes: receipt?.codes ?? [],
  };
  if (hasFlag(values, 'json')) io.out(JSON.stringify(row));
  else
    io.out(`${row.seq}  ${row.recordedAt}  ${row.name}  ${row.outcome ?? 'waiting'}  ${row.codes.join(' ')}`.trimEnd());
}

type Quiet = Awaited<ReturnType<typeof openDeskQuietly>>;

async function quietly<T>(run: Run, work: (desk: Quiet) => T): Promise<T> {
  const desk = await openDeskQuietly(dataDir(run), clockOf(run), systemRandom);
  try {
    return work(desk);
  } finally {
    desk.close();
  }
}

function dataDir({ values }: Run): string {
  return resolve(requiredText(values, 'data'));
}
