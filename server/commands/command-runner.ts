// Runs batches of commands exactly once. One batch is one SQL transaction: verified and admitted in the order of the stream, applied under a
// savepoint, published under one position, answered with receipts that are never changed. [I2] [I3] [I5] [I6] [I7] [I8] [I27]

import { ED25519, type Signing } from '../../db/keys/signing.ts';
import type { ActId, DeskId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { isPhysical, isServersOwn, parseCommand } from '../../shared/acts/commands.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { actHeader } from '../../shared/circ/occurred.ts';
import type { CommandsRequest, CommandsResponse } from '../../shared/wire/commands.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import { publish } from '../feed/publish.ts';
import { heardDesk } from '../schedule/silence.ts';
import { isInfrastructure } from '../store/failure.ts';
import { collectChanges, type RowChanges } from '../store/row-changes.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { createReferences, type References } from '../timeline/references.ts';
import { admit, headerSource, type Admission, type Admitted, type Verdict } from './admit.ts';
import type { ApplyContext } from '../acts/act-effect.ts';
import { applyCommands } from './apply-commands.ts';
import { rightsOfAct, staffRights, type StaffRightsAt } from './judge-staff.ts';
import {
  keepContradiction,
  keepEnvelopes,
  keepFaults,
  keepLosses,
  receiptText,
  type Answered,
} from './keep-answers.ts';
import { lockBatch, lockNamed } from './lock-batch.ts';
import { countsElsewhere, placeFilled, writeFillings, type FilledPlace } from './missing-arguments.ts';
import { createDeskKeys, prepareEnvelopes, type Preparation, type ReadCommand } from './prepare-envelopes.ts';
import { overOthers } from './over-others.ts';
import { storePolicies } from './store-policies.ts';
import { heldActs, keepReleased, noteLacks } from './released-acts.ts';
import { saveStream, withContact, type StreamState } from './stream-state.ts';
import type { Taken } from './taken.ts';

export type CommandRunner = {
  /**
   * Takes a request that a desk carries; usually its own. Throws only when the machine fails: then nothing of the request is recorded, and
   * the same bytes may be sent again. `spokeAt`: when the request began to come in; absent = just now. Acts done while it waited are not in it, and
   * happened before it was taken.
   */
  readonly run: (request: CommandsRequest, carrier: DeskId, spokeAt?: Instant) => Promise<CommandsResponse>;
  /**
   * Takes acts of the server's own desk, made in the transaction that takes them, so that two server processes never make the same. Other changes of
   * that transaction are published with them. Null: there was nothing to do.
   */
  readonly runOwn: (
    make: (tx: WriteTx, changes: RowChanges) => Promise<CommandsRequest | null>,
  ) => Promise<CommandsResponse | null>;
};

export type RunnerParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly references?: References;
  /** Called for faults that a person should look at: the code names it, the error is never shown to desks. */
  readonly faulted?: (code: string, error: unknown) => void;
  /** How commands are read. */
  readonly read?: ReadCommand;
  /** How desks sign; absent = as they do everywhere but in a simulation. */
  readonly signing?: Signing;
};

export function createCommandRunner({ signing = ED25519, ...parts }: RunnerParts): CommandRunner {
  const keys = createDeskKeys(signing);
  const references = parts.references ?? createReferences();
  const runner: Runner = {
    ...parts,
    references,
    read: parts.read ?? parseCommand,
    faulted: parts.faulted ?? (() => undefined),
  };
  return {
    run: async (request, carrier, spokeAt = parts.clock.now()) => {
      const now = parts.clock.now();
      const preparation = await parts.store.read((tx) => prepareEnvelopes(tx, request, { keys, read: runner.read }));
      const batch = { request, preparation, carrier, now, spokeAt };
      return parts.store.write((tx) => runBatch(tx, batch, { ...runner, changes: collectChanges() }));
    },
    runOwn: (make) =>
      parts.store.write(async (tx) => {
        const changes = collectChanges();
        const request = await make(tx, changes);
        if (request === null) {
          if (!changes.isEmpty()) await publish(tx, await tx.nextPosition(), changes);
          return null;
        }
        const preparation = await prepareEnvelopes(tx, request, { keys, read: runner.read });
        const now = parts.clock.now();
        const batch = { request, preparation, carrier: OWN_DESK, now, spokeAt: now };
        return runBatch(tx, batch, { ...runner, changes });
      }),
  };
}

type Runner = Required<Omit<RunnerParts, 'signing'>>;

/** The runner for one batch, with the earlier changes in its transaction. */
type BatchRunner = Runner & { readonly changes: RowChanges };

