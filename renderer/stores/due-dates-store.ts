// Due dates of many loans, changed at once: selection, new date, preview and result. Kept while another place is shown.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import { locationId, type BatchId } from '../../shared/core/ids.ts';
import type { DueAsk, DueChoices, DuePreview, DueUndone } from '../../shared/views/due-dates.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { nextRow } from './next-row.ts';
import type { Tone } from './work/tone-of.ts';

/** As chosen and typed; empty = all. Days as "2026-12-15". */
export type DueForm = {
  readonly group: string;
  readonly location: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly move: DueAsk['move']['to'];
  readonly day: string;
  readonly days: string;
  readonly mayShorten: boolean;
  readonly reason: string;
};

/** A change of many due dates that can be undone as one. */
type Changed = { readonly batch: BatchId; readonly loans: number };

export type DueDatesState = {
  readonly isOpen: boolean;
  /** Null until the desk has answered. */
  readonly choices: DueChoices | null;
  readonly form: DueForm | null;
  /** Preview of the form as it stands; null since its last change. */
  readonly preview: DuePreview | null;
  readonly focus: string | null;
  /** How many of how many are done, while it takes several calls. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly isBusy: boolean;
  /** A change that was begun and not ended: asked about again, it goes on. */
  readonly going: BatchId | null;
  readonly changed: Changed | null;
  /** Result of the undo. */
  readonly undone: Pick<DueUndone, 'done' | 'stays'> | null;
  /** The library asks for the reason of an undo. */
  readonly asksWhy: boolean;
  readonly error: BridgeError | null;
};

export type DueDates = {
  readonly store: StoreApi<DueDatesState>;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
  readonly change: (change: Partial<DueForm>) => void;
  /** Asks for the preview. */
  readonly look: () => Promise<void>;
  /** Makes the previewed changes. */
  readonly apply: () => Promise<void>;
  /** Takes the change back; null: no reason was given, and where one is needed it is asked for. */
  readonly undo: (reason: string | null) => Promise<void>;
  readonly focusRow: (key: string) => void;
  readonly moveFocus: (by: 1 | -1) => void;
};

const EMPTY: DueDatesState = {
  isOpen: false,
  choices: null,
  form: null,
  preview: null,
  focus: null,
  progress: null,
  isBusy: false,
  going: null,
  changed: null,
  undone: null,
  asksWhy: false,
  error: null,
};

export type DueDatesParts = { readonly link: DeskLink; readonly play: (tone: Tone) => void };

export function createDueDates({ link, play }: DueDatesParts): DueDates {
  const store = createStore<DueDatesState>(() => EMPTY);
  const refused = (error: BridgeError): void => {
    store.setState({ error, isBusy: false, progress: null });
    play('refused');
  };
  link.on('session.changed', () => store.setState(EMPTY));
  return {
    store,
    async begin() {
      store.setState({ isOpen: true, error: null });
      const choices = await link.ask('due.choices', {});
      if (!choices.ok) return refused(choices.error);
      const { today, last } = choices.value;
      store.setState(({ form }) => ({
        choices: choices.value,
        form: form ?? emptyForm(today),
        changed: last === null ? null : { batch: last.batch, loans: last.loans },
      }));
    },
    close: () => store.setState({ isOpen: false, error: null }),
    change: (change) =>
      store.setState(({ form, preview, going }) => ({
        form: form === null ? null : { ...form, ...change },
        // The reason does not change the effect: the preview stays.
        preview: 'reason' in change ? preview : null,
        going: 'reason' in change ? going : null,
        undone: null,
        error: null,
      })),
    async look() {
      const { form, isBusy, going } = store.getState();
      if (form === null || isBusy) return;
      store.setState({ isBusy: true, error: null, undone: null });
      const preview = await link.ask('due.preview', { ...askOf(form), batch: going });
      if (!preview.ok) return refused(preview.error);
      store.setState({ preview: preview.value, isBusy: false, focus: null });
    },
    ...changing({ link, play }, store, refused),
    focusRow: (focus) => store.setState({ focus }),
    moveFocus: (by) =>
      store.setState(({ preview, focus }) => ({ focus: nextRow(preview?.list.rows ?? [], focus, by) })),
  };
}

