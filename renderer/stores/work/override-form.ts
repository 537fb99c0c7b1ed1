// The override form: opens in place of the answer it is about, keeps its typed fields when a scan closes it, and sends the act again. PINs are never
// kept.

import type { AuthoriserInput, OverrideInput } from '../../../shared/views/circulation.ts';
import { tell, type Bench } from './bench.ts';
import { again, override } from './desk-acts.ts';
import { asking, canOverride, firstStep, isStranger } from './next-step.ts';
import { entriesOf, withEntryChanged, type Entry, type StrangerTyped } from './work-state.ts';

export type OverrideActions = {
  /** Opens the form for an entry, or for the newest one that may be overridden. */
  readonly open: (entryId?: number) => void;
  readonly close: () => void;
  readonly setReason: (entryId: number, text: string) => void;
  /** Typed fields of a person without an account. */
  readonly setStranger: (change: Partial<StrangerTyped>) => void;
  /** Clears the fault. */
  readonly forgetFault: () => void;
  /** Sends the act again. Faults of the input are shown in the form. */
  readonly send: (reason: string, authoriser: AuthoriserInput | null) => Promise<void>;
};

export function createOverrideForm(
  bench: Bench,
  inTurn: (act: () => Promise<unknown>) => Promise<void>,
): OverrideActions {
  const { store } = bench;
  return {
    open: (entryId) => openOverride(bench, entryId),
    close() {
      store.setState({ override: null });
      bench.focus();
    },
    setReason: (entryId, text) => store.setState(({ reasons }) => ({ reasons: { ...reasons, [entryId]: text } })),
    forgetFault: () =>
      store.setState(({ override: form }) => ({ override: form === null ? null : { ...form, error: null } })),
    setStranger: (change) => store.setState(({ stranger }) => ({ stranger: { ...stranger, ...change } })),
    async send(reason, authoriser) {
      const form = store.getState().override;
      const entry = form === null ? undefined : entryToOverride(bench, form.entryId);
      if (form === null || entry === undefined || entry.answer === null || form.isBusy) return;
      const codes = asking(entry.answer).map(({ code }) => code);
      const newPatron = isStranger(entry.answer) ? whoIn(store.getState().stranger) : null;
      store.setState(({ reasons }) => ({
        override: { ...form, error: null, isBusy: true },
        reasons: { ...reasons, [entry.id]: reason },
      }));
      await inTurn(async () => {
        const done = await override(bench, entry, {
          codes,
          reason,
          ...(authoriser === null ? {} : { authoriser }),
          ...(newPatron === null ? {} : { newPatron }),
        });
        finish(bench, done);
        if (newPatron !== null && done.state === 'done') await lendTheOthers(bench, done);
      });
    },
  };
}

/** Opens the form for an entry, or for the newest one that may be overridden. */
export function openOverride(bench: Bench, entryId?: number): void {
  const entry = entryToOverride(bench, entryId);
  if (entry === undefined) return;
  const { screen } = bench.view.getState();
  // The form stands on Check out, whose act it is; the answer that it was opened from is cleared.
  if (screen !== 'checkout') tell(bench, screen, { kind: 'ready' });
  bench.view.setState({ screen: 'checkout' });
  bench.store.setState({ override: { entryId: entry.id, error: null, isBusy: false } });
}

/** The data of a person without an account; null while a field of it is missing. */
function whoIn({ family, given, phone, idSeen }: StrangerTyped): OverrideInput['newPatron'] | null {
  if (family.trim() === '' || phone.trim() === '' || !idSeen) return null;
  return { family: family.trim(), given: given.trim(), phone: phone.trim(), idSeen };
}

/** Lends the items that waited for the name of a person, now that it is known. */
async function lendTheOthers(bench: Bench, { card }: Entry): Promise<void> {
  const waiting = entriesOf(bench.store.getState(), 'checkout').filter(
    (other) => other.card === card && firstStep(other) === 'who',
  );
  for (const other of waiting.toReversed()) await again(bench, other);
}

/** A refused PIN keeps the form open with the error in it and the entry as it was; anything else closes it. */
function finish(bench: Bench, entry: Entry): void {
  const isOpenStill = entry.state === 'failed';
  if (isOpenStill) restoreAsked(bench, entry);
  const form = isOpenStill ? { entryId: entry.id, error: entry.error, isBusy: false } : null;
  bench.store.setState({ override: form });
  if (form === null) bench.focus();
}

function restoreAsked(bench: Bench, { id }: Entry): void {
  bench.store.setState((work) =>
    withEntryChanged(work, id, (entry) => {
      const { answer, found: _, ...rest } = entry;
      return answer === null ? entry : { ...rest, state: 'ask', answer, error: null, found: null, lifted: null };
    }),
  );
}

function entryToOverride(bench: Bench, entryId: number | undefined): Entry | undefined {
  const entries = entriesOf(bench.store.getState(), 'checkout');
  return entries.find((entry) => canOverride(entry) && (entryId === undefined || entry.id === entryId));
}