type Batch = {
  readonly request: CommandsRequest;
  readonly preparation: Preparation;
  readonly carrier: DeskId;
  readonly now: Instant;
  /** When the carrier began to speak. */
  readonly spokeAt: Instant;
};

async function runBatch(tx: WriteTx, batch: Batch, runner: BatchRunner): Promise<CommandsResponse> {
  const { request, preparation, now } = batch;
  await lockBatch(tx, request.stream, preparation.prepared);
  const admission = await admit(tx, { stream: request.stream, ...preparation }, now);
  const { epoch } = await tx.db.selectFrom('feed_head').select('epoch').executeTakeFirstOrThrow();
  const ending = { serverTime: now, epoch };
  const broken = preparation.broken ? ({ problem: 'bad-signature' } as const) : {};
  const { changes } = runner;
  if (admission === null) {
    await heardWithoutActs(tx, batch, changes);
    return { receipts: [], expected: 1, ...broken, ...ending };
  }
  const filled = await fillIn(tx, admission, { batch, runner, changes });
  const answers = await answer(tx, admission, { batch, runner, changes });
  await keepEnvelopes(tx, answers, now);
  await keepFaults(tx, answers, { now, deskNames: deskNames(preparation) }, changes);
  const known = { now, deskNames: deskNames(preparation) };
  await keepLosses(tx, answers, known, changes);
  const isFork = await keepContradiction(tx, admission.contradicting, known, changes);
  // A copy that sends acts again does not change a person's decision about it.
  const status = isFork || admission.contradicting.length === 0 ? admission.state.status : admission.statusBefore;
  await keepStream(tx, { ...admission.state, status }, batch, changes);
  const isNews = answers.length + filled.length > 0 || !changes.isEmpty();
  const position = isNews ? await tx.nextPosition() : 0;
  await placeFilled(tx, filled, position);
  if (position > 0) await publish(tx, position, changes);
  const receipts = await keepReceipts(tx, answers, { position, now });
  const problem = admission.problem ?? broken.problem;
  return {
    receipts: admission.verdicts.map((verdict) => receiptOf(verdict, receipts)),
    expected: admission.state.lastSeq + 1,
    ...(problem === undefined ? {} : { problem }),
    ...ending,
  };
}

type Answering = { readonly batch: Batch; readonly runner: Runner; readonly changes: RowChanges };

/**
 * Gives acts kept without arguments those that came, and takes in the acts that waited for nothing else. Their receipts stay. An act held for another
 * reason goes on waiting for a person. Returns those that were taken in.
 */
async function fillIn(
  tx: WriteTx,
  { fillings, verdicts, state }: Admission,
  answering: Answering,
): Promise<readonly FilledPlace[]> {
  const filled: FilledPlace[] = [];
  await writeFillings(tx, fillings);
  const waited = new Set(verdicts.flatMap((verdict) => (verdict.kind === 'stored' ? waitedForArguments(verdict) : [])));
  for (const { stream, seq, prepared, effectiveAt, clampedAt } of fillings) {
    const { body, place } = prepared;
    const isOfStream = stream === state.stream && seq === place.seq;
    if (body === null || !isOfStream || !waited.has(seq) || state.status !== 'open') continue;
    if (await countsElsewhere(tx, place)) continue;
    const rightsAt = await staffRights(tx, new Set(body.staffId ?? []));
    const header = { ...actHeader(headerSource(body), null, clampedAt), at: effectiveAt };
    const admitted = { prepared, header, effectiveAt, clampedAt };
    const rights = { rightsAt, overOthers: await overOthersIn(tx, [admitted], rightsAt) };
    const recorded = recordOne({ kind: 'take', admitted }, answering.runner, rights);
    const [answered] = await applyAll(tx, [recorded], { ...answering, context: contextOf(answering, []) });
    if (!('taken' in recorded) || answered?.outcome !== 'applied') continue;
    const event = { recorded: [], header: { ...header, at: answering.batch.now }, body: { staffId: null } };
    await keepReleased(tx, { release: event, acts: [recorded.taken] }, answering.changes);
    filled.push({ stream, seq });
  }
  return filled;
}

/** The seq of an act that was held for its arguments alone. */
function waitedForArguments({ receipt }: Extract<Verdict, { kind: 'stored' }>): number[] {
  const { seq, codes } = ReceiptSchema.parse(JSON.parse(receipt));
  return codes.includes('args-missing') ? [seq] : [];
}

