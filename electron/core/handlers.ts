// Exactly one handler for each method of the contract. What a method does is in facade/, one file for each noun or act.

import type { ActMethodName, Handlers } from '../../shared/bridge/contract.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { markRestoreSeen } from '../../db/ledger/server-epochs.ts';
import { actHandlers } from './acts/all.ts';
import { callOutcome } from './facade/call-outcome.ts';
import { deskView, sessionView } from './facade/desk-view.ts';
import { deviceSettings, setScanner, setSound } from './facade/devices.ts';
import { importCarried, lookAtCarried } from './facade/import-carried.ts';
import { listExceptions } from './facade/exceptions.ts';
import { listAssignees } from './facade/exception-assignees.ts';
import { exportPending } from './facade/export-pending.ts';
import { listFees } from './facade/fees.ts';
import { listHeldActs } from './facade/held-acts.ts';
import { explain } from './facade/explain.ts';
import { findItemsBy, viewItem } from './facade/items.ts';
import { listOutages } from './facade/outages.ts';
import { findPatronsBy, patronDetails, viewPatron } from './facade/patrons.ts';
import { changeRole, listRoles } from './facade/roles.ts';
import { giveByPhone } from './facade/phone-give.ts';
import { askByPhone } from './facade/phone-challenge.ts';
import { reportHandlers } from './facade/reports.ts';
import { listHandlers } from './lists/desk-lists.ts';
import { renewAll } from './acts/renew.ts';
import { resolveScan } from './facade/scan.ts';
import { dropSlip, previewSlip, printSlip, printWaiting, printerView, setPrinter } from './facade/slips.ts';
import { listActs } from './facade/sync-acts.ts';
import { currentShift, listShifts } from './facade/shifts.ts';
import { requireRight, type Desk } from './desk.ts';

/** The handlers of a desk. */
export function deskHandlers(desk: Desk): Handlers {
  const { session } = desk;
  return {
    'call.outcome': (input) => callOutcome(desk, input),
    'desk.view': () => deskView(desk),
    'desk.setLanguage': ({ language }) => {
      desk.setLanguage(language);
      return deskView(desk);
    },
    ...deviceHandlers(desk),
    // The host changes over. What is left to the desk: nobody stays signed in at one that nobody looks at.
    'practice.begin': () => {
      session.signOut();
      return {};
    },
    'practice.end': () => ({}),
    'session.signIn': async ({ staff, pin }) => {
      await session.signIn(staff, pin);
      return sessionView(desk) ?? failNobody();
    },
    'session.signOut': () => {
      session.signOut();
      return {};
    },
    'session.current': () => sessionView(desk),
    'scan.resolve': (input) => resolveScan(desk, input),
    'rules.explain': (input) => explain(desk, input),
    'patron.find': (input) => findPatronsBy(desk, input),
    'patron.view': (input) => viewPatron(desk, input),
    'patron.details': (input) => patronDetails(desk, input),
    'item.find': (input) => findItemsBy(desk, input),
    'item.view': (input) => viewItem(desk, input),
    'circ.renewAll': (input) => renewAll(desk, input),
    'phone.ask': (input) => askByPhone(desk, input),
    'phone.give': (input) => giveByPhone(desk, input),
    'role.list': () => listRoles(desk),
    'role.change': (input) => changeRole(desk, input),
    'fee.list': (input) => listFees(desk, input),
    ...shiftHandlers(desk),
    ...syncHandlers(desk),
    'ledger.export': () => exportPending(desk),
    'ledger.look': ({ text }) => lookAtCarried(desk, text),
    'ledger.import': ({ text }) => importCarried(desk, text),
    ...worklistHandlers(desk),
    'outage.list': () => listOutages(desk),
    ...listHandlers(desk),
    ...reportHandlers(desk),
    ...actHandlers(desk),
  };
}

type SyncMethod = Extract<keyof Handlers, `sync.${string}`>;

function syncHandlers(desk: Desk): Pick<Handlers, SyncMethod> {
  const { session, link } = desk;
  return {
    'sync.status': () => link.status(),
    'sync.now': () => {
      if (link.status().paused) link.pause(false);
      link.syncNow();
      return link.status();
    },
    'sync.pause': ({ on }) => {
      if (on) requireRight(desk, 'manage-desk');
      link.pause(on);
      return link.status();
    },
    'sync.seenRestore': ({ restoredAt }) => {
      const { staffId } = session.required();
      markRestoreSeen(desk.ledger, Date.parse(restoredAt), { at: desk.clock.now(), by: staffId });
      return link.status();
    },
    'sync.acts': (input) => listActs(desk, input),
  };
}

type ShiftMethod = Exclude<Extract<keyof Handlers, `shift.${string}`>, ActMethodName>;

function shiftHandlers(desk: Desk): Pick<Handlers, ShiftMethod> {
  return {
    'shift.current': () => currentShift(desk),
    'shift.list': (input) => listShifts(desk, input),
  };
}

type DeviceMethod = Extract<keyof Handlers, `${'setup' | 'device' | 'slip' | 'printer'}.${string}`>;

/** What stands at the desk: its scanner, its sounds, its printer; and that it stands there already. */
function deviceHandlers(desk: Desk): Pick<Handlers, DeviceMethod> {
  return {
    'setup.view': () => ({ isJoined: true, central: desk.identity.serverUrl }),
    'setup.join': () => {
      throw new HoldfastError('HF-ENROL-010');
    },
    'device.settings': () => deviceSettings(desk),
    'device.setScanner': ({ scanner }) => setScanner(desk, scanner),
    'device.setSound': (sound) => setSound(desk, sound),
    'slip.preview': (input) => previewSlip(desk, input),
    'slip.print': (input) => printSlip(desk, input),
    'slip.printWaiting': () => printWaiting(desk),
    'slip.drop': (input) => dropSlip(desk, input),
    'printer.view': () => printerView(desk),
    'printer.set': (input) => setPrinter(desk, input),
  };
}

type WorklistHandlers = Pick<Handlers, Exclude<Extract<keyof Handlers, `exception.${string}`>, ActMethodName>>;

function worklistHandlers(desk: Desk): WorklistHandlers {
  return {
    'exception.list': (input) => listExceptions(desk, input),
    'exception.assignees': () => listAssignees(desk),
    'exception.held': (input) => listHeldActs(desk, input),
  };
}

function failNobody(): never {
  throw new Error('somebody signed in and nobody is');
}
