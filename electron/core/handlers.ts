// One handler for each method of the contract. The work of a method is in facade/, one file for each noun, and in acts/, one for each act.

import type { MethodName, MethodOutput, ParsedInput } from '../../shared/bridge/contract.ts';
import { required } from '../../shared/core/assert.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { markRestoreSeen } from '../../db/ledger/server-epochs.ts';
import { ACT_HANDLERS } from './acts/all.ts';
import { callOutcome } from './facade/call-outcome.ts';
import { deskView, sessionView } from './facade/desk-view.ts';
import { deviceSettings, setScanner, setSound } from './facade/devices.ts';
import { exportPending, importCarried, lookAtCarried } from './facade/carried.ts';
import { listKinds, viewDay } from './facade/equipment.ts';
import { lendUncataloged, takeBackUncataloged, uncatalogedKinds } from './facade/uncataloged.ts';
import { listExceptions } from './facade/exceptions.ts';
import { listAssignees } from './facade/exception-assignees.ts';
import { listFees } from './facade/fees.ts';
import { listHeldActs } from './facade/held-acts.ts';
import { changeNoticeText, tryNoticeText, viewNoticeTexts } from './facade/notice-texts.ts';
import { explain, tellWhy } from './facade/explain.ts';
import { itemMoney } from './facade/item-money.ts';
import { itemChoices } from './facade/item-choices.ts';
import { findItemsBy, viewItem, viewItemRecord } from './facade/items.ts';
import { listOutages } from './facade/outage-report.ts';
import { patronChoices } from './facade/patron-choices.ts';
import { findPatronsBy, patronDetails, viewPatron } from './facade/patrons.ts';
import { courseChoices, findCoursesBy, viewCourse, wantReading } from './facade/courses.ts';
import { findTitlesBy, viewTitle } from './facade/titles.ts';
import { changeOwnPin, changePeople, listPeople } from './facade/people.ts';
import { lookAtTermList, takeTermList } from './facade/term-list.ts';
import { lookAtClosing, lookAtLift } from './facade/closing.ts';
import { listBills, showBill, workBill } from './facade/bills.ts';
import { takeGateFile } from './facade/gate-file.ts';
import { changeHabits, viewHabits } from './facade/habits.ts';
import { listDataFeeds, showFeedRun, workFeedRun } from './facade/data-feeds.ts';
import { changePartTerms, viewPartTerms } from './facade/part-terms.ts';
import { changeRules, checkRules, viewRules } from './facade/rules.ts';
import { changeRole, listRoles } from './facade/roles.ts';
import { askByPhone, giveByPhone } from './facade/phone.ts';
import { exportReport, listReports, runReport } from './facade/reports.ts';
import { lookAtFolder, setListFiles, viewListFiles, writeListsNow } from './facade/list-files.ts';
import { countLists, exportList, viewList } from './lists/desk-lists.ts';
import { changeDueDates, undoDueDates } from './acts/change-due-dates.ts';
import { checkPaper, paperSheet, paperStart, recordPaper } from './acts/record-paper.ts';
import { checkOfflineFile, takeOfflineFile } from './acts/take-offline-file.ts';
import { canRecall } from './acts/recall.ts';
import { renewAll } from './acts/renew.ts';
import { dueChoices, previewDueDates } from './facade/due-dates.ts';
import { viewLessons } from './practice/lessons.ts';
import { resolveScan, takeScan } from './facade/scan.ts';
import { viewShelf } from './facade/shelf.ts';
import { dropSlip, previewSlip, printSlip, printWaiting, printerView, setPrinter } from './facade/slips.ts';
import { listActs } from './facade/sync-acts.ts';
import { currentShift, listShifts } from './facade/shifts.ts';
import { listTallies } from './facade/tallies.ts';
import { viewLog } from './facade/desk-log.ts';
import { doneToday } from './facade/today.ts';
import { requireRight, type Desk } from './desk.ts';

/** The handler of a method; its input was parsed before. */
export type DeskHandler<M extends MethodName> = (
  desk: Desk,
  input: ParsedInput<M>,
) => Promise<MethodOutput<M>> | MethodOutput<M>;

/** State that a call may change and that every window shows. */
type Told = 'staff' | 'shift' | 'devices' | 'blank';

/** Tells every window about changed state. */
export type TellWindows = Readonly<Record<Told, () => void>>;

