// The page: asks for the person at the desk, and shows the screen with the column beside it.

import { MantineProvider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DeskProvider, useDeskStore } from './desk/desk-context.ts';
import type { Desk } from './desk/desk.ts';
import { CheckinAside } from './features/checkin/checkin-aside.tsx';
import { CheckinScreen } from './features/checkin/checkin-screen.tsx';
import { CheckoutScreen } from './features/checkout/checkout-screen.tsx';
import { FeesPanel } from './features/fees/fees-panel.tsx';
import { FindDialog } from './features/find/find-dialog.tsx';
import { FirstRun } from './features/first-run/first-run.tsx';
import { Frame } from './features/frame/frame.tsx';
import { HelpDialog } from './features/help/help-dialog.tsx';
import { PatronPanel } from './features/patrons/patron-panel.tsx';
import { PatronsScreen } from './features/patrons/patrons-screen.tsx';
import { PhoneDialog } from './features/phone/phone-dialog.tsx';
import { PracticeBanner } from './features/practice/practice-banner.tsx';
import { PracticeDialog } from './features/practice/practice-dialog.tsx';
import { useReportsAside } from './features/reports/reports-aside.tsx';
import { ReportsScreen } from './features/reports/reports-screen.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { RecordStrip } from './features/frame/record-strip.tsx';
import { SlipDialog } from './features/slip/slip-dialog.tsx';
import { SignIn } from './features/sign-in/sign-in.tsx';
import { StatusBar } from './features/status-bar/status-bar.tsx';
import { ItemColumn, type ColumnPlace } from './features/items/item-column.tsx';
import { ItemRecord } from './features/items/item-record.tsx';
import { LineDrawer } from './features/line/line-drawer.tsx';
import { PrintedSheet } from './features/work/printed-sheet.tsx';
import { WorkScreen } from './features/work/work-screen.tsx';
import { CourseRecord } from './features/titles/course-record.tsx';
import { TitlesScreen } from './features/titles/titles-screen.tsx';
import { WhatIfDialog } from './features/what-if/what-if-dialog.tsx';
import { WhyPanel } from './features/why/why-panel.tsx';
import type { Overlay, ScreenId } from './stores/view-store.ts';
import { theme } from './style/theme.ts';
import { FaultBoundary } from './ui/fault-boundary.tsx';
import { Flash } from './ui/flash.tsx';
import { PrintedSlip } from './ui/devices/printed-slip.tsx';
import { Trouble } from './ui/trouble.tsx';
import { useHasLedgerColumn, useIsNarrow, useIsWide } from './ui/use-width.ts';
import { Dialog } from './ui/dialog.tsx';
import { LeaveQuestion } from './ui/leave-question.tsx';
import { LearnScanner } from './ui/devices/learn-scanner.tsx';
import { PrinterForm } from './ui/devices/printer-form.tsx';

export function DeskApp({ desk }: { readonly desk: Desk }) {
  return (
    <DeskProvider value={desk}>
      <Look />
    </DeskProvider>
  );
}

function Look() {
  const scheme = useDeskStore(
    (desk) => desk.settings,
    (state) => state.scheme,
  );
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })}
    >
      <FaultBoundary of="page">
        <PracticeBanner>
          <Gate />
        </PracticeBanner>
      </FaultBoundary>
      <Flash />
    </MantineProvider>
  );
}

function Gate() {
  const { t } = useTranslation();
  const gate = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.gate,
  );
  const problem = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.problem,
  );
  const setupStep = useDeskStore(
    (desk) => desk.setup.store,
    (state) => state.step,
  );
  const isRefused = useDeskStore(
    (desk) => desk.line.store,
    (state) => state.reach === 'refused',
  );
  if (isRefused) return <Trouble title={t('app.refusedTitle')} text={t('app.refusedText')} />;
  if (setupStep !== 'off' && gate !== 'open')
    return (
      <>
        <FirstRun />
        <HelpBeforeSignIn />
      </>
    );
  if (gate === 'opening') {
    return problem === null ? null : <Trouble title={t('app.problemTitle')} text={problem.message} canRetry />;
  }
  if (gate === 'signed-out')
    return (
      <>
        <SignIn isLocked={false} />
        <HelpBeforeSignIn />
      </>
    );
  return (
    <>
      <Work isLocked={gate === 'locked'} />
      {gate === 'locked' && <SignIn isLocked />}
      {gate === 'locked' && <HelpBeforeSignIn />}
    </>
  );
}

