// The next page of a kind: how many there are, and a button for more. Nothing where all are here.

import { useTranslation } from 'react-i18next';
import type { ExceptionKind } from '../../../shared/views/sync.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { PAGE_SHOWN } from '../../stores/worklist-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { useMoments } from '../../ui/use-moments.ts';

type ShowMoreProps = {
  readonly kind: Pick<ExceptionKind, 'group' | 'code' | 'count'>;
  /** How many are here. */
  readonly here: number;
};

export function ShowMore({ kind, here }: ShowMoreProps) {
  const { t } = useTranslation();
  const { worklist } = useDesk();
  const moments = useMoments();
  const { count } = kind;
  if (here >= count) return null;
  return (
    <DeskButton look="link" onPress={() => void worklist.showMore(kind)}>
      {t('sync.showMore', {
        more: moments.number(Math.min(PAGE_SHOWN, count - here)),
        here: moments.number(here),
        all: moments.number(count),
      })}
    </DeskButton>
  );
}