/** Decides every new envelope: applied together, or one by one when together they fail. */
async function answer(tx: WriteTx, admission: Admission, answering: Answering): Promise<Answered[]> {
  const { batch, runner, changes } = answering;
  const alsoItems = await storePolicies(tx, batch.request.policies, changes);
  const fresh = admission.verdicts.filter((verdict) => verdict.kind === 'take' || verdict.kind === 'refuse');
  const rightsAt = await staffRights(
    tx,
    new Set(fresh.flatMap(({ admitted }) => admitted.prepared.body?.staffId ?? [])),
  );
  const over = await overOthersIn(
    tx,
    fresh.map(({ admitted }) => admitted),
    rightsAt,
  );
  const recorded = fresh.map((verdict) => recordOne(verdict, runner, { rightsAt, overOthers: over }));
  return applyAll(tx, recorded, { ...answering, context: contextOf(answering, alsoItems) });
}

function contextOf({ batch, runner }: Answering, alsoItems: ApplyContext['alsoItems']): ApplyContext {
  return {
    references: runner.references,
    now: batch.now,
    deskNames: deskNames(batch.preparation),
    alsoItems,
    judgingFailed: (error) => runner.faulted('judging', error),
  };
}

/** Of acts that are rejected without their right: physical ones are judged when they are applied. */
function overOthersIn(
  tx: WriteTx,
  admitted: readonly Admitted[],
  rightsAt: StaffRightsAt,
): Promise<ReadonlySet<ActId>> {
  const signed = admitted.flatMap(({ header, prepared: { body, command } }) => {
    if (header === null || body === null || command?.ok !== true || isPhysical(body.name, body.version)) return [];
    return [{ header, body, command: command.value }];
  });
  return overOthers(tx, signed, rightsAt);
}

type Rights = { readonly rightsAt: StaffRightsAt; readonly overOthers: ReadonlySet<ActId> };
type RecordedOne = { readonly taken: Taken } | { readonly answered: Answered };

/** Records a command, or returns why it is not taken in. A command that is no physical act may be rejected; any other is held. */
function recordOne(
  verdict: Extract<Verdict, { kind: 'take' | 'refuse' }>,
  runner: Runner,
  { rightsAt, overOthers: over }: Rights,
): RecordedOne {
  const { admitted } = verdict;
  const { body, command, place } = admitted.prepared;
  if (verdict.kind === 'refuse' || body === null || command === null || admitted.header === null) {
    const refusal = verdict.kind === 'refuse' ? verdict.refusal : ({ outcome: 'held', code: 'malformed' } as const);
    if (refusal.code === 'malformed') return { answered: failed(admitted, ['malformed']) };
    const duplicateOf = refusal.outcome === 'duplicate-of' ? { duplicateOf: place.id } : {};
    return {
      answered: {
        admitted,
        outcome: refusal.outcome,
        codes: refusal.outcome === 'held' ? [refusal.code] : [],
        ...duplicateOf,
      },
    };
  }
  if (isServersOwn(body.name, body.version) && body.deskId !== OWN_DESK)
    return { answered: { admitted, outcome: 'rejected', codes: ['not-for-desks'] } };
  try {
    if (!command.ok) return { answered: failed(admitted, [command.error]) };
    const asked = rightsOfAct({ body, command: command.value, header: admitted.header }, over);
    const recorded = command.value.record(admitted.header, body.override?.codes ?? []);
    const held = body.staffId === null ? null : rightsAt(body.staffId, admitted.header.at);
    // Only a physical act is applied in spite of the missing right, and raises an exception when it is judged; any other is rejected.
    const isHeld = asked.every((right) => held?.includes(right) === true);
    if (!isHeld && !isPhysical(body.name, body.version))
      return { answered: { admitted, outcome: 'rejected', codes: ['staff-role-revoked'] } };
    return { taken: { admitted, body, command: command.value, header: admitted.header, recorded } };
  } catch (error) {
    runner.faulted('record', error);
    return { answered: failed(admitted, []) };
  }
}

/** The answer to an act that could not be taken in: a physical act is kept for a person to look at. */
function failed(admitted: Admitted, codes: readonly string[]): Answered {
  const { name, version } = admitted.prepared.place;
  if (!isPhysical(name, version))
    return { admitted, outcome: 'rejected', codes: codes.length > 0 ? codes : ['server-fault'] };
  return { admitted, outcome: 'held', codes: ['server-fault', ...codes] };
}

