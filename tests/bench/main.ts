// `npm run bench [-- NAME…] [--json]`: measures, each figure beside a floor taken in the same run. Exit code 1 when a bar is missed.

import { parseArgs } from 'node:util';
import { keepsBar, type Figure } from './bench.ts';
import { bigDesk } from './big-desk.ts';
import { availability } from './availability.ts';
import { centralDrain } from './central-drain.ts';
import { connector } from './connector.ts';
import { coldStart } from './cold-start.ts';
import { courseOpen } from './course-open.ts';
import { dataFeed } from './data-feed.ts';
import { deskToDesk } from './desk-to-desk.ts';
import { drain } from './drain.ts';
import { importBench } from './import.ts';
import { localCommit } from './local-commit.ts';
import { notices } from './notices.ts';
import { payments } from './payments.ts';
import { rebase } from './rebase.ts';
import { reports } from './reports.ts';
import { ruleDecisions } from './rule-decisions.ts';
import { scanToAnswer } from './scan-to-answer.ts';
import { simulate } from './simulate.ts';
import { shelfScan } from './shelves.ts';
import { sip2 } from './sip2.ts';
import { simulatedOutage } from './simulated-outage.ts';
import { manyDesks } from './many-desks.ts';
import { severalServers } from './several-servers.ts';
import { useReport } from './use-report.ts';

const benches = [
  ruleDecisions,
  localCommit,
  scanToAnswer,
  shelfScan,
  courseOpen,
  coldStart,
  drain,
  bigDesk,
  rebase,
  payments,
  simulate,
  simulatedOutage,
  centralDrain,
  deskToDesk,
  manyDesks,
  severalServers,
  useReport,
  reports,
  notices,
  sip2,
  importBench,
  dataFeed,
  connector,
  availability,
];
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' } },
  allowPositionals: true,
  strict: false,
});
const unknown = [
  ...Object.keys(values)
    .filter((name) => name !== 'json')
    .map((name) => `--${name}`),
  ...positionals,
].find((name) => !benches.some((bench) => bench.name === name));
if (unknown !== undefined) {
  process.stderr.write(
    `HF-CLI-006: the bench ${unknown} was not found; choose of ${benches.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

for (const bench of benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  // The others are measured also when one breaks.
  const figures = await bench.run().catch((error: unknown) => {
    process.stderr.write(`FAIL ${bench.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  });
  figures?.forEach(print);
  if (figures === null || !figures.every(keepsBar)) process.exitCode = 1;
}

function print(figure: Figure): void {
  const { floor } = figure;
  const ratio = floor === null || floor === 0 ? null : Math.round((figure.figure / floor) * 100) / 100;
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ ...figure, ratio, ok: keepsBar(figure) })}\n`);
    return;
  }
  const { name, unit, bar, side, note } = figure;
  const parts = [
    `${figure.figure} ${unit}`,
    floor === null ? '' : `floor ${floor} ${unit}, ratio ${ratio ?? '-'}`,
    bar === null ? '' : `bar ${side === 'most' ? '≤' : '≥'} ${bar} ${unit}`,
    note ?? '',
  ];
  process.stdout.write(
    `${keepsBar(figure) ? 'ok  ' : 'MISS'} ${name}: ${parts.filter((part) => part !== '').join(' · ')}\n`,
  );
}
