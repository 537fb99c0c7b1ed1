// A button with the effect of a key, which shows the key.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import type { ActionId } from '../keys/key-map.ts';
import { ariaKeys } from '../keys/key-name.ts';
import { useKeys } from '../keys/use-keys.ts';
import { DeskButton, type ButtonLook } from './desk-button.tsx';
import { Keys } from './keys.tsx';

type ActionButtonProps = {
  readonly id: ActionId;
  /** The action's own words when absent. */
  readonly children?: ReactNode;
  readonly look?: ButtonLook;
  /** Replaces the action's own effect, for a button that stands for one row. */
  readonly onPress?: () => void;
  readonly isDisabled?: boolean;
  readonly hasKeys?: boolean;
};

export function ActionButton({
  id,
  children,
  look = 'plain',
  onPress,
  isDisabled = false,
  hasKeys = true,
}: ActionButtonProps) {
  const desk = useDesk();
  const { t } = useTranslation();
  const keys = useKeys();
  return (
    <DeskButton
      look={look}
      isDisabled={isDisabled}
      onPress={onPress ?? desk.actions[id].run}
      {...(hasKeys ? { ariaKeys: ariaKeys(id, desk.onMac, keys), after: <Keys id={id} /> } : {})}
    >
      {children ?? t(`action.${id}`)}
    </DeskButton>
  );
}
