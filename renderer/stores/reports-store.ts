// The state of the Reports screen. A report belongs to the person who asked for it: the next person begins with nothing.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { ReportChoice, ReportFormat, ReportView } from '../../shared/views/report.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { SavedFile } from '../bridge/save-file.ts';
import type { Days } from '../../shared/core/days.ts';
import { daysOf, periodOf, type DayTerms, type Period } from '../text/report-days.ts';
import type { Tone } from './work/tone-of.ts';

export type ReportsState = {
  /** The reports on offer; null until the desk has answered. */
  readonly choices: readonly ReportChoice[] | null;
  /** First day of the fiscal year of the library, as `07-01`. */
  readonly fiscalYearStarts: string;
  readonly kind: string;
  readonly of: 'desk' | 'library';
  readonly period: Period;
  readonly days: Days;
  readonly isExternal: boolean;
  readonly report: ReportView | null;
  /** The report or file being made. */
  readonly busy: 'report' | ReportFormat | null;
  readonly error: BridgeError | null;
  /** The file that was saved last. */
  readonly saved: string | null;
};

export type Reports = {
  readonly store: StoreApi<ReportsState>;
  /** The screen is shown: asks for the list of reports, unless it is here. */
  readonly begin: () => Promise<void>;
  readonly setKind: (kind: string) => void;
  readonly setOf: (of: ReportsState['of']) => void;
  readonly setPeriod: (period: Period) => void;
  readonly setDay: (which: keyof Days, day: string) => void;
  readonly setExternal: (isExternal: boolean) => void;
  readonly run: () => Promise<void>;
  readonly save: (format: ReportFormat) => Promise<void>;
  /** The report of today's shifts of this desk: shown, or kept as a file. */
  readonly runOfShift: () => Promise<void>;
  readonly saveOfShift: (format: ReportFormat) => Promise<void>;
  /** The page speaks another language: the shown report is fetched in it. */
  readonly speak: () => void;
  readonly clear: () => void;
};

export type ReportsParts = {
  readonly link: DeskLink;
  readonly saveFile: (file: SavedFile) => void;
  readonly play: (tone: Tone) => void;
  readonly zone: () => string;
  readonly now: () => Instant;
};

/** Until the desk has answered with the start of fiscal years. */
const JULY = '07-01';

/** How days count in the chosen report, without the zone. */
export function dayTermsIn({ choices, kind, fiscalYearStarts }: ReportsState): Omit<DayTerms, 'zone'> {
  return { dayBeginsAt: choices?.find((one) => one.kind === kind)?.dayBeginsAt ?? 0, fiscalYearStarts };
}

/** Before anything was chosen. */
const nothingChosen = (zone: string, now: Instant): ReportsState => ({
  choices: null,
  fiscalYearStarts: JULY,
  kind: '',
  of: 'desk',
  period: 'today',
  days: daysOf('today', now, { zone, dayBeginsAt: 0, fiscalYearStarts: JULY }),
  isExternal: false,
  report: null,
  busy: null,
  error: null,
  saved: null,
});

type Asking = Pick<Reports, 'setKind' | 'run' | 'save'> & {
  readonly choose: (change: Partial<ReportsState>) => void;
  readonly named: (period: Period) => Days;
};

/** The report of today's shifts: the shown one stays until the new one is made. */
function ofShift(
  store: StoreApi<ReportsState>,
  { setKind, choose, named, run, save }: Asking,
): Pick<Reports, 'runOfShift' | 'saveOfShift'> {
  const ask = (): void => {
    const { report, kind, busy } = store.getState();
    if (busy !== null) return;
    setKind('shift');
    choose({ of: 'desk', period: 'today', days: named('today'), isExternal: false });
    if (kind === 'shift') store.setState({ report });
  };
  return {
    runOfShift() {
      ask();
      return run();
    },
    saveOfShift(format) {
      ask();
      return save(format);
    },
  };
}

export function createReports({ link, saveFile, play, zone, now }: ReportsParts): Reports {
  const empty = (): ReportsState => nothingChosen(zone(), now());
  const store = createStore<ReportsState>(empty);
  /** After a new choice the shown report no longer fits. */
  const choose = (change: Partial<ReportsState>): void =>
    store.setState({ ...change, report: null, error: null, saved: null });
  /** How days are reckoned in a report of the kind that is chosen. */
  const terms = (): DayTerms => ({ zone: zone(), ...dayTermsIn(store.getState()) });
  /** The days of a period now; those that a person gave stay. */
  const named = (period: Period): Days => {
    const { days } = store.getState();
    return period === 'other' ? days : daysOf(period, now(), terms());
  };
  const asked = (): MethodInput<'report.run'> | null => {
    const { kind, of, days, isExternal } = store.getState();
    const period = periodOf(days, terms());
    return period === null ? null : { kind, of, ...period, audience: isExternal ? 'external' : 'internal' };
  };
  const refused = (error: BridgeError): void => {
    store.setState({ busy: null, error });
    play('refused');
  };

  const seen = { turn: 0 };
  const load = async (): Promise<void> => {
    const { turn } = seen;
    const answer = await link.ask('report.kinds', {});
    // Another person is here by now, with rights of their own.
    if (turn !== seen.turn) return;
    if (!answer.ok) return refused(answer.error);
    const { reports, fiscalYearStarts } = answer.value;
    const { kind } = store.getState();
    const chosen = reports.find((one) => one.kind === kind) ?? reports[0];
    store.setState({ choices: reports, fiscalYearStarts, error: null });
    if (chosen !== undefined && chosen.kind !== kind) setKind(chosen.kind);
  };
  const setKind = (kind: string): void => {
    const { choices, of } = store.getState();
    const offered = choices?.find((one) => one.kind === kind)?.of ?? [];
    choose({ kind, of: offered.includes(of) ? of : (offered[0] ?? 'desk') });
    // Days of this kind may begin at another hour.
    store.setState({ days: named(store.getState().period) });
  };
  const run = async (): Promise<void> => {
    const input = asked();
    if (input === null || store.getState().busy !== null) return;
    store.setState({ busy: 'report', error: null, saved: null });
    const answer = await link.ask('report.run', input);
    // A person chose something else meanwhile, or went.
    if (store.getState().busy !== 'report') return;
    if (!answer.ok) return refused(answer.error);
    store.setState({ busy: null, report: answer.value });
  };

  const save = async (format: ReportFormat): Promise<void> => {
    const input = asked();
    if (input === null || store.getState().busy !== null) return;
    store.setState({ busy: format, error: null, saved: null });
    const answer = await link.act('report.export', { ...input, format });
    if (store.getState().busy !== format) return;
    if (!answer.ok) return refused(answer.error);
    const { name, base64 } = answer.value;
    saveFile({ name, bytes: Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0) });
    store.setState({ busy: null, saved: name });
    play('done');
  };
  return {
    store,
    begin: () => (store.getState().choices === null ? load() : Promise.resolve()),
    setKind,
    setOf: (of) => choose({ of }),
    setPeriod: (period) => choose({ period, days: named(period) }),
    setDay: (which, day) => choose({ period: 'other', days: { ...store.getState().days, [which]: day } }),
    setExternal: (isExternal) => choose({ isExternal }),
    run,
    save,
    ...ofShift(store, { setKind, choose, named, run, save }),
    speak() {
      if (store.getState().choices === null) return;
      void load();
      if (store.getState().report !== null) void run();
    },
    clear() {
      seen.turn += 1;
      store.setState(empty(), true);
    },
  };
}
