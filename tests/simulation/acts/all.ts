// Everything that people do at the desks of a simulation. Each act has an entry: how a desk makes it, or why none does by chance.

import type { ActName } from '../../../shared/acts/all.ts';
import { lendOnWord } from '../steps/on-word.ts';
import { someBarcode, someCard } from '../steps/acts.ts';
import { tellStory } from '../steps/stories.ts';
import { mayDoEverything } from '../world/template.ts';
import { resolveExceptions, workExceptions } from './exceptions.ts';
import { receiveBorrowed, returnBorrowed } from './borrowed.ts';
import { addItem, completeItem, editItem, editTitle } from './catalog.ts';
import {
  addCourse,
  addReading,
  editCourse,
  endCourse,
  moveReserve,
  placeOnReserve,
  removeReading,
  takeOffReserve,
} from './courses.ts';
import { cancelBooking, placeBooking } from './bookings.ts';
import { closeBranch, liftClosing } from './closings.ts';
import { cancelHold, changePickup, placeHold, resumeHold, suspendHold } from './holds.ts';
import {
  checkin,
  checkout,
  fromPaper,
  lend,
  manyDueDates,
  recordUse,
  renew,
  resolveItem,
  takeBack,
  undo,
} from './loans.ts';
import {
  claimNeverHad,
  claimReturned,
  clearMark,
  declareLost,
  dropClaim,
  notOnShelf,
  reviewMissing,
  partReturned,
  reportParts,
  seen,
  setMark,
  shelve,
} from './marks.ts';
import { addCard, editPatron, endCard, liftBlock, mergePatrons, registerPatron, setBlock } from './accounts.ts';
import { addProxy, endProxy } from './proxies.ts';
import { signAgreement } from './agreements.ts';
import { addFee, pay, useCredit, waive } from './money.ts';
import {
  editLogList,
  endFound,
  correctIncident,
  endIncident,
  endMessage,
  keepFound,
  startInventory,
  endInventory,
  leaveMessage,
  noteIncident,
  readGate,
  takeBackReading,
  seeMessage,
  tally,
  tickStep,
} from './log.ts';
import { act, type Simulated } from './simulated.ts';

/** Several acts that belong together. */
type Scenario = 'rivals' | 'doubleScan' | 'story' | 'lendOnWord' | 'manyDueDates' | 'fromPaper';

/** Of acts that a story makes. */
export const IN_STORIES = 'made in stories, where two desks do not know of each other';
const OWN = "the server's own";
const OF_FAULTS = 'made after a fault of the server, when everything heals';
const NO_STATE = 'a figure of reports: no state follows from it';

/** In the order of the draw: another order is another run of every seed. */
export const SIMULATED: { readonly [Name in ActName | Scenario]: Simulated | string } = {
  checkout,
  checkin,
  renew,
  undo,
  recordUse,
  rivals: act(8, async (world, desk, desks) => {
    const barcode = someBarcode(world);
    const other = world.chance.pick(desks);
    await lend(world, desk, someCard(world), barcode);
    if (world.chance.oneIn(2)) await world.pass(world.chance.between(1, 3_000));
    if (world.chance.oneIn(3)) await takeBack(world, other, barcode);
    else await lend(world, other, someCard(world), barcode);
  }),
  doubleScan: act(3, async (world, desk) => {
    const [card, barcode] = [someCard(world), someBarcode(world)];
    await lend(world, desk, card, barcode);
    await world.pass(world.chance.between(1, 400));
    await lend(world, desk, card, barcode);
  }),
  resolveItem,
  setMark,
  clearMark,
  declareLost,
  notOnShelf,
  reviewMissing,
  reportParts,
  partReturned,
  claimReturned,
  claimNeverHad,
  dropClaim,
  seen,
  shelve,
  resolveExceptions,
  workExceptions,
  placeHold,
  cancelHold,
  suspendHold,
  resumeHold,
  changePickup,
  pay,
  waive,
  addFee,
  useCredit,
  setBlock,
  liftBlock,
  registerPatron,
  editPatron,
  addCard,
  endCard,
  mergePatrons,
  addProxy,
  endProxy,
  signAgreement,
  addItem,
  completeItem,
  receiveBorrowed,
  returnBorrowed,
  editItem,
  editTitle,
  addCourse,
  editCourse,
  endCourse,
  addReading,
  removeReading,
  placeOnReserve,
  moveReserve,
  takeOffReserve,
  placeBooking,
  cancelBooking,
  tally,
  editLogList,
  tickStep,
  readGate,
  takeBackReading,
  leaveMessage,
  seeMessage,
  endMessage,
  noteIncident,
  endIncident,
  correctIncident,
  keepFound,
  startInventory,
  endInventory,
  endFound,
  closeBranch,
  liftClosing,
  story: act(7, tellStory),
  lendOnWord: act(2, async (world, desk, desks) => {
    // Desks whose staff lack rights.
    const lacking = desks.filter((one) => !mayDoEverything(one.index));
    if (lacking.length > 0) await lendOnWord(world, lacking.includes(desk) ? desk : world.chance.pick(lacking));
  }),
  manyDueDates,
  fromPaper,
  recall: IN_STORIES,
  changeDueDate: IN_STORIES,
  refund: IN_STORIES,
  ageToLost: OWN,
  expireBooking: OWN,
  expireHold: OWN,
  liftBlocks: OWN,
  purge: OWN,
  transferFees: OWN,
  takeBackFees: OWN,
  releaseQuiet: OWN,
  releaseHeld: OF_FAULTS,
  liftPartBill: "the server's own, or made with the act that takes a part back; no rules here bill a part",
  settleNotice: 'no notices are sent here: the server has no mail',
  endAgreement: 'made with the agreement that it is about',
  describeTally: 'made with the question that it is about',
  confirmParts: 'made with the part that came back',
  countGates: 'made with the reading of a gate, every fourth of which is a file',
  startDrill: 'it cuts the line of a desk, which the network of the simulation does by itself',
  lockDesks: 'it signs everybody out, and leaves nothing that a fold could differ in',
  openShift: NO_STATE,
  correctStartingCash: NO_STATE,
  handOverShift: NO_STATE,
  closeShift: NO_STATE,
  openDrawer: NO_STATE,
  signOutage: NO_STATE,
};

/** Acts of a user-services department besides lending. In seeds of its own they are frequent, so that they meet each other. */
export const OF_DEPARTMENT: ReadonlySet<string> = new Set<ActName>([
  'setMark',
  'clearMark',
  'declareLost',
  'notOnShelf',
  'reviewMissing',
  'reportParts',
  'partReturned',
  'claimReturned',
  'claimNeverHad',
  'dropClaim',
  'seen',
  'shelve',
  'addProxy',
  'endProxy',
  'signAgreement',
  'receiveBorrowed',
  'returnBorrowed',
  'addCourse',
  'editCourse',
  'endCourse',
  'addReading',
  'removeReading',
  'placeOnReserve',
  'moveReserve',
  'takeOffReserve',
  'placeBooking',
  'cancelBooking',
  'tally',
  'editLogList',
  'tickStep',
  'readGate',
  'takeBackReading',
  'leaveMessage',
  'seeMessage',
  'endMessage',
  'noteIncident',
  'endIncident',
  'correctIncident',
  'keepFound',
  'endFound',
  'startInventory',
  'endInventory',
  'closeBranch',
  'liftClosing',
]);
