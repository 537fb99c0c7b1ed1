// Ids that pending acts use and the replica has no row for. One that was minted for a barcode or card which the replica knows by now is
// that row: its acts count for the real id, as the server's merge will have it. Worked out from pending acts and nothing else.

import type { ItemId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { AgreementWrite } from '../../shared/circ/model/agreement.ts';
import type { BookingWrite } from '../../shared/circ/model/booking.ts';
import type { CourseWrite } from '../../shared/circ/model/course.ts';
import { patronWritten, withPatronWritten } from '../../shared/circ/model/log-entry.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { OverlaySource } from './overlay-source.ts';

/** Maps ids to real ones. A real or unknown id maps to itself. */
export type RealIds = {
  readonly item: (id: ItemId) => ItemId;
  readonly patron: (id: PatronId) => PatronId;
  readonly title: (id: TitleId) => TitleId;
};

/** Looks ids up in the source, by the text that was scanned for them where they have no row; `note` hears which have none. */
export function realIds(
  source: OverlaySource,
  textOf: (id: string) => string | null,
  note: (id: string, isStranger: boolean) => void,
): RealIds {
  const lookUp = <T extends string>(id: T, isKnown: boolean, byText: (text: string) => T | null): T => {
    note(id, !isKnown);
    const text = isKnown ? null : textOf(id);
    return text === null ? id : (byText(text) ?? id);
  };
  return {
    item: (id) => lookUp(id, source.hasItem(id), (text) => source.itemByBarcode(text)?.id ?? null),
    title: (id) => lookUp(id, source.title(id) !== null, (text) => source.itemByBarcode(text)?.titleId ?? null),
    patron: (id) => {
      const isKnown = source.hasPatron(id);
      // The feed brings an account that was joined with another; a card of it may be another person's by now.
      const joined = isKnown ? null : source.accountJoinedFrom(id);
      if (joined === null) return lookUp(id, isKnown, (text) => source.patronByCard(text)?.id ?? null);
      note(id, true);
      return joined;
    },
  };
}

/** The records under real ids. A row that the replica has is not minted. */
export function renameRecorded(recorded: readonly Recorded[], real: RealIds, source: OverlaySource): Recorded[] {
  return recorded.flatMap((one): Recorded[] => {
    switch (one.kind) {
      case 'act':
        return [{ kind: 'act', act: renameAct(one.act, real) }];
      case 'mintItem':
        return source.hasItem(real.item(one.itemId)) ? [] : [one];
      case 'mintPatron':
        return source.hasPatron(real.patron(one.patronId)) ? [] : [one];
      case 'writePatron':
        return [one.registers ? one : { ...one, patronId: real.patron(one.patronId) }];
      case 'writeItem':
        return [{ ...one, itemId: real.item(one.itemId) }];
      case 'writeTitle':
        return [{ ...one, titleId: real.title(one.titleId) }];
      case 'writeCourses':
        return [{ ...one, writes: one.writes.map((write) => renameWrite(write, real)) }];
      case 'writeBooking':
        return [{ ...one, write: renameBooking(one.write, real) }];
      case 'writeBlock':
      case 'writeCards':
        return [{ ...one, patronId: real.patron(one.patronId) }];
      case 'writeAgreement':
        return [{ ...one, patronId: real.patron(one.patronId), ...renameAgreement(one, real) }];
      case 'writeLink':
        return [{ ...one, patronId: real.patron(one.patronId), link: { ...one.link, of: real.patron(one.link.of) } }];
      case 'writeLog':
        return [{ ...one, write: withPatronWritten(one.write, real.patron) }];
      case 'closeBranch':
      case 'liftClosing':
      case 'resolveExceptions':
      case 'workExceptions':
      case 'liftBlocks':
      case 'releaseHeld':
      case 'releaseQuiet':
      case 'signOutage':
      case 'mergePatrons':
      case 'purge':
        return [one];
    }
  });
}

function renameWrite(write: CourseWrite, real: RealIds): CourseWrite {
  if (write.row === 'reserve' && write.fields.itemId !== undefined)
    return { ...write, fields: { ...write.fields, itemId: real.item(write.fields.itemId) } };
  const title = write.row === 'reading' ? (write.fields.titleId ?? null) : null;
  return write.row === 'reading' && title !== null
    ? { ...write, fields: { ...write.fields, titleId: real.title(title) } }
    : write;
}

/** A sponsor may have been registered at a desk too. */
function renameAgreement(write: AgreementWrite, real: RealIds): AgreementWrite {
  if ('end' in write) return { end: write.end };
  const { sponsor, ...agreement } = write.agreement;
  return { agreement: sponsor === undefined ? agreement : { ...agreement, sponsor: real.patron(sponsor) } };
}

function renameBooking(write: BookingWrite, real: RealIds): BookingWrite {
  if (write.how === 'picked-up') return { ...write, itemId: real.item(write.itemId) };
  if (write.how !== 'placed') return write;
  const { patronId, unit } = write.placed;
  return {
    ...write,
    placed: { ...write.placed, patronId: real.patron(patronId), unit: unit === null ? null : real.item(unit) },
  };
}

function renameAct(act: Act, real: RealIds): Act {
  const renamed: Act = { ...act };
  if ('itemId' in renamed && renamed.itemId !== null) renamed.itemId = real.item(renamed.itemId);
  if ('patronId' in renamed && renamed.patronId !== null) renamed.patronId = real.patron(renamed.patronId);
  if (renamed.kind === 'checkout' && renamed.carriedBy !== undefined)
    renamed.carriedBy = real.patron(renamed.carriedBy);
  if (renamed.kind === 'resolveItem' && renamed.holder !== null) renamed.holder = real.patron(renamed.holder);
  return renamed;
}

/** Every item and patron that something recorded names. */
export function idsNamed(recorded: readonly Recorded[]): string[] {
  return recorded.flatMap((one): string[] => {
    switch (one.kind) {
      case 'act': {
        const { act } = one;
        const item = 'itemId' in act ? act.itemId : null;
        const patron = 'patronId' in act ? act.patronId : act.kind === 'resolveItem' ? act.holder : null;
        const carrier = act.kind === 'checkout' ? act.carriedBy : undefined;
        return [item, patron, carrier].flatMap((id) => id ?? []);
      }
      case 'mintItem':
      case 'writeItem':
        return [one.itemId];
      case 'writeTitle':
        return [one.titleId];
      case 'writeCourses':
        return one.writes.flatMap(({ row, fields }) =>
          row === 'reserve' ? (fields.itemId ?? []) : row === 'reading' ? (fields.titleId ?? []) : [],
        );
      case 'writeBooking':
        if (one.write.how === 'picked-up') return [one.write.itemId];
        return one.write.how === 'placed' ? [one.write.placed.patronId, one.write.placed.unit ?? []].flat() : [];
      case 'mintPatron':
      case 'writePatron':
      case 'writeBlock':
      case 'writeCards':
        return [one.patronId];
      case 'writeAgreement':
        return 'end' in one ? [one.patronId] : [one.patronId, one.agreement.sponsor ?? []].flat();
      case 'writeLink':
        return [one.patronId, one.link.of];
      case 'writeLog':
        return [patronWritten(one.write) ?? []].flat();
      case 'closeBranch':
      case 'liftClosing':
      case 'resolveExceptions':
      case 'workExceptions':
      case 'liftBlocks':
      case 'releaseHeld':
      case 'releaseQuiet':
      case 'signOutage':
      case 'mergePatrons':
      case 'purge':
        return [];
    }
  });
}
