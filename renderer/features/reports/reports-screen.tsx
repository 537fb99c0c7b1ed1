// Shift & reports: at the left the shift and each report, beside it the one that is open.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { ShiftStep } from '../../stores/shift-store.ts';
import { hasRight, mayDo } from '../../stores/station.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { PlaceNav, SplitPlace, type NavItem } from '../../ui/place-nav.tsx';
import { ReportPart } from './report-part.tsx';
import { ShiftPart } from './shift-part.tsx';
import { TallyPart } from './tally-part.tsx';
import { useIsShift } from './use-is-shift.ts';

export function ReportsScreen() {
  const isShift = useIsShift();
  const part = useDeskStore(
    (desk) => desk.view,
    (state) => state.part,
  );
  return (
    <SplitPlace nav={<Nav isShift={isShift} />}>
      <NoticeBanner screen="reports" ready={null} />
      {part === 'tally' ? <TallyPart /> : isShift ? <ShiftPart /> : <ReportPart />}
    </SplitPlace>
  );
}

function Nav({ isShift }: { readonly isShift: boolean }) {
  const { t } = useTranslation();
  const shift = useShiftItems(isShift);
  const log = useLogItems();
  const reports = useReportItems();
  return (
    <PlaceNav
      label={t('screen.reports')}
      sections={[
        { id: 'shift', title: t('shift.nav'), items: [...shift, ...log] },
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

/** The log of the desk, with its counts of today. */
function useLogItems(): readonly NavItem[] {
  const { t } = useTranslation();
  const { view, tally } = useDesk();
  useEffect(() => void tally.load(), [tally]);
  const part = useDeskStore(
    (desk) => desk.view,
    (state) => state.part,
  );
  const questions = useDeskStore(
    (desk) => desk.tally.store,
    (state) => state.view?.tallies.length ?? 0,
  );
  return [
    {
      id: 'tally',
      icon: 'tally',
      name: t('tally.title'),
      count: questions,
      isOpen: part === 'tally',
      open: () => view.setState({ part: 'tally' }),
    },
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
