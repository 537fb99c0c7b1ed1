// How the copy scanned last stands on the shelf, large, with the act that it asks for.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { ShelfRow } from '../../stores/shelf-state.ts';
import { lastFour } from '../../text/moments.ts';
import type { Translate } from '../../text/speak.ts';
import type { AnswerTone } from '../../ui/answer/answer-words.ts';
import { Banner } from '../../ui/answer/banner.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import type { IconName } from '../../ui/icon.tsx';

/** Findings that a check-in resolves: the copy then goes where it belongs. */
const CHECKED_IN: ReadonlySet<string> = new Set([
  'on-loan',
  'in-question',
  'hold-shelf',
  'in-transit',
  'other-branch',
  'marked',
]);

/** Whether a check-in is the act for a copy that should not stand here. */
function isToCheckIn({ standing, answer, said }: ShelfRow): boolean {
  return standing === 'not-here' && said === null && CHECKED_IN.has(answer.finding);
}

/** Actions that correct a misplaced copy, each with its letter: check in, move on this shelf to its place, or put on the cart of its shelf. */
export const SET_RIGHT = { checkin: 'C', putRight: 'R', toCart: 'K' } as const;
export type SetRight = keyof typeof SET_RIGHT;

/** The ways that a row offers, the first one first. */
export function waysOf(row: ShelfRow): readonly SetRight[] {
  if (row.said !== null) return [];
  if (isToCheckIn(row)) return ['checkin'];
  if (row.standing === 'misplaced') return ['putRight', 'toCart'];
  return row.answer.finding === 'other-location' ? ['toCart'] : [];
}

const LOOKS: Readonly<Record<ShelfRow['standing'], { readonly tone: AnswerTone; readonly icon: IconName }>> = {
  'in-order': { tone: 'good', icon: 'done' },
  misplaced: { tone: 'warn', icon: 'pull' },
  'not-here': { tone: 'bad', icon: 'no' },
};

type ShelfAnswerProps = {
  readonly row: ShelfRow;
  /** An earlier copy that is misplaced because of the last scan. */
  readonly also: ShelfRow | undefined;
};

export function ShelfAnswer({ row, also }: ShelfAnswerProps) {
  const { t } = useTranslation();
  const { shelf } = useDesk();
  const { item } = row.answer;
  return (
    <Banner
      {...(also === undefined ? LOOKS[row.standing] : LOOKS.misplaced)}
      verb={verbOf(t, row)}
      headline={item.title}
      detail={item.callNumber}
      code={lastFour(item.barcode)}
      notes={[
        row.standing === 'in-order' && row.answer.finding === 'here' ? '' : findingOf(t, row),
        also === undefined
          ? ''
          : t('shelf.also', { title: also.answer.item.title, callNumber: also.answer.item.callNumber }),
      ]
        .filter(Boolean)
        .join(' ')}
      actions={waysOf(row).map((way, at) => (
        <DeskButton
          key={way}
          look={at === 0 ? 'main' : 'quiet'}
          onPress={() => void shelf[way === 'checkin' ? 'checkIn' : way](item.barcode)}
        >
          {t(`shelf.way_${way}`)}
        </DeskButton>
      ))}
      act="seen"
      state={row.standing}
    />
  );
}

function verbOf(t: Translate, { standing, answer }: ShelfRow): string {
  if (standing === 'not-here') return t('shelf.notHere');
  if (standing === 'misplaced') return t('shelf.misplaced');
  return t(answer.finding === 'found' ? 'shelf.found' : 'shelf.inOrder');
}

/** The place of a copy, or the next step with it. */
export function findingOf(t: Translate, row: ShelfRow): string {
  const { standing, answer, after, before, said } = row;
  if (said !== null) return said === '' ? t('shelf.isPutRight') : said;
  if (standing === 'misplaced') {
    if (after !== null && before !== null) return t('shelf.between', { after, before });
    if (after !== null) return t('shelf.isLast', { after });
    return before === null ? t('shelf.outOfOrder') : t('shelf.isFirst', { before });
  }
  const { finding, belongs, dueText, statusText } = answer;
  if (finding === 'on-loan' && dueText !== null) return t('shelf.is_on-loanDue', { due: dueText });
  if (finding === 'found') return t('shelf.foundText');
  return t(`shelf.is_${finding}`, { where: belongs ?? '', status: statusText });
}
