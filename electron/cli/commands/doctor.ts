// `holdfast doctor`: checks files, keys, clock and server of a data folder, and reports each fault with its remedy.

import { existsSync, statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LEAST_FREE_BYTES } from '../../../shared/circ/readiness.ts';
import { isError } from '../../../db/open/sqlite-error.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { systemClock } from '../../core/system-clock.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, requiredText, type Command, type Run } from '../command.ts';
import { bundledPackages } from '../offline/bundled-packages.ts';
import { checkCentral, checkLostCentral } from '../offline/check-central.ts';
import { checkCore } from '../offline/check-core.ts';
import { checkDesk } from '../../core/look/check-desk.ts';
import { badFinding, type Finding } from '../../core/look/finding.ts';
import { lookOfCore } from '../offline/ask-look.ts';
import type { ProgramFiles } from '../shell/program-files.ts';

/** The command, given where the program lies. */
export const doctorCommand = ({ sbom }: ProgramFiles): Command => ({
  usage: `--data DIR [--json]
holdfast doctor --licences [--json]

Checks the folder of a desk or of a central server: both files, keys, clock, space, server. Exit code 1 when something is bad.
licences: every package of others that this program carries, with its version and licence; the same as holdfast.cdx.json (CycloneDX).`,
  options: { data: { type: 'string' }, licences: { type: 'boolean' } },
  run: async (run) => {
    if (hasFlag(run.values, 'licences')) return listLicences(run, sbom);
    const dir = resolve(requiredText(run.values, 'data'));
    const folder = checkFolder(dir);
    const findings = folder.state === 'bad' ? [folder] : [folder, checkSpace(dir), ...(await checkContents(run, dir))];
    for (const finding of findings) print(run, finding);
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
});

function listLicences({ values, io }: Run, sbom: string): number {
  for (const one of bundledPackages(sbom)) {
    if (hasFlag(values, 'json')) io.out(JSON.stringify(one));
    else io.out(`${one.name} ${one.version}: ${one.licence ?? 'names no licence'}`);
  }
  return 0;
}

function print({ values, io }: Run, finding: Finding): void {
  if (hasFlag(values, 'json')) io.out(JSON.stringify(finding));
  else
    io.out(
      `${finding.state.padEnd(4)} ${finding.what}: ${finding.text}${finding.todo === undefined ? '' : `; ${finding.todo}`}`,
    );
}

function checkFolder(dir: string): Finding {
  if (isFolder(dir)) return { what: 'folder', state: 'ok', text: dir };
  const text = existsSync(dir) ? `${dir} is a file` : `${dir} is not there`;
  return { what: 'folder', state: 'bad', text, todo: 'name the data folder of a desk or server' };
}

function isFolder(dir: string): boolean {
  return statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
}

function checkSpace(dir: string): Finding {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const text = `${Math.floor(free / 1024 / 1024)} MB free`;
  return free >= LEAST_FREE_BYTES
    ? { what: 'space', state: 'ok', text }
    : { what: 'space', state: 'bad', text, todo: 'free some space: acts are refused when the disk is full' };
}

async function checkContents(run: Run, dir: string): Promise<Finding[]> {
  if (existsSync(join(dir, 'central.db'))) return checkCentral(run, dir);
  const core = await checkCore(dir);
  try {
    // Keys that the computer sealed for the desk are open to the running desk alone.
    const asked = await lookOfCore(dir, { kind: 'check' });
    if (asked?.kind === 'checked') return [...core, ...asked.findings];
    const clock = systemClock(clockShiftMs(run));
    const desk = await openDeskQuietly(dir, clock, systemRandom);
    try {
      return [...core, ...(await checkDesk(desk, dir, clock))];
    } finally {
      desk.close();
    }
  } catch (error) {
    if (!isError(error, 'HF-ENROL-007')) return [...core, badFinding('files', error)];
    return [(await checkLostCentral(dir)) ?? nobodysFolder];
  }
}

const nobodysFolder: Finding = {
  what: 'files',
  state: 'bad',
  text: 'neither a desk nor a central server keeps its files here',
  todo: 'name the data folder of one; a demo has two in its folder, desk and central',
};
