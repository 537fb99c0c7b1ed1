// The server's half of every act that writes rows beside the timelines: its effect, or why it has none. A missing one does not compile.

import type { ActName, Acts } from '../../shared/acts/all.ts';
import type { Raised, Taken } from '../commands/taken.ts';
import type { WriteTx } from '../store/store.ts';
import { actEffect, type ActEffect, type EffectOf, type Phase } from './act-effect.ts';
import { closeBranchEffect, liftClosingEffect } from './close-branch.ts';
import { liftBlocksEffect } from './lift-blocks.ts';
import { resolveExceptionsEffect } from './resolve-exceptions.ts';
import { workExceptionsEffect } from './work-exceptions.ts';
import { writeBookings } from '../bookings/write-bookings.ts';
import { writeItems } from '../items/write-items.ts';
import { writeCourses, writeReserves } from '../courses/write-courses.ts';
import { writeTitles } from '../titles/write-titles.ts';
import { writeCards } from '../patrons/write-cards.ts';
import { writeAgreements } from '../patrons/write-agreements.ts';
import { writeBlocks } from '../patrons/write-blocks.ts';
import { writeLinks } from '../patrons/write-links.ts';
import { logEffect } from './log.ts';
import { tallyEffect } from './tally.ts';
import { mergeEarly, mergePatrons } from '../patrons/merge-accounts.ts';
import { writeInMinted, writePatrons } from '../patrons/write-patrons.ts';
import { settleIn } from '../notices/work-notices.ts';
import { releaseQuiet } from '../schedule/silence.ts';
import { purgeActs } from '../purge/purge-acts.ts';

/** Personal values of acts are removed. */
const purgeEffect = actEffect({ purge: true }, 'after folds', async (tx, own) => {
  for (const { header, command } of own) await purgeActs(tx, { acts: command.args.acts, at: header.at });
});

/** Accounts are made, and joined with accounts that were only a card: acts of the same request name them. */
const registerPatronEffect = actEffect({ registerPatron: true }, 'before identities', writePatrons);

/** Accounts are written in. After folds: a patron who was minted in the same request is there. */
const editPatronEffect = actEffect({ editPatron: true }, 'after folds', writePatrons);

/** Copies are edited. After folds: an item that was minted in the same request is there. */
const writeItemEffect = actEffect(
  {
    editItem: true,
    addItem: true,
    completeItem: true,
    receiveBorrowed: true,
    returnBorrowed: true,
    reportParts: true,
  },
  'after folds',
  writeItems,
);

/** Titles are edited. After folds, and after copies: the title of one that was recorded in the same request is there. */
const writeTitleEffect = actEffect({ editTitle: true }, 'after folds', writeTitles);

/** Terms, courses and reading lists. After folds, as titles. */
const writeCourseEffect = actEffect(
  { addCourse: true, editCourse: true, endCourse: true, addReading: true, removeReading: true, moveReserve: true },
  'after folds',
  writeCourses,
);

/** Copies go on reserve and come off it. After folds, and after copies. */
const writeReserveEffect = actEffect({ placeOnReserve: true, takeOffReserve: true }, 'after folds', writeReserves);

/**
 * Bookings are placed, picked up and over, and acts on units meet them. After folds: the loans of the batch are there.
 */
const writeBookingEffect: EffectOf<'placeBooking' | 'cancelBooking' | 'expireBooking'> = {
  acts: { placeBooking: true, cancelBooking: true, expireBooking: true },
  when: 'after folds',
  apply: async (tx, batch, applying) => {
    await writeBookings(tx, batch, applying);
    return [];
  },
};

/** Blocks of patrons are set and lifted. After folds: a patron who was minted in the same request is there. */
const writeBlockEffect = actEffect({ setBlock: true, liftBlock: true }, 'after folds', writeBlocks);

/** Cards of patrons are added, replaced and ended. After folds, for the same reason. */
const writeCardEffect = actEffect({ addCard: true, endCard: true }, 'after folds', writeCards);

/** Proxies are named and ended. After folds: the loans that they took are there. */
const writeLinkEffect = actEffect({ addProxy: true, endProxy: true }, 'after folds', writeLinks);

/** Agreements are added to their accounts, and taken back. After folds: the loans that they are weighed for are there. */
const writeAgreementEffect = actEffect({ signAgreement: true, endAgreement: true }, 'after folds', writeAgreements);