async function applyAll(
  tx: WriteTx,
  recorded: readonly RecordedOne[],
  applying: Answering & { readonly context: ApplyContext },
): Promise<Answered[]> {
  const { changes, context, runner } = applying;
  const batch = recorded.flatMap((one) => ('taken' in one ? [one.taken] : []));
  const held = new Map<Taken, readonly Taken[] | null>();
  for (const taken of batch) held.set(taken, await heldActs(tx, taken, runner.read));
  const letGo = [...held.values()].flatMap((acts) => acts ?? []);
  const named = letGo.map(({ command }) => command.names());
  if (named.length > 0) await lockNamed(tx, named, []);
  const codes = new Map<ActId, readonly string[]>();
  const faults = new Set<ActId>();
  const apply = async (commands: readonly Taken[], alsoItems: ApplyContext['alsoItems']) => {
    const released = commands.flatMap((taken) => held.get(taken) ?? []);
    const applied = await tx.savepoint(async () => {
      const own = await applyCommands(tx, [...commands, ...released], { ...context, alsoItems });
      for (const release of commands) await keepReleased(tx, { release, acts: held.get(release) ?? [] }, own.changes);
      return own;
    });
    changes.add(applied.changes);
    for (const { header } of commands) codes.set(header.id, applied.codes.get(header.id) ?? []);
  };
  try {
    if (batch.length + context.alsoItems.length > 0) await apply(batch, context.alsoItems);
  } catch (error) {
    if (isInfrastructure(error)) throw error;
    const orFault = (fault: unknown, id: ActId | null) => {
      if (isInfrastructure(fault)) throw fault;
      runner.faulted('apply', fault);
      if (id !== null) faults.add(id);
    };
    if (context.alsoItems.length > 0)
      await apply([], context.alsoItems).catch((fault: unknown) => orFault(fault, null));
    for (const taken of batch) {
      const acts = held.get(taken) ?? [];
      // Of acts that a person releases, one that fails keeps none of the others.
      const parts = acts.length < 2 ? [acts] : acts.map((act) => [act]);
      let failures = 0;
      for (const part of parts) {
        held.set(taken, held.get(taken) === null ? null : part);
        await apply([taken], []).catch((fault: unknown) => {
          failures += 1;
          orFault(fault, null);
        });
      }
      if (failures === parts.length) faults.add(taken.header.id);
    }
  }
  await noteLacks(tx, batch, runner.read, changes);
  return recorded.map((one) => {
    if ('answered' in one) return one.answered;
    const { admitted, header } = one.taken;
    if (held.get(one.taken) === null) return { admitted, outcome: 'rejected' as const, codes: ['still-held'] };
    return faults.has(header.id)
      ? failed(admitted, [])
      : { admitted, outcome: 'applied' as const, codes: codes.get(header.id) ?? [] };
  });
}

async function keepStream(
  tx: WriteTx,
  state: StreamState,
  { request, carrier, now, spokeAt }: Batch,
  changes: RowChanges,
): Promise<void> {
  // Only the desk itself knows how far its ledger was when it spoke.
  const isOwn = carrier === state.deskId;
  // A stream begins with its first act, which names the stream that it replaces; one that comes out of order must not begin it.
  const isBegun = state.lastSeq > 0 || state.status !== 'open';
  if (isBegun) await saveStream(tx, isOwn ? withContact(state, { at: spokeAt, ledgerSeq: request.ledgerSeq }) : state);
  if (!isOwn) return;
  const isDrained = saysDrained(request) && request.ledgerSeq <= state.lastSeq;
  await heardDesk(tx, { desk: carrier, now, isDrained, request }, changes);
}

/** A desk with a stream of which nothing has come speaks as well. */
async function heardWithoutActs(tx: WriteTx, { request, carrier, now }: Batch, changes: RowChanges): Promise<void> {
  if (request.envelopes.length > 0) return;
  const isDrained = saysDrained(request) && request.ledgerSeq === 0;
  await heardDesk(tx, { desk: carrier, now, isDrained, request }, changes);
  if (!changes.isEmpty()) await publish(tx, await tx.nextPosition(), changes);
}

/** Whether the desk has nothing left to send. One of an older version asks without acts only then. */
function saysDrained({ left, envelopes }: CommandsRequest): boolean {
  return left === undefined ? envelopes.length === 0 : left === 0;
}

async function keepReceipts(
  tx: WriteTx,
  answers: readonly Answered[],
  at: { readonly position: number; readonly now: Instant },
): Promise<Map<number, string>> {
  const rows = answers.map((answered) => {
    const { place } = answered.admitted.prepared;
    const { stream, seq, deskId, id } = place;
    return { stream, seq, desk_id: deskId, id, position: at.position, body: receiptText(answered, at) };
  });
  await tx.upsert('receipt', rows);
  return new Map(rows.map((row) => [row.seq, row.body]));
}

function receiptOf(verdict: Verdict, receipts: ReadonlyMap<number, string>): string {
  if (verdict.kind === 'stored') return verdict.receipt;
  const seq = verdict.kind === 'repeat' ? verdict.seq : verdict.admitted.prepared.place.seq;
  return receipts.get(seq) ?? '';
}

function deskNames({ desks }: Preparation): Map<string, string> {
  return new Map([...desks.values()].map((desk) => [desk.id, desk.name]));
}
