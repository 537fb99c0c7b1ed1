// Report of missing parts or a new condition at check-in, and their return. The form opens under the answer; the next answer closes it. The reported
// parts stand in the answer itself, which says INSPECT from then on.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { CirculationAnswer, ReasonView, SaidAnswer } from '../../shared/views/circulation.ts';
import type { ItemRecord } from '../../shared/views/item.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { photoNamesIn } from './item-form.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';
import { withEntryChanged, type Entry } from './work/work-state.ts';

export type PartsForm = {
  readonly entryId: number;
  readonly barcode: string;
  /** All its parts, those that were missing before, and those that are missing now. */
  readonly parts: readonly string[];
  /** Of parts that have one of their own. */
  readonly prices: ItemRecord['written']['partPrices'];
  readonly before: ItemRecord['missing']['parts'];
  readonly missing: readonly string[];
  readonly terms: ItemRecord['missing']['terms'];
  readonly justBack: boolean;
  readonly seen: string;
  /** Names of photos of it, separated by commas. */
  readonly photos: string;
  readonly charge: string;
  /** Complete again, it need not be inspected. */
  readonly clears: boolean;
  /** The last borrower; null where this person may not see them. */
  readonly payer: { readonly card: string; readonly name: string } | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

type PartsState = {
  readonly form: PartsForm | null;
  /** The part that came back last. */
  readonly returned: string | null;
};

export type Parts = {
  readonly store: StoreApi<PartsState>;
  readonly begin: (entry: Pick<Entry, 'id' | 'barcode'>) => Promise<void>;
  readonly toggle: (part: string) => void;
  readonly change: (change: Partial<Pick<PartsForm, 'seen' | 'photos' | 'charge' | 'clears'>>) => void;
  /** `chargeMinor`: for each part, if a person sets it; null = by the library's terms. */
  readonly send: (chargeMinor: MinorUnits | null) => Promise<void>;
  /** Every part of the copy that came back is there. Where one was missing before, the form asks whether that is back too. */
  readonly allHere: (entry: Pick<Entry, 'id' | 'barcode'>) => Promise<void>;
  /** A part that was missing before is back. */
  readonly giveBack: (part: string) => Promise<void>;
  readonly close: () => void;
};

type PartsParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

export function createParts({ link, work, play, focus }: PartsParts): Parts {
  const store = createStore<PartsState>(() => ({ form: null, returned: null }));
  const changeForm = (change: Partial<PartsForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...change } }));
  /** Counts the clearings of the forms: a form that is still being opened is not for the answer that stands there now. */
  const cleared = { times: 0 };
  const clear = (): void => {
    cleared.times += 1;
    store.setState({ form: null, returned: null });
  };
  work.store.subscribe(({ notices }, before) => {
    if (notices.checkin !== before.notices.checkin) clear();
  });
  link.on('session.changed', clear);
  /** Opens the form where the record asks for it; tells whether it did. */
  const openWhere = async (of: Pick<Entry, 'id' | 'barcode'>, asks: (item: ItemRecord) => boolean) => {
    const { times } = cleared;
    const answer = await link.ask('item.record', { barcode: of.barcode });
    if (cleared.times !== times) return false;
    if (!answer.ok) play('refused');
    if (!answer.ok || !asks(answer.value)) return false;
    store.setState({ form: formOf(answer.value, { entryId: of.id, barcode: of.barcode }), returned: null });
    return true;
  };
  const begin = async (of: Pick<Entry, 'id' | 'barcode'>) => void (await openWhere(of, () => true));
  const report = (entryId: number, answer: CirculationAnswer): void =>
    work.store.setState((state) => withEntryChanged(state, entryId, (entry) => withReport(entry, answer)));
  return {
    store,
    begin,
    toggle: (part) => store.setState(({ form }) => ({ form: form === null ? null : withToggled(form, part) })),
    change: (change) => changeForm({ ...change, error: null }),
    async send(chargeMinor) {
      const { form } = store.getState();
      if (form === null || form.isBusy) return;
      changeForm({ isBusy: true, error: null });
      const answer = await link.act('item.reportParts', reportOf(form, chargeMinor));
      const fault = faultOf(answer);
      if (fault !== null) {
        changeForm({ isBusy: false, error: fault });
        return play('refused');
      }
      if (answer.ok) report(form.entryId, answer.value);
      clear();
      play('route');
      focus();
    },
    allHere: onceAtATime(async (of) => {
      const { times } = cleared;
      const answer = await link.act('item.confirmParts', { barcode: of.barcode });
      const error = faultOf(answer);
      if (error !== null) {
        // The form says why, and lets a person report what is missing.
        play('refused');
        if (cleared.times === times) await begin(of);
        return changeForm({ error });
      }
      if (answer.ok) report(of.id, answer.value);
      clear();
      play('done');
      if (!(await openWhere(of, ({ missing }) => missing.parts.length > 0))) focus();
    }),
    async giveBack(part) {
      const { form } = store.getState();
      if (form === null || form.isBusy) return;
      changeForm({ isBusy: true, error: null });
      const { barcode, before, clears } = form;
      const answer = await link.act('item.partReturned', {
        barcode,
        parts: [part],
        clears: clears && before.length === 1,
      });
      const error = faultOf(answer);
      changeForm({ isBusy: false, error, before: error === null ? before.filter((one) => one.part !== part) : before });
      if (error === null) store.setState({ returned: part });
      play(error === null ? 'done' : 'refused');
    },
    close() {
      store.setState({ form: null });
      focus();
    },
  };
}

