// The worked cases of the folds, run through the real store and the real runner: their acts as commands of desks with keys.

import { caseEnd } from '../../../timeline/case-end.ts';
import { arrivalOrders } from '../../../timeline/arrival-orders.ts';
import { ActForm, type CaseFileForm, type CaseForm, type EndForm } from '../../../timeline/case-form.ts';
import { translateCase, type TranslatedCase } from '../../../timeline/translate-case.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import type { FoldedException } from '../../../../shared/circ/model/exception.ts';
import { branchId, titleId } from '../../../../shared/core/ids.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { hashPolicy } from '../../../../shared/rules/model/policy.ts';
import type { Scene } from './scene.ts';
import { createTestDesk, enrolDesk, type TestDesk } from './test-desk.ts';
import { testItem } from './test-library.ts';

/** A case in the form that these tests run. */
export type RunnableCase = {
  readonly form: CaseForm;
  readonly translated: TranslatedCase;
  readonly orders: readonly (readonly Act[])[];
};

/** The cases of a file, translated. */
export function runnableCases(file: CaseFileForm): RunnableCase[] {
  return file.cases.map((form) => {
    const translated = translateCase(
      file,
      form,
      form.acts.map((act) => ActForm.parse(act)),
    );
    return { form, translated, orders: arrivalOrders(translated.acts, 3) };
  });
}

const commandKinds = new Set(['checkout', 'checkin', 'renew', 'undo', 'resolveItem']);

/** Whether every act of a case is one that desks send as a command today, at a time that desks can have. */
export function isOfCommands({ translated }: RunnableCase): boolean {
  return translated.acts.every((act) => commandKinds.has(act.kind) && act.desk !== 'SRV' && !act.clockSuspect);
}

/** Empties everything that a case fills. */
export async function resetScene(scene: Scene): Promise<void> {
  await scene.store.write(async (tx) => {
    const tables = [
      'event',
      'event_loan',
      'loan',
      'hold',
      'fee',
      'credit',
      'exception',
      'item',
      'title',
      'policy',
      'desk',
      'desk_stream',
      'envelope',
      'receipt',
      'feed_row',
      'patron_scope',
      'alias',
    ] as const;
    for (const table of tables) await tx.db.deleteFrom(table).execute();
  });
}

/** Puts the items of a case on the shelves. */
export async function beginCase(scene: Scene, { translated }: RunnableCase): Promise<void> {
  const { items, opening, policy, policyHash } = translated;
  await scene.writer.putRows('policy', [{ hash: policyHash, policy }]);
  await scene.writer.putRows(
    'item',
    items.map(({ item, title, home, price, serial }) =>
      testItem(item, {
        titleId: titleId(title),
        home: branchId(home),
        priceMinor: price,
        serial: serial ?? false,
        base: { foldedTo: null, where: { status: 'available', branch: branchId(home) } },
        state: { status: 'available', branch: branchId(home), to: null, hold: null, loan: null },
      }),
    ),
  );
  await scene.writer.putActs(opening);
}

/** The desks of a case, each with its whole ledger. */
export async function desksOf(scene: Scene, { translated }: RunnableCase): Promise<Map<string, TestDesk>> {
  const desks = new Map<string, TestDesk>();
  for (const act of translated.acts.toSorted((a, b) => a.seq - b.seq)) {
    const desk = desks.get(act.desk) ?? createTestDesk(act.desk, act.branch ?? 'main', act.stream);
    if (!desks.has(act.desk)) await enrolDesk(scene.store, desk);
    desks.set(act.desk, desk);
    recordAs(desk, act, hashPolicy(translated.policy));
  }
  return desks;
}

function recordAs(desk: TestDesk, act: Act, policyHash: string): void {
  const options = {
    id: act.id,
    at: act.at,
    ...(act.saw === null ? {} : { saw: act.saw }),
    // A time stated to the minute is one from paper.
    ...(act.stated
      ? { stated: { at: act.at, source: act.uncertaintyMs === 60_000 ? ('paper' as const) : ('time' as const) } }
      : {}),
    ...(act.branch === null ? {} : { branch: act.branch }),
    offsetErrorMs: Math.max(act.uncertaintyMs - 50, 0),
    staff: null,
  };
  if (act.kind === 'checkout') {
    desk.checkout(act.itemId, act.patronId, { ...options, dueAt: act.dueAt, policyHash, overrides: act.overrides });
  } else if (act.kind === 'checkin') {
    desk.checkin(act.itemId, {
      ...options,
      ...(act.hold === null ? {} : { hold: act.hold }),
      ...(act.transitTo === null ? {} : { transitTo: act.transitTo }),
      ...(act.returnedAt === null ? {} : { returnedAt: act.returnedAt }),
    });
  } else if (act.kind === 'renew') {
    desk.renew(act.itemId, act.loanId, act.patronId, { ...options, dueAt: act.dueAt });
  } else if (act.kind === 'resolveItem') {
    desk.record(
      'resolveItem',
      { args: { itemId: act.itemId, holder: act.holder }, told: { decision: 'done', reasons: [] } },
      options,
    );
  } else if (act.kind === 'undo') {
    const { target, itemId, patronId, titleId: title } = act;
    desk.record(
      'undo',
      { args: { commandId: target, itemId, patronId, titleId: title }, told: { decision: 'done', reasons: [] } },
      options,
    );
  }
}

/** The server's rows, in the form of a case's `expect`. */
export async function endInStore(scene: Scene, { translated }: RunnableCase): Promise<EndForm> {
  const rows = await scene.store.read(async (tx) => ({
    items: await readAllRows(tx, 'item'),
    loans: await readAllRows(tx, 'loan'),
    holds: await readAllRows(tx, 'hold'),
    fees: await readAllRows(tx, 'fee'),
    credits: await readAllRows(tx, 'credit'),
    exceptions: await readAllRows(tx, 'exception'),
  }));
  const exceptions = rows.exceptions
    .filter((row) => row.origin === 'folded' && row.state === 'open')
    .map((row) => ({
      code: row.code,
      subject: row.itemId === null ? { patron: row.patronId } : { item: row.itemId },
      cause: row.cause,
    }));
  const folded = {
    ...rows,
    items: new Map(rows.items.map((item) => [item.id, { state: item.state, fold: undefined }])),
    exceptions: exceptions as unknown as FoldedException[],
  };
  return caseEnd(
    folded as unknown as Parameters<typeof caseEnd>[0],
    translated.acts.map((act) => act.id),
  );
}