function Work({ isLocked }: { readonly isLocked: boolean }) {
  const isBlank = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.blanked !== null,
  );
  const screen = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen,
  );
  const isWhy = useDeskStore(
    (desk) => desk.view,
    (state) => state.whyEntry !== null,
  );
  const { t } = useTranslation();
  const name = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.name ?? '',
  );
  const isItem = useDeskStore(
    (desk) => desk.items.store,
    (state) => state.isOpened && state.open !== null,
  );
  const isCourse = useDeskStore(
    (desk) => desk.courses.store,
    (state) => state.open !== null && state.over === screen,
  );
  const isWide = useIsWide();
  const isNarrow = useIsNarrow();
  const isRecordShown = useDeskStore(
    (desk) => desk.view,
    (state) => state.isRecordShown,
  );
  const isOpenedBehind = useDeskStore(
    (desk) => desk.view,
    (state) => state.isOpenedBehind,
  );
  const third = isWide ? thirdOf(screen) : null;
  const hasThird = third !== null;
  const { main: Main, aside: Aside } = PARTS[screen];
  const reportsAside = useReportsAside();
  const opened = hasThird ? null : isWhy ? <WhyPanel /> : isItem ? <ItemRecord /> : isCourse ? <OpenCourse /> : null;
  const isFees = useDeskStore(
    (desk) => desk.view,
    (state) => state.isFees && state.screen === 'checkout',
  );
  const isLedgerOver = !useHasLedgerColumn() && isFees && opened === null;
  const aside = screen === 'reports' ? reportsAside : isFees ? <FeesPanel /> : Aside === null ? null : <Aside />;
  return (
    <>
      <title>{t('app.title', { screen: t(`screen.${screen}`), desk: name })}</title>
      <Frame
        place={[screen, isFees && 'fees', isWhy && 'why', isItem && 'item', isCourse && 'course'].join(' ')}
        main={
          <>
            {isNarrow && aside !== null && <RecordStrip screen={screen} />}
            <Main />
          </>
        }
        aside={isNarrow || isLedgerOver ? null : (opened ?? aside)}
        isLedger={isFees && opened === null}
        over={
          isLedgerOver ? aside : isNarrow ? ((isOpenedBehind ? null : opened) ?? (isRecordShown ? aside : null)) : null
        }
        third={
          third === null ? null : isWhy ? (
            <WhyPanel />
          ) : isCourse && !isItem ? (
            <OpenCourse />
          ) : (
            <ItemColumn key={third} place={third} />
          )
        }
        foot={<StatusBar />}
        isLocked={isLocked}
        isBlank={isBlank}
      />
      {!isLocked && <Overlays />}
      <LeaveQuestion />
      <PrintedSlip />
      <PrintedSheet />
    </>
  );
}

/** The record of a course over the place from which it was opened. */
function OpenCourse() {
  const open = useDeskStore(
    (desk) => desk.courses.store,
    (state) => state.open,
  );
  return open === null ? null : <CourseRecord key={open.courseId} course={open} />;
}

/** Places with a third column, where the item scanned last stands until another record is opened. */
function thirdOf(screen: ScreenId): ColumnPlace | null {
  return screen === 'checkout' || screen === 'checkin' || screen === 'titles' ? screen : null;
}

/** Patrons, with the ledger of fees in the place of the record. */
function PatronsWithFees() {
  const isFees = useDeskStore(
    (desk) => desk.view,
    (state) => state.isFees,
  );
  return <PatronsScreen ledger={isFees ? <FeesPanel /> : null} />;
}

/** The content of each screen, and the column beside it. */
const PARTS: Readonly<
  Record<ScreenId, { readonly main: () => React.ReactNode; readonly aside: (() => React.ReactNode) | null }>
> = {
  checkout: { main: CheckoutScreen, aside: PatronPanel },
  checkin: { main: CheckinScreen, aside: CheckinAside },
  patrons: { main: PatronsWithFees, aside: null },
  reports: { main: ReportsScreen, aside: null },
  work: { main: WorkScreen, aside: null },
  titles: { main: TitlesScreen, aside: null },
  settings: { main: SettingsScreen, aside: null },
};

/** Of all that may cover the page only help may lie over the sign-in and over earlier screens. */
function HelpBeforeSignIn() {
  const isHelp = useDeskStore(
    (desk) => desk.view,
    (state) => state.overlay === 'help',
  );
  return isHelp ? <HelpDialog /> : null;
}

function Overlays() {
  const overlay = useDeskStore(
    (desk) => desk.view,
    (state) => state.overlay,
  );
  return (
    <FaultBoundary of={overlay} isDialog>
      <OpenOverlay overlay={overlay} />
    </FaultBoundary>
  );
}

function OpenOverlay({ overlay }: { readonly overlay: Overlay }) {
  if (overlay === 'find') return <FindDialog />;
  if (overlay === 'help') return <HelpDialog />;
  if (overlay === 'line') return <LineDrawer />;
  if (overlay === 'what-if') return <WhatIfDialog />;
  if (overlay === 'slip') return <SlipDialog />;
  if (overlay === 'printer') return <PrinterDialog />;
  if (overlay === 'practice') return <PracticeDialog />;
  if (overlay === 'phone') return <PhoneDialog />;
  return overlay === 'scanner' ? <ScannerDialog /> : null;
}

/** The scanner of this desk, opened from its settings. */
function ScannerDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('scanner.title')} size={560}>
      <LearnScanner />
    </Dialog>
  );
}

/** The printer of this desk, opened from its settings. */
function PrinterDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('printer.title')} size={640}>
      <PrinterForm />
    </Dialog>
  );
}
