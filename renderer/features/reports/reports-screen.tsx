// Shift & reports: at the left the shift and each report, beside it the one that is open.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ShiftStep } from '../../stores/shift-store.ts';
import { stepsDone } from '../../stores/log-store.ts';
import { hasRight, mayDo } from '../../stores/station.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import type { LogPart } from '../../stores/view-store.ts';
import type { IconName } from '../../ui/icon.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { PlaceNav, SplitPlace, type NavItem } from '../../ui/place-nav.tsx';
import { ChecklistPart } from './checklist-part.tsx';
import { FoundPart } from './found-part.tsx';
import { GatesPart } from './gates-part.tsx';
import { IncidentsPart } from './incidents-part.tsx';
import { MessagesPart } from './messages-part.tsx';
import { ReportPart } from './report-part.tsx';
import { ShiftPart, TodayPart } from './shift-part.tsx';
import { TallyPart } from './tally-part.tsx';
import { useIsShift } from './use-is-shift.ts';

export function ReportsScreen() {
  return (
    <SplitPlace nav={<Nav />}>
      <NoticeBanner screen="reports" ready={null} />
      <Part />
    </SplitPlace>
  );
}

function Part() {
  const isShift = useIsShift();
  const part = useDeskStore(
    (desk) => desk.view,
    (state) => state.part,
  );
  switch (part) {
    case 'tally':
      return <TallyPart />;
    case 'opening':
    case 'closing':
      return <ChecklistPart key={part} list={part} />;
    case 'messages':
      return <MessagesPart />;
    case 'gates':
      return <GatesPart />;
    case 'incidents':
      return <IncidentsPart />;
    case 'found':
      return <FoundPart />;
    case 'today':
      return <TodayPart />;
    case 'shift':
    case 'reports':
      return isShift ? <ShiftPart /> : <ReportPart />;
  }
}

function Nav() {
  const { t } = useTranslation();
  const isShift = useIsShift();
  const shift = useShiftItems(isShift);
  const log = useLogItems();
  const today = useTodayItems();
  const reports = useReportItems();
  return (
    <PlaceNav
      label={t('screen.reports')}
      sections={[
        { id: 'shift', title: t('shift.nav'), items: shift },
        { id: 'log', title: t('log.nav'), items: log },
        { id: 'today', title: t('today.nav'), items: today },
        { id: 'reports', title: t('reports.nav'), items: reports },
      ]}
    />
  );
}

/** Actions on the shift for the person who is signed in. */
function useShiftItems(isShift: boolean): readonly NavItem[] {
  const { t } = useTranslation();
  const { shift: desk, view } = useDesk();
  const { shift, step, ended } = useDeskStore(
    ({ shift: all }) => all.store,
    (state) => state,
  );
  const station = useDeskStore(
    (all) => all.station.store,
    (state) => state,
  );
  const hasDrawer = shift !== null && shift.expectedMinor !== null;
  const isMine = shift !== null && (!hasDrawer || hasRight(station, 'handle-money'));
  const go = (to: ShiftStep) => (): void => {
    view.setState({ part: 'shift' });
    if (to === 'overview') desk.begin();
    else desk.go(to);
  };
  const isAt = (...steps: readonly ShiftStep[]): boolean => isShift && steps.includes(step);
  const closing = {
    id: 'close',
    icon: 'lock',
    name: t('shift.closeNow'),
    isOpen: isAt('count', 'compare', 'uncounted'),
    open: go(hasDrawer ? 'count' : 'compare'),
  } as const;
  const handingOver = {
    id: 'hand-over',
    icon: 'handOver',
    name: t('shift.handOverSend'),
    isOpen: isAt('hand-over'),
    open: go('hand-over'),
  } as const;
  const correcting = {
    id: 'correct',
    icon: 'undo',
    name: t('shift.correctTitle'),
    isOpen: isAt('correct'),
    open: go('correct'),
  } as const;
  return [
    {
      id: 'shift',
      icon: 'drawer',
      name: t(shift === null && ended === null ? 'shift.openTitle' : 'shift.title'),
      isOpen: isAt('overview'),
      open: go('overview'),
    },
    ...(isMine ? [handingOver, closing] : []),
    ...(shift !== null && mayDo(station, 'shift.correct') ? [correcting] : []),
  ];
}

