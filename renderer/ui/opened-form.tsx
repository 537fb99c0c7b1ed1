// A small form behind the button that opens it. Esc closes it and nothing behind it; typed fields are there when it is opened again.

import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskButton } from './desk-button.tsx';
import { useEsc } from './use-esc.ts';

type OpenedFormProps = {
  /** The name of the button, of the form, and of the act that it sends. */
  readonly name: string;
  readonly className?: string | undefined;
  /** Whether it was taken: then the form closes. */
  readonly onSend: () => boolean;
  readonly children: ReactNode;
};

export function OpenedForm(props: OpenedFormProps) {
  const [state, setState] = useState<'closed' | 'open' | 'left'>('closed');
  if (state === 'open') return <Opened {...props} onClose={() => setState('left')} />;
  // The focus comes back to the button that opened the form.
  return (
    <DeskButton isFirst={state === 'left'} onPress={() => setState('open')}>
      {props.name}
    </DeskButton>
  );
}

function Opened({ name, className, onSend, onClose, children }: OpenedFormProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const form = useEsc(onClose);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), [form]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (onSend()) onClose();
  };
  return (
    <form className={className} data-esc="own" ref={form} onSubmit={submit} aria-label={name}>
      {children}
      <DeskButton look="main" isSubmit>
        {name}
      </DeskButton>
      <DeskButton look="quiet" onPress={onClose}>
        {t('common.cancel')}
      </DeskButton>
    </form>
  );
}
