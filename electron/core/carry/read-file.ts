// A file of acts that a person brings: sealed, or in clear as desks of older versions wrote them. Its contents, and its parts in the order in which
// they are handed in.

import { formatInstant } from '../../../shared/core/instant.ts';
import type { DeskId, LibraryId } from '../../../shared/core/ids.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { CarriedView } from '../../../shared/views/carry.ts';
import { placeOf, readCarried, type Carried, type CarriedFault } from '../../../shared/wire/carried-file.ts';
import { carriedRequests } from '../../../shared/wire/carried-requests.ts';
import { readSealed, sealedHeadOf, type SealedFile } from '../../../shared/wire/sealed-file.ts';
import type { CarriedPart } from './hand-in.ts';

/** A file that is whole. */
export type BroughtFile = {
  readonly library: LibraryId;
  readonly desk: DeskId;
  readonly view: Omit<CarriedView, 'isOwn'>;
  readonly parts: readonly CarriedPart[];
};

/** Reads a file of either form. */
export function readBrought(text: string): Result<BroughtFile, CarriedFault> {
  const isSealed = sealedHeadOf(text.slice(0, Math.max(0, text.indexOf('\n')))) !== null;
  if (isSealed) {
    const read = readSealed(text);
    return read.ok ? ok(sealedFile(read.value)) : err(read.error);
  }
  const read = readCarried(text);
  return read.ok ? ok(clearFile(read.value)) : err(read.error);
}

function sealedFile({ head, text, parts }: SealedFile): BroughtFile {
  const { library, desk, deskName, exportedAt, acts, firstAt, lastAt } = head;
  return {
    library,
    desk,
    view: {
      acts,
      desk: deskName,
      exportedAt: formatInstant(exportedAt),
      firstAt: formatInstant(firstAt),
      lastAt: formatInstant(lastAt),
      isSealed: true,
    },
    parts: parts.map((part, index) => ({
      kind: 'sealed',
      deskId: desk,
      from: part.from,
      acts: part.acts,
      request: { head: text, index, part },
    })),
  };
}

function clearFile(carried: Carried): BroughtFile {
  const { library, desk, exportedAt } = carried.head;
  return {
    library,
    desk,
    view: {
      acts: carried.envelopes.length,
      desk,
      exportedAt: formatInstant(exportedAt),
      firstAt: null,
      lastAt: null,
      isSealed: false,
    },
    parts: carriedRequests(carried).map((request) => {
      const place = placeOf(request.envelopes[0]?.body ?? '');
      return {
        kind: 'clear',
        deskId: place?.deskId ?? desk,
        from: place?.seq ?? 0,
        acts: request.envelopes.length,
        request,
      };
    }),
  };
}