/** For one entry at a time: a second quick press is the same count. */
function onceAtATime(confirm: Parts['allHere']): Parts['allHere'] {
  const running = new Set<number>();
  return async (of) => {
    if (running.has(of.id)) return;
    running.add(of.id);
    await confirm(of).finally(() => running.delete(of.id));
  };
}

/** The form as it opens. */
function formOf({ written, borrowers, missing }: ItemRecord, of: Pick<PartsForm, 'entryId' | 'barcode'>): PartsForm {
  const { parts, partPrices: prices } = written;
  const { parts: before, terms, justBack } = missing;
  const payer = borrowers?.now ?? borrowers?.before[0] ?? null;
  const empty = { missing: [], seen: '', photos: '', charge: '', clears: true, isBusy: false, error: null };
  return { ...of, parts, prices, before, terms, justBack, payer, ...empty };
}

function withToggled(form: PartsForm, part: string): PartsForm {
  const { missing } = form;
  const isMissing = missing.includes(part);
  return { ...form, missing: isMissing ? missing.filter((one) => one !== part) : [...missing, part] };
}

/** The report that a form makes. */
function reportOf(
  { barcode, missing, seen, photos: names, payer }: PartsForm,
  chargeMinor: MinorUnits | null,
): MethodInput<'item.reportParts'> {
  const photos = photoNamesIn(names);
  const isCharged = chargeMinor !== null && missing.length > 0 && payer !== null;
  return {
    barcode,
    missing: [...missing],
    seen,
    ...(photos.length === 0 ? {} : { photos }),
    ...(isCharged ? { chargeMinor, chargeTo: payer.card } : {}),
  };
}

/** The entry of a check-in with a report that was made since: Undo takes the report back, and the check-in stays. */
function withReport(entry: Entry, report: CirculationAnswer): Entry {
  if (entry.state !== 'done' || entry.answer === null) return entry;
  const { answer: before, language } = entry;
  const { commandId } = report;
  const answer = inspected(before, report);
  return { ...entry, answer, ...(commandId === undefined ? {} : { report: { commandId, before, language } }) };
}

/** The answer of a check-in with later reports in it. */
function inspected(checkin: CirculationAnswer, report: CirculationAnswer): CirculationAnswer {
  const { other } = checkin;
  const said = report.other?.said;
  return {
    ...checkin,
    ...saidWith(checkin, report),
    canUndo: report.canUndo,
    ...(other === undefined || said === undefined
      ? {}
      : { other: { ...other, said: { ...other.said, ...saidWith(other.said, said) } } }),
  };
}

/** A report that says nothing of where the copy goes leaves its slip as well. */
function saidWith(
  before: SaidAnswer,
  { routing, handling = [], fees = [], slips = routing === undefined ? before.slips : [] }: SaidAnswer,
): Partial<SaidAnswer> {
  // Its parts were checked: staff are not asked again.
  const isAsked = ({ code }: ReasonView): boolean => code === 'ITEM_PARTS_BACK';
  const asked = new Set(before.reasons.filter(isAsked).map(({ text }) => text));
  return {
    ...(routing === undefined ? {} : { routing }),
    reasons: before.reasons.filter((reason) => !isAsked(reason)),
    handling: [...handling, ...(before.handling ?? []).filter((cue) => !asked.has(cue))],
    fees: [...(before.fees ?? []), ...fees],
    slips,
  };
}