export const DESK_HANDLERS: { readonly [M in MethodName]: DeskHandler<M> } = {
  ...ACT_HANDLERS,
  'call.outcome': callOutcome,
  'desk.view': deskView,
  'desk.setLanguage': (desk, { language }) => {
    desk.setLanguage(language);
    return deskView(desk);
  },
  'setup.view': (desk) => ({ isJoined: true, central: desk.identity.serverUrl }),
  'setup.join': () => {
    throw new HoldfastError('HF-ENROL-010');
  },
  'device.settings': deviceSettings,
  'device.setScanner': setScanner,
  'device.setSound': setSound,
  // The host changes over. The desk itself signs out, since its screen is no longer shown.
  'practice.begin': ({ session }) => {
    session.signOut();
    return {};
  },
  'practice.end': () => ({}),
  'lesson.view': viewLessons,
  'session.signIn': async (desk, { staff, pin }) => {
    await desk.session.signIn(staff, pin);
    return required(sessionView(desk), () => 'nobody is signed in after a sign-in');
  },
  'session.signInByBadge': async (desk, { badge }) => {
    await desk.session.signInByBadge(badge);
    return required(sessionView(desk), () => 'nobody is signed in after a sign-in');
  },
  'session.signOut': ({ session }) => {
    session.signOut();
    return {};
  },
  'session.current': sessionView,
  'scan.resolve': resolveScan,
  'scan.take': takeScan,
  'circ.why': tellWhy,
  'rules.explain': explain,
  'patron.find': findPatronsBy,
  'patron.view': viewPatron,
  'patron.choices': patronChoices,
  'patron.details': patronDetails,
  'item.find': findItemsBy,
  'item.view': viewItem,
  'item.record': viewItemRecord,
  'item.choices': itemChoices,
  'item.money': itemMoney,
  'course.find': findCoursesBy,
  'course.view': viewCourse,
  'course.wanted': wantReading,
  'course.choices': courseChoices,
  'uncataloged.kinds': uncatalogedKinds,
  'uncataloged.lend': lendUncataloged,
  'uncataloged.takeBack': takeBackUncataloged,
  'equipment.kinds': listKinds,
  'equipment.day': viewDay,
  'title.find': findTitlesBy,
  'title.view': viewTitle,
  'circ.renewAll': renewAll,
  'hold.canRecall': canRecall,
  'due.choices': dueChoices,
  'due.preview': previewDueDates,
  'due.change': changeDueDates,
  'due.undo': undoDueDates,
  'paper.start': paperStart,
  'paper.sheet': paperSheet,
  'paper.check': checkPaper,
  'paper.record': recordPaper,
  'offline.check': checkOfflineFile,
  'offline.take': takeOfflineFile,
  'phone.ask': askByPhone,
  'phone.give': giveByPhone,
  'people.list': listPeople,
  'session.changePin': changeOwnPin,
  'people.change': changePeople,
  'people.lookAtList': lookAtTermList,
  'people.takeList': takeTermList,
  'role.list': listRoles,
  'role.change': changeRole,
  'rules.view': viewRules,
  'branch.lookAtClosing': lookAtClosing,
  'branch.lookAtLift': lookAtLift,
  'bill.list': listBills,
  'bill.show': showBill,
  'bill.work': workBill,
  'log.takeGateFile': takeGateFile,
  'library.habits': viewHabits,
  'library.changeHabits': changeHabits,
  'feed.list': listDataFeeds,
  'feed.show': showFeedRun,
  'feed.work': workFeedRun,
  'rules.parts': viewPartTerms,
  'rules.changeParts': changePartTerms,
  'rules.check': checkRules,
  'rules.change': changeRules,
  'listFiles.view': viewListFiles,
  'listFiles.look': lookAtFolder,
  'listFiles.set': setListFiles,
  'listFiles.write': writeListsNow,
  'shelf.view': viewShelf,
  'fee.list': listFees,
  'shift.current': currentShift,
  'shift.list': listShifts,
  'shift.today': doneToday,
  'tally.list': listTallies,
  'log.view': viewLog,
  'slip.preview': previewSlip,
  'slip.print': printSlip,
  'slip.printWaiting': printWaiting,
  'slip.drop': dropSlip,
  'printer.view': printerView,
  'printer.set': setPrinter,
  'sync.status': ({ link }) => link.status(),
  'sync.now': ({ link }) => {
    if (link.status().paused) link.pause(false);
    link.syncNow();
    return link.status();
  },
  'sync.pause': (desk, { on }) => {
    if (on) requireRight(desk, 'manage-desk');
    desk.link.pause(on);
    return desk.link.status();
  },
  'sync.seenRestore': ({ session, ledger, clock, link }, { restoredAt }) => {
    const { staffId } = session.required();
    markRestoreSeen(ledger, Date.parse(restoredAt), { at: clock.now(), by: staffId });
    return link.status();
  },
  'sync.acts': listActs,
  'ledger.export': exportPending,
  'ledger.look': lookAtCarried,
  'ledger.import': importCarried,
  'exception.list': listExceptions,
  'exception.assignees': listAssignees,
  'exception.held': listHeldActs,
  'notice.texts': viewNoticeTexts,
  'notice.tryText': tryNoticeText,
  'notice.changeText': changeNoticeText,
  'outage.list': listOutages,
  'list.view': viewList,
  'list.counts': countLists,
  'list.export': exportList,
  'report.kinds': listReports,
  'report.run': runReport,
  'report.export': exportReport,
};

/** Calls after which every window gets an event. */
const TELLING: { readonly [M in MethodName]?: readonly Told[] } = {
  'branch.lockDesks': ['blank', 'staff'],
  'session.signIn': ['staff'],
  'session.signInByBadge': ['staff'],
  'session.signOut': ['staff'],
  'shift.open': ['shift'],
  'shift.handOver': ['staff', 'shift'],
  'shift.close': ['shift'],
  'device.setScanner': ['devices'],
  'device.setSound': ['devices'],
};

/** Answers a call whose input was parsed by the schema of its method. */
export async function callDesk(desk: Desk, tell: TellWindows, name: MethodName, input: unknown): Promise<unknown> {
  // A map of handlers cannot express that each takes the input of its own method.
  const parseHandler = (handler: unknown) => handler as (desk: Desk, input: unknown) => unknown;
  const value = await parseHandler(DESK_HANDLERS[name])(desk, input);
  for (const told of TELLING[name] ?? []) tell[told]();
  return value;
}