type Changing = Pick<DueDates, 'apply' | 'undo'>;

/** Changes a part with each call until nothing is left, and takes back likewise. */
function changing(
  { link, play }: DueDatesParts,
  store: StoreApi<DueDatesState>,
  refused: (error: BridgeError) => void,
): Changing {
  const changedBy = (batch: BatchId): number => {
    const { changed } = store.getState();
    return changed?.batch === batch ? changed.loans : 0;
  };
  /** The desk reports how many it changed before it failed: they can be undone, or the rest be done. */
  const stopped = async (error: BridgeError): Promise<void> => {
    const choices = await link.ask('due.choices', {});
    const last = choices.ok ? choices.value.last : null;
    if (last !== null) store.setState({ changed: { batch: last.batch, loans: last.loans } });
    refused(error);
  };
  return {
    async apply() {
      const { form, preview, isBusy } = store.getState();
      if (form === null || preview === null || isBusy || form.reason.trim() === '') return;
      store.setState({ isBusy: true, error: null, undone: null });
      const { batch, moves: of } = preview;
      // One change, even with other acts between: it moves no loan twice.
      store.setState({ going: batch });
      for (let left = 1, done = 0; left > 0;) {
        const answer = await link.act('due.change', { ...askOf(form), batch, reason: form.reason.trim() });
        if (!answer.ok) return stopped(answer.error);
        ({ left } = answer.value);
        done += answer.value.done;
        const before = changedBy(batch);
        store.setState({ progress: { done, of }, changed: { batch, loans: before + answer.value.done } });
      }
      store.setState({ preview: null, going: null, isBusy: false, progress: null });
      play('done');
    },
    async undo(reason) {
      const { changed, isBusy } = store.getState();
      if (changed === null || isBusy) return;
      if (reason === null) {
        const desk = await link.ask('desk.view', {});
        if (desk.ok && desk.value.undoNeedsReason) return store.setState({ asksWhy: true });
      }
      store.setState({ isBusy: true, asksWhy: false, error: null });
      const asked = { batch: changed.batch, ...(reason === null ? {} : { reason }) };
      const stays: DueUndone['stays'] = [];
      for (let left = 1, done = 0; left > 0;) {
        const answer = await link.act('due.undo', asked);
        if (!answer.ok) return refused(answer.error);
        done += answer.value.done;
        ({ left } = answer.value);
        // Loans that stay are tried again in each call.
        stays.splice(0, stays.length, ...answer.value.stays);
        store.setState({ progress: { done, of: changed.loans }, undone: { done, stays: [...stays] } });
      }
      store.setState({ changed: null, going: null, preview: null, isBusy: false, progress: null });
      play(stays.length === 0 ? 'done' : 'refused');
    },
  };
}

/** Loans due today, moved by a week. */
function emptyForm(today: string): DueForm {
  const day = new Date(Date.parse(`${today}T12:00:00Z`) + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
  const which = { group: '', location: '', kind: '', from: today, to: today };
  return { ...which, move: 'day', day, days: '7', mayShorten: false, reason: '' };
}

function askOf({ group, location, kind, from, to, move, day, days, mayShorten }: DueForm): DueAsk {
  const which = {
    group: group === '' ? null : group,
    location: location === '' ? null : locationId(location),
    kind: kind === '' ? null : kind,
    from,
    to: to < from ? from : to,
  };
  switch (move) {
    case 'day':
      return { which, move: { to: 'day', day }, mayShorten };
    case 'days':
      return { which, move: { to: 'days', days: Math.trunc(Number(days)) || 0 }, mayShorten };
    case 'open':
      return { which, move: { to: 'open' }, mayShorten };
  }
}