/** The log of the branch, with its counts of today. */
function useLogItems(): readonly NavItem[] {
  const { t } = useTranslation();
  const { view, tally, log } = useDesk();
  const moments = useMoments();
  useEffect(() => {
    void tally.load();
    void log.load();
  }, [tally, log]);
  const part = useDeskStore(
    (desk) => desk.view,
    (state) => state.part,
  );
  const questions = useDeskStore(
    (desk) => desk.tally.store,
    (state) => state.view?.tallies.length ?? 0,
  );
  const seen = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view,
  );
  const item = (id: LogPart, icon: IconName, name: string, count?: number | string): NavItem => ({
    id,
    icon,
    name,
    isOpen: part === id,
    open: () => view.setState({ part: id }),
    ...(count === undefined || count === 0 ? {} : { count }),
  });
  const steps = (list: 'opening' | 'closing'): NavItem[] => {
    const { done, of } = stepsDone(seen, list);
    // A list without steps is set in Settings.
    return of === 0 ? [] : [item(list, 'checklist', t(`log.${list}`), t('log.doneOf', { done, of }))];
  };
  const came = (seen?.gates ?? []).reduce((sum, { today }) => sum + today, 0);
  const standing = (some: readonly { readonly ended: unknown }[] | null | undefined): number =>
    (some ?? []).filter(({ ended }) => ended === null).length;
  return [
    ...steps('opening'),
    ...steps('closing'),
    item('tally', 'tally', t('tally.title'), questions),
    item('messages', 'note', t('log.messages'), standing(seen?.messages)),
    ...((seen?.gates.length ?? 0) === 0
      ? []
      : [item('gates', 'gate', t('log.gates'), came === 0 ? 0 : moments.number(came))]),
    item('incidents', 'incident', t('log.incidents'), standing(seen?.incidents)),
    item('found', 'lostProperty', t('log.found'), standing(seen?.found)),
  ];
}

/** The report behind each of today's figures. */
const OF_TODAY = [
  ['turnedAway', 'turnedAway', 'block', 'use'],
  ['overrides', 'overridesNav', 'override', 'audit'],
] as const;

/** Today: its figures, and for staff who may read reports the reports behind two of them and the outages. */
function useTodayItems(): readonly NavItem[] {
  const { t } = useTranslation();
  const { view, reports, shift } = useDesk();
  useEffect(() => void shift.countToday(), [shift]);
  const part = useDeskStore(
    (desk) => desk.view,
    (state) => state.part,
  );
  const today = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.today,
  );
  const choices = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state.choices,
  );
  const mayRead = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'read-reports'),
  );
  const toReport = (kind: string) => (): void => {
    view.setState({ part: 'reports' });
    reports.setKind(kind);
    reports.setPeriod('today');
    void reports.run();
  };
  const isListed = (kind: string): boolean => mayRead && choices?.some((one) => one.kind === kind) === true;
  return [
    {
      id: 'today',
      icon: 'time',
      name: t('today.figures'),
      isOpen: part === 'today',
      open: () => view.setState({ part: 'today' }),
    },
    ...OF_TODAY.filter(([, , , kind]) => isListed(kind)).map(([figure, name, icon, kind]): NavItem => ({
      id: figure,
      icon,
      name: t(`today.${name}`),
      isOpen: false,
      open: toReport(kind),
      ...(today === null || today[figure] === 0 ? {} : { count: today[figure] }),
    })),
    ...(isListed('outage')
      ? [{ id: 'outages', icon: 'outage', name: t('today.outages'), isOpen: false, open: toReport('outage') } as const]
      : []),
  ];
}

/** Each report that may be read. */
function useReportItems(): readonly NavItem[] {
  const { reports, view } = useDesk();
  const isReports = useDeskStore(
    (desk) => desk.view,
    (state) => state.part === 'reports',
  );
  const { choices, kind } = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state,
  );
  const mayRead = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'read-reports'),
  );
  if (!mayRead) return [];
  return (choices ?? []).map((choice) => ({
    id: choice.kind,
    icon: 'report',
    name: choice.title,
    isOpen: isReports && choice.kind === kind,
    open() {
      view.setState({ part: 'reports' });
      if (choice.kind !== kind) reports.setKind(choice.kind);
    },
  }));
}
