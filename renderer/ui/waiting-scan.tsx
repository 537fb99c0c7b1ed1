// A scan came while money is being typed: whether to leave for it. Typed fields stay in any case.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { focusScanBox } from '../desk/scan-box-focus.ts';
import { DeskButton } from './desk-button.tsx';
import { Icon } from './icon.tsx';
import { EnterKey, Keys } from './keys.tsx';
import styles from './waiting-scan.module.css';

type WaitingScanProps = {
  readonly code: string;
  /** The question, and the answer that stays. */
  readonly question: string;
  readonly stay: string;
  /** Called before it is taken: for things to leave first. */
  readonly onTake: () => void;
  readonly onStay: () => void;
};

export function WaitingScan({ code, question, stay, onTake, onStay }: WaitingScanProps) {
  const { t } = useTranslation();
  const { work, clock } = useDesk();
  return (
    <div className={styles.waiting} role="alert" data-testid="waiting-scan">
      <Icon name="item" />
      <span>{question}</span>
      <DeskButton
        look="main"
        isFirst
        after={<EnterKey />}
        onPress={() => {
          onTake();
          work.takeText(code, { atMono: clock.mono(), scanned: true });
          focusScanBox(document);
        }}
      >
        {t('shift.takeScan')}
      </DeskButton>
      <DeskButton onPress={onStay} after={<Keys id="close" />}>
        {stay}
      </DeskButton>
    </div>
  );
}
