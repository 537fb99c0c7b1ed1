// A dialog over the screen. Esc, the key that opened it, or a scan that the desk takes closes it; the focus then belongs to the scan box.

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { focusScanBox } from '../desk/scan-box-focus.ts';
import { closeOverlay } from '../stores/view-store.ts';
import { DeskButton } from './desk-button.tsx';
import { Keys } from './keys.tsx';
import styles from './dialog.module.css';

/** Below the tabs; on a low screen, such as one at 200 %, the dialog needs that room more. */
const CLEAR_OF_THE_EDGE = 'clamp(8px, 16dvh - 59px, 64px)';

type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly size?: number;
  /** The title is there for readers only, and the content brings its own way to begin. */
  readonly isBare?: boolean;
  /** Something in the content takes the focus (`data-autofocus`). */
  readonly hasOwnFocus?: boolean;
};

export function Dialog({ title, children, size = 640, isBare = false, hasOwnFocus = false }: DialogProps) {
  const { t } = useTranslation();
  const { view } = useDesk();
  const close = (): void => {
    closeOverlay(view);
    if (view.getState().overlay === 'none') focusScanBox(document);
  };
  return (
    <Modal.Root
      opened
      onClose={close}
      size={size}
      yOffset={CLEAR_OF_THE_EDGE}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
      returnFocus={false}
    >
      <Modal.Overlay color="var(--shade)" backgroundOpacity={1} />
      <Modal.Content className={styles.content ?? ''} aria-label={title}>
        {isBare ? (
          children
        ) : (
          <div className={styles.body} tabIndex={-1} {...(hasOwnFocus ? {} : { 'data-autofocus': true })}>
            <div className={styles.head}>
              <h2 className={styles.title}>{title}</h2>
              <DeskButton look="quiet" onPress={close} after={<Keys id="close" />}>
                {t('common.close')}
              </DeskButton>
            </div>
            {children}
          </div>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}
