// The log of branches at the server follows from its acts, in any order of arrival: each entry with its last text and
// its first end; and the questions that their desk did not take back.

import { z } from 'zod';
import { isSameData } from '../../../shared/core/same-data.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { holds } from '../world/broken.ts';

type Said = {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly desk: string;
  readonly args: Args;
};
type Args = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** The identities of the things that an act writes, which others may write as well. */
function namesOf(said: Said): readonly string[] {
  const { name, args } = said;
  if (name !== 'countGates') return [nameOf(said) ?? []].flat();
  const { counts } = CountsSchema.parse(args);
  return counts.map(({ gate, readAt }) => `gate ${text(args['branch'])} ${gate} ${readAt}`);
}

const CountsSchema = z.object({ counts: z.array(z.object({ gate: z.string(), readAt: z.int() })) });

function nameOf({ id, name, args }: Said): string | null {
  switch (name) {
    case 'editLogList':
      return `list ${text(args['branch'])} ${text(args['list'])}`;
    case 'tickStep':
      return `step ${text(args['branch'])} ${text(args['day'])} ${text(args['list'])} ${text(args['step'])}`;
    case 'readGate':
    case 'takeBackReading':
      return `gate ${text(args['branch'])} ${text(args['gate'])} ${text(args['readAt'])}`;
    case 'lockDesks':
      return `lock ${text(args['branch'])}`;
    case 'startDrill':
      return `drill ${text(args['desk'])}`;
    case 'leaveMessage':
    case 'noteIncident':
    case 'keepFound':
    case 'correctIncident':
    case 'startInventory':
      return id;
    default:
      return null;
  }
}

const ENDS: Readonly<Record<string, string>> = {
  endMessage: 'message',
  endIncident: 'incident',
  endFound: 'found',
  endInventory: 'inventory',
};

/** Throws where the rows are others. Acts whose arguments are purged say nothing any more. */
export async function checkLogIn(tx: ReadTx): Promise<void> {
  const stored = await tx.db
    .selectFrom('envelope')
    .select(['id', 'name', 'desk_id as desk', 'effective_at as at', 'args'])
    .where('outcome', '=', 'applied')
    .execute();
  if (stored.some(({ args }) => args === null)) return;
  const said = stored
    .map(({ args, at, ...one }): Said => ({ ...one, at: Number(at), args: parseArgs(args ?? '') }))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const putBy = new Map<string, string>();
  for (const one of said) {
    for (const name of one.name === 'takeBackReading' ? [] : namesOf(one)) putBy.set(name, one.id);
  }
  const endedBy = new Map<string, string>();
  for (const { id, name, args } of said) {
    const of = text(args[ENDS[name] ?? '']);
    if (of !== '' && putBy.has(of) && !endedBy.has(of)) endedBy.set(of, id);
  }
  // A reading is put and taken back, and the last of these counts.
  for (const one of said) {
    for (const name of namesOf(one)) {
      if (one.name === 'takeBackReading' && putBy.has(name)) endedBy.set(name, one.id);
      if (one.name === 'readGate' || one.name === 'countGates') endedBy.delete(name);
    }
  }
  // A desk's reports on itself are no acts.
  const rows = (await readAllRows(tx, 'logEntry')).filter(
    ({ what }) => what.kind !== 'readiness' && what.kind !== 'lessons' && what.kind !== 'enrolled',
  );
  const found = rows.map(({ act }) => String(act)).toSorted();
  // An act that puts several entries stands for each of them.
  const wanted = [...putBy.values()].toSorted();
  holds(24, isSameData(found, wanted), () => `the log was put by ${found.join()} and not by ${wanted.join()}`);
  const ended = rows.flatMap(({ ended: end }) => (end === null ? [] : [String(end.act)])).toSorted();
  const ends = [...endedBy.values()].toSorted();
  holds(24, isSameData(ended, ends), () => `the log was ended by ${ended.join()} and not by ${ends.join()}`);
  const undone = new Set(
    said.flatMap(({ name, desk, args }) => (name === 'undo' ? `${desk} ${text(args['commandId'])}` : [])),
  );
  const questions = said
    .filter(({ id, name, desk }) => name === 'tally' && !undone.has(`${desk} ${id}`))
    .map(({ id }) => id);
  const counted = await tx.db.selectFrom('reference_tally').select('id').where('undone', '=', 0).execute();
  const stands = counted.map(({ id }) => id).toSorted();
  holds(24, isSameData(stands, questions.toSorted()), () => `other questions stand: ${stands.join()}`);
}

function parseArgs(stored: string): Args {
  return (JSON.parse(stored) as { readonly command: Args }).command;
}
