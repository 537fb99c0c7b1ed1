// The answers to an undo question: a reason by one press, simply yes where the library needs none, or no.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { ActionButton } from '../action-button.tsx';
import { DeskButton } from '../desk-button.tsx';

/** Common reasons for an undo: one press undoes it and goes into the report of the shift. */
const OF_ITEM = ['wrongPatron', 'wrongItem', 'twice'] as const;
const OF_OTHER = ['wrongPatron', 'twice'] as const;

type UndoChoiceProps = { readonly isOfItem?: boolean; readonly needsReason: boolean };

export function UndoChoice({ isOfItem = false, needsReason }: UndoChoiceProps) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const usual = isOfItem ? OF_ITEM : OF_OTHER;
  // Where a reason must be given there is one for everything.
  const reasons = needsReason ? ([...usual, 'changedMind', 'otherReason'] as const) : usual;
  return (
    <>
      {reasons.map((key) => (
        <DeskButton key={key} look="quiet" onPress={() => void work.undoAsked(t(`undoAsk.${key}`))}>
          {t(`undoAsk.${key}`)}
        </DeskButton>
      ))}
      {!needsReason && (
        <ActionButton id="undo" look="main">
          {t('undoAsk.yes')}
        </ActionButton>
      )}
      <ActionButton id="close" onPress={work.clearNotice}>
        {t('undoAsk.no')}
      </ActionButton>
    </>
  );
}