/** A notice is settled; one that is over already, or gone, stays as it is. */
const settleNoticeEffect = actEffect({ settleNotice: true }, 'after folds', async (tx, own, { changes, now }) => {
  for (const { command } of own) {
    const { notice: id, how } = command.args;
    await settleIn(tx, { id, how, now }, changes);
  }
});

/** Acts that wait for silent desks wait no more. */
const releaseQuietEffect = actEffect({ releaseQuiet: true }, 'after folds', async (tx, own, { changes }) => {
  for (const { header, body, command } of own)
    await releaseQuiet(tx, { desks: command.args.desks, at: header.at, header, staffId: body.staffId }, changes);
});

/** Two accounts become one. After judging: a patron who is merged existed under the old id when the earlier acts were done. */
const mergePatronsEffect = actEffect({ mergePatrons: true }, 'after judging', mergePatrons);

type OffTimelines = { [N in ActName]: Acts[N]['timeline'] extends 'rows' ? N : never }[ActName];

/** Why such an act has no effect of its own. */
type None = 'what it releases is applied with it' | 'kept with the acts';

/** In the order in which effects of one phase are applied. */
const EFFECTS: { readonly [N in OffTimelines]: EffectOf<N> | None } = {
  closeBranch: closeBranchEffect,
  liftClosing: liftClosingEffect,
  registerPatron: registerPatronEffect,
  editPatron: editPatronEffect,
  editItem: writeItemEffect,
  addItem: writeItemEffect,
  completeItem: writeItemEffect,
  receiveBorrowed: writeItemEffect,
  returnBorrowed: writeItemEffect,
  editTitle: writeTitleEffect,
  addCourse: writeCourseEffect,
  editCourse: writeCourseEffect,
  endCourse: writeCourseEffect,
  addReading: writeCourseEffect,
  removeReading: writeCourseEffect,
  moveReserve: writeCourseEffect,
  placeOnReserve: writeReserveEffect,
  takeOffReserve: writeReserveEffect,
  placeBooking: writeBookingEffect,
  cancelBooking: writeBookingEffect,
  expireBooking: writeBookingEffect,
  mergePatrons: mergePatronsEffect,
  addCard: writeCardEffect,
  endCard: writeCardEffect,
  signAgreement: writeAgreementEffect,
  endAgreement: writeAgreementEffect,
  addProxy: writeLinkEffect,
  endProxy: writeLinkEffect,
  setBlock: writeBlockEffect,
  liftBlock: writeBlockEffect,
  resolveExceptions: resolveExceptionsEffect,
  workExceptions: workExceptionsEffect,
  tally: tallyEffect,
  describeTally: tallyEffect,
  editLogList: logEffect,
  tickStep: logEffect,
  readGate: logEffect,
  takeBackReading: logEffect,
  countGates: logEffect,
  lockDesks: logEffect,
  startDrill: logEffect,
  leaveMessage: logEffect,
  seeMessage: logEffect,
  endMessage: logEffect,
  noteIncident: logEffect,
  endIncident: logEffect,
  correctIncident: logEffect,
  keepFound: logEffect,
  endFound: logEffect,
  startInventory: logEffect,
  endInventory: logEffect,
  settleNotice: settleNoticeEffect,
  liftBlocks: liftBlocksEffect,
  releaseQuiet: releaseQuietEffect,
  purge: purgeEffect,
  releaseHeld: 'what it releases is applied with it',
  signOutage: 'kept with the acts',
};

/** Any act may make an account for a card that is not known. */
const mintedPatronsEffect: ActEffect = { when: 'after folds', apply: writeInMinted };

/** After the merges of the same batch: an account that they could not find yet may be made by another of its acts. */
const earlyMergesEffect: ActEffect = { when: 'after judging', apply: mergeEarly };

/** Each effect once. */
const DISTINCT: readonly ActEffect[] = [
  mintedPatronsEffect,
  ...[...new Set(Object.values(EFFECTS))].filter((effect) => typeof effect !== 'string'),
  earlyMergesEffect,
];

/** Applies the effects of a phase. Returns the exceptions that they raise. */
export async function runEffects(
  phase: Phase,
  tx: WriteTx,
  batch: readonly Taken[],
  applying: Parameters<ActEffect['apply']>[2],
): Promise<readonly Raised[]> {
  const raised: Raised[] = [];
  for (const { when, apply } of DISTINCT) if (when === phase) raised.push(...(await apply(tx, batch, applying)));
  return raised;
}
