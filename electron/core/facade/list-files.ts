// `listFiles.…`: lists that this desk keeps as files in a folder of its computer, for the day on which the program or the computer is down.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { areListFilesOld } from '../../../shared/circ/model/list-files.ts';
import type { Right } from '../../../shared/circ/rights.ts';
import { LISTS, type ListName } from '../../../shared/lists/all.ts';
import { listWords, type AnyList } from '../../../shared/lists/define-list.ts';
import { logExport } from '../../../db/ledger/report-exports.ts';
import { requireRight, type Desk } from '../desk.ts';
import { exportOfList } from '../lists/desk-lists.ts';
import { USUAL_LISTS } from '../lists/list-files.ts';
import {
  leftListFiles,
  listFileFacts,
  listFilesChosen,
  listFilesEnds,
  USUAL_MINUTES,
  type ListFilesChosen,
} from '../lists/list-files-setting.ts';

const RIGHT: Right = 'manage-desk';

/** The folder, its lists with their ages, and what is wrong. Throws HF-AUTH-021 or HF-AUTH-024, as all of these do. */
export function viewListFiles(desk: Desk): MethodOutput<'listFiles.view'> {
  requireRight(desk, RIGHT);
  const { ledger, clock } = desk;
  const chosen = listFilesChosen(ledger);
  const facts = listFileFacts(ledger);
  const { triedAt, lists } = listFilesEnds(ledger);
  const reservesName = desk.copy()?.library.reservesName() ?? null;
  return {
    folder: chosen?.folder ?? null,
    everyMinutes: chosen?.everyMinutes ?? USUAL_MINUTES,
    writtenAt: isoOf(facts?.writtenAt ?? null),
    triedAt: isoOf(triedAt),
    isWriting: desk.listFiles.keeper.isWriting,
    isOld: facts !== null && areListFilesOld(facts, clock.now()),
    trouble: facts?.trouble ?? null,
    library: desk.copy()?.library.deskTerms().listFiles ?? null,
    // Those in the folder of the lists go with its next round.
    toRemove: leftListFiles(ledger).flatMap(({ folder, lists: left }) =>
      left.length === 0 || folder === chosen?.folder ? [] : [folder],
    ),
    lists: lists.map(({ list, writtenAt, rows, trouble }) => {
      const definition: AnyList = LISTS[list];
      return {
        list,
        name: listWords(definition, reservesName)[desk.language()],
        writtenAt: isoOf(writtenAt),
        rows,
        trouble,
      };
    }),
  };
}

/** Throws HF-UI-130, HF-UI-131 besides. */
export function lookAtFolder(
  desk: Desk,
  { at }: ParsedInput<'listFiles.look'>,
): Promise<MethodOutput<'listFiles.look'>> {
  requireRight(desk, RIGHT);
  return desk.listFiles.folders.look(at);
}

/**
 * Another folder, other minutes, or none. Only lists that the person who chooses the folder may see are kept there, and the audit notes that they
 * were taken out. The first round begins at once. Throws HF-UI-130, HF-UI-132, HF-UI-133 or HF-UI-134 besides.
 */
export function setListFiles(desk: Desk, input: ParsedInput<'listFiles.set'>): MethodOutput<'listFiles.set'> {
  requireRight(desk, RIGHT);
  const { ledger, listFiles } = desk;
  const { folder, everyMinutes } = input;
  if (folder === undefined) {
    if (everyMinutes !== undefined) listFiles.keeper.pace(everyMinutes);
    return viewListFiles(desk);
  }
  const chosen = folder === null ? null : chosenBy(desk, folder, everyMinutes);
  listFiles.keeper.choose(chosen);
  if (chosen === null) return viewListFiles(desk);
  const { staffId } = desk.session.required();
  for (const list of chosen.lists)
    logExport(ledger, exportOfList(list, { at: desk.clock.now(), staffId, format: 'pdf' }));
  return writeListsNow(desk);
}

/** Begins a round; the view changes when it is over. */
export function writeListsNow(desk: Desk): MethodOutput<'listFiles.write'> {
  requireRight(desk, RIGHT);
  void desk.listFiles.keeper.write();
  return viewListFiles(desk);
}

function chosenBy(desk: Desk, folder: string, everyMinutes: number | undefined): ListFilesChosen {
  const minutes = everyMinutes ?? listFilesChosen(desk.ledger)?.everyMinutes ?? USUAL_MINUTES;
  if (desk.config.isPractice === true) throw new HoldfastError('HF-UI-134');
  if (desk.copy()?.library.deskTerms().listFiles === 'none') throw new HoldfastError('HF-UI-133');
  const { rights } = desk.session.required();
  const maySee = (list: ListName): boolean => {
    const { right }: AnyList = LISTS[list];
    return right === null || rights.includes(right);
  };
  return { folder: desk.listFiles.folders.pathOf(folder), everyMinutes: minutes, lists: USUAL_LISTS.filter(maySee) };
}

function isoOf(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
