// Acts over acts or shifts of another member of staff: those ask for a right of their own, which the definition names.

import { assignedTo, inOrderOfWork, type PlacedWork } from '../../shared/circ/exception-work.ts';
import type { Right } from '../../shared/circ/rights.ts';
import type { ActId, ExceptionId } from '../../shared/core/ids.ts';
import { EnvelopeBodySchema } from '../../shared/wire/envelope.ts';
import type { ReadTx } from '../store/store.ts';
import { placedWork } from '../timeline/exception-work.ts';
import { workExceptions } from '../../shared/acts/exception/work-exceptions.ts';
import type { Signed, StaffRightsAt } from './judge-staff.ts';
import { undoneBy } from './taken.ts';

/** The commands of a batch that are over another person's acts or shifts, as far as their desk could see. */
export async function overOthers(
  tx: ReadTx,
  batch: readonly Signed[],
  rightsAt: StaffRightsAt,
): Promise<ReadonlySet<ActId>> {
  const over = [...(await undoneOfOthers(tx, batch)), ...(await assignedToOthers(tx, batch, rightsAt))];
  return new Set(over.map(({ header }) => header.id));
}

/** Undos of an act signed by another person; unsigned and missing acts do not count. */
async function undoneOfOthers(tx: ReadTx, batch: readonly Signed[]): Promise<Signed[]> {
  const undos = batch.flatMap((signed) => {
    const target = undoneBy(signed);
    return target === null ? [] : [{ signed, target }];
  });
  if (undos.length === 0) return [];
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'body'])
    .where(
      tx.anyOf(
        'id',
        undos.map(({ target }) => target),
      ),
    )
    .execute();
  const signers = new Map<string, string | null>(
    rows.map(({ id, body }) => [id, EnvelopeBodySchema.parse(JSON.parse(body)).staffId]),
  );
  // Acts of the same batch are kept only after judging.
  for (const { header, body } of batch) signers.set(header.id, body.staffId);
  const isOthers = ({ body }: Signed, target: string) => {
    const signer = signers.get(target) ?? null;
    return signer !== null && signer !== body.staffId;
  };
  return undos.filter(({ signed, target }) => isOthers(signed, target)).map(({ signed }) => signed);
}

/**
 * Exceptions given to another person, or taken from one. An assignment made at another desk counts where this desk had the row that shows it: a desk
 * without a network acts in good faith.
 */
async function assignedToOthers(tx: ReadTx, batch: readonly Signed[], rightsAt: StaffRightsAt): Promise<Signed[]> {
  const works = batch.flatMap((signed) =>
    signed.command.name === 'workExceptions' && signed.command.args.to !== undefined
      ? [{ signed, args: signed.command.args }]
      : [],
  );
  if (works.length === 0) return [];
  const ids = works.flatMap(({ args }) => args.ids);
  const kept = await placedWork(tx, ids);
  const changedAt = await exceptionsChangedAt(tx, ids);
  const here: (PlacedWork & { readonly id: ExceptionId })[] = [];
  return works.flatMap(({ signed, args: { ids: worked, ...entry } }) => {
    const { body, header } = signed;
    const { staffId, basis } = body;
    const isAnothers = (id: ExceptionId): boolean => {
      const isSeen = (changedAt.get(id) ?? 0) <= basis.pos;
      const seen = (kept.get(id) ?? []).filter(({ place }) => isSeen || place.desk === header.desk);
      const assigned = assignedTo(inOrderOfWork([...seen, ...here.filter((one) => one.id === id)]));
      return assigned !== null && assigned !== staffId;
    };
    const isOver = (entry.to !== null && entry.to !== staffId) || worked.some(isAnothers);
    const { othersRight } = workExceptions;
    const isTaken = !isOver || othersRight === null || rightsOf(signed, rightsAt).includes(othersRight);
    if (staffId !== null && isTaken) {
      const work = { entry: { ...entry, staffId, at: header.at, by: header.id }, place: header };
      here.push(...worked.map((id) => ({ id, ...work })));
    }
    return isOver ? [signed] : [];
  });
}

function rightsOf({ body: { staffId }, header }: Signed, rightsAt: StaffRightsAt): readonly Right[] {
  return staffId === null ? [] : (rightsAt(staffId, header.at) ?? []);
}

/** Positions of the feed at which the rows of exceptions changed last. */
async function exceptionsChangedAt(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom('feed_row')
    .select(['key', 'position'])
    .where('kind', '=', 'exception')
    .where(tx.anyOf('key', ids))
    .execute();
  return new Map(rows.map(({ key, position }) => [key, position]));
}
