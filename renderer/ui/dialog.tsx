// A dialog over the screen. Esc, the key that opened it, or a scan closes it; the focus then belongs to the scan box.

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDesk } from '../desk/desk-context.ts';
import { focusScanBox } from '../desk/scan-box-focus.ts';
import styles from './dialog.module.css';

type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly size?: number;
  /** The title is there for readers only. */
  readonly isBare?: boolean;
};

export function Dialog({ title, children, size = 640, isBare = false }: DialogProps) {
  const { view } = useDesk();
  const close = (): void => {
    view.setState({ overlay: 'none' });
    focusScanBox(document);
  };
  return (
    <Modal
      opened
      onClose={close}
      size={size}
      yOffset={64}
      padding={isBare ? 0 : 24}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
      returnFocus={false}
      withCloseButton={!isBare}
      closeButtonProps={{ 'aria-label': title }}
      classNames={{ title: styles.title ?? '', content: styles.content ?? '' }}
      overlayProps={{ color: 'var(--shade)', backgroundOpacity: 1 }}
      {...(isBare ? { 'aria-label': title } : { title })}
    >
      <div className={styles.body} tabIndex={-1} {...(isBare ? {} : { 'data-autofocus': true })}>
        {children}
      </div>
    </Modal>
  );
}
